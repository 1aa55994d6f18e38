import type { Daemon } from "../../domain/daemon.ts";
import { type Absence, absent, type Figure, known } from "../../domain/figure.ts";
import { millis } from "../../domain/time.ts";
import type { Sightings } from "../../probe/find-members.ts";
import type { ListedProcess } from "../../probe/processes.ts";
import type { Clock, MatchFailure, MatchLines } from "../ports.ts";

export interface Matching {
  readonly matchLines: MatchLines;
  readonly clock: Clock;
}

/**
 * Which processes have the command line of which daemon. Each pattern is matched by itself, so that one which takes too
 * long leaves its own daemons unknown and no others; before the next one, whatever else the bot has to do has its turn.
 */
export async function matchCommands(
  daemons: readonly Daemon[],
  processes: readonly ListedProcess[],
  { matchLines, clock }: Matching,
): Promise<Sightings["matched"]> {
  const patterns = new Set(daemons.flatMap(({ find }) => (find.by === "command" ? [find.pattern] : [])));
  const told = processes.flatMap(({ pid, args }) => (args === null ? [] : [{ pid, args }]));
  const lines = told.map(({ args }) => args);
  const pidsBy = new Map<string, Figure<ReadonlySet<number>>>();
  for (const pattern of patterns) {
    const matched = matchLines(pattern, lines);
    pidsBy.set(pattern, matched.ok ? known(pidsWhere(told, matched.value)) : absent(reasonOf[matched.error]));
    if (!matched.ok) await new Promise<void>((resolve) => clock.after(millis(0), resolve));
  }
  return pidsBy;
}

function pidsWhere(told: readonly { readonly pid: number }[], matched: readonly boolean[]): ReadonlySet<number> {
  return new Set(told.filter((_, at) => matched[at]).map(({ pid }) => pid));
}

const reasonOf: Readonly<Record<MatchFailure, Absence>> = {
  "too slow": "its pattern takes too long to match",
  "no pattern": "the field is malformed",
};
