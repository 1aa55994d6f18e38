import { bytes, renderBytes } from "../bytes.ts";
import type { Figure } from "../figure.ts";
import type { Instant, Millis } from "../time.ts";
import { measureDetails } from "./audit-details.ts";
import { changed, type RestartChange } from "./change.ts";
import { recoveryToWatch } from "./follow-recovery.ts";
import type { Measure } from "./frozen-plan.ts";
import { missesOf, tellMisses } from "./misses.ts";
import type { RestartRequest } from "./restart-request.ts";

/** For so long the new process must have run, so that one that dies at once is no success. */
export const stableForMs = 10_000;
/**
 * A daemon of which no process runs for so long after its command has ended is told as down: services that start anew by themselves
 * have done so by then, and the guard on a host waits as long.
 */
export const downAfterMs = 30_000;

export interface VerifyContext {
  readonly now: Instant;
  /** So long is waited for what is not well yet. */
  readonly withinMs: Millis;
  /** What its last epoch had at its start, in bytes; null where the bot did not see it. */
  readonly startBytes: number | null;
}

/** verifying → succeeded or degraded; null while some of it may still become well. */
export function verifyRestart(
  request: RestartRequest,
  after: Measure | null,
  context: VerifyContext,
): RestartChange | null {
  const { state } = request;
  if (state.kind !== "verifying") return null;
  const { before, ran } = state;
  const { now, withinMs } = context;
  const misses = missesOf({ before, after }, context);
  const isStable = now - state.at >= stableForMs;
  if (after !== null && misses.length === 0) {
    if (!isStable) return null;
    const details = { before: measureDetails(before), after: measureDetails(after), tookMs: now - state.at };
    const recovery = recoveryToWatch(before, now);
    const well = { kind: "succeeded", at: now, before, ran, after } as const;
    const next = recovery === null ? well : { ...well, recovery };
    return changed(request, { state: next }, { what: "verified", at: now, details });
  }
  if (now - state.at < (misses[0]?.kind === "down" ? Math.min(withinMs, downAfterMs) : withinMs)) return null;
  const told = tellMisses(misses, request);
  const details = {
    misses: told.misses,
    before: measureDetails(before),
    after: after === null ? null : measureDetails(after),
    tookMs: now - state.at,
  };
  return changed(
    request,
    { state: { kind: "degraded", at: now, before, ran, after, ...told } },
    { what: "degraded", at: now, details },
  );
}

export interface TableRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Before and after, for people; only figures of which one is known. */
export function restartTable(before: Measure, after: Measure): readonly TableRow[] {
  const row = (
    name: string,
    of: (measure: Measure) => Figure,
    render: (value: number) => string,
  ): readonly TableRow[] => {
    const [one, other] = [of(before), of(after)];
    if (one.value === null && other.value === null) return [];
    const text = ({ value }: Figure): string => (value === null ? "not known" : render(value));
    return [{ name, before: text(one), after: text(other) }];
  };
  return [
    ...row("Heap", (one) => one.heapBytes, size),
    ...row("Available memory", (one) => one.availableBytes, size),
    ...row("Swap used", (one) => one.swapUsedBytes, size),
    ...row(
      "Waiting for memory",
      (one) => one.memoryFull60,
      (value) => `${value.toFixed(value < 10 ? 1 : 0)} %`,
    ),
    ...row(
      "Load",
      (one) => one.load,
      (value) => value.toFixed(1),
    ),
    ...row("Connections", (one) => one.connections, String),
  ];
}

function size(count: number): string {
  return renderBytes(bytes(count));
}
