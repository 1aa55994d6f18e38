import { fieldsOf, listOf, numberOf, textOf } from "./json.ts";
import { recall, remember } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** What the browser keeps of the tour, so that a reload keeps the place. */
export interface TourMemory {
  /** Steps count from here, in seconds since 1970; 0 for all that there is. */
  readonly since: number;
  readonly skipped: readonly number[];
  readonly isClosed: boolean;
}

/** Of another trial only whether it was closed is known: its steps are to be done again. */
export function recallTour({ startedAt }: Workspace): TourMemory {
  const fields = parse(recall("tour"));
  const isClosed = fields.isClosed === true;
  if (textOf(fields.of) !== startedAt) return { since: 0, skipped: [], isClosed };
  const skipped = listOf(fields.skipped).flatMap((step) => numberOf(step) ?? []);
  return { since: numberOf(fields.since) ?? 0, skipped, isClosed };
}

export function rememberTour({ startedAt }: Workspace, memory: TourMemory): void {
  remember("tour", JSON.stringify({ of: startedAt, ...memory }));
}

function parse(text: string | null) {
  try {
    return fieldsOf(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}
