import type { HeapPoint } from "./heap-point.ts";
import { createRecordedLife, type RecordedLife } from "./recorded-life.ts";
import { upperBound } from "./upper-bound.ts";

export interface RecordedDaemon {
  readonly name: string;
  /** Of any number of epochs; instants in seconds on the same clock for all daemons. */
  readonly points: readonly HeapPoint[];
}

export interface PolicyQuestion {
  readonly daemons: readonly RecordedDaemon[];
  readonly budgetBytes: number;
  /** Openings of one window a night, in seconds on the points' clock, in the order of time. */
  readonly nights: readonly number[];
}

export type PolicyName = "as it was" | "restart nothing" | "nightly" | "weekly";

/** What a habit would have cost on the recorded history. */
export interface PolicyCost {
  readonly policy: PolicyName;
  readonly restarts: number;
  /** Hours in which all daemons together held more than the budget. */
  readonly hoursOver: number;
  /** Some daemon would have grown older than any was seen: there it counts with the most that it held, which is too little. */
  readonly isAtLeast: boolean;
}

/** A quarter of an hour, or a ten-thousandth of the history if that is longer: a year is read in a second. */
const stepSecondsMin = 900;
const stepsMax = 10_000;
/** Six and a half days: a week, though a window shifts by some hours. */
const weekSecondsMin = 561_600;

/**
 * Restart nothing, all of them every night, or once a week, beside what was done. A daemon that is restarted grows again
 * as it did in its own recorded epochs. Empty without a recorded span of time.
 */
export function replayPolicies({ daemons, budgetBytes, nights }: PolicyQuestion): readonly PolicyCost[] {
  const lives = daemons.flatMap(({ points }) => createRecordedLife(points) ?? []);
  const from = Math.max(...lives.map((life) => life.from));
  const to = Math.min(...lives.map((life) => life.to));
  if (lives.length === 0 || !(to > from)) return [];
  const inside = nights.filter((at) => at > from && at < to);
  const cost = (policy: PolicyName, at: readonly number[] | null): PolicyCost =>
    costOf(lives, { policy, restartsAt: at, budgetBytes, from, to });
  return [
    cost("as it was", null),
    cost("restart nothing", []),
    cost("nightly", inside),
    cost("weekly", weekly(inside)),
  ];
}

function weekly(nights: readonly number[]): readonly number[] {
  const chosen: number[] = [];
  for (const at of nights) {
    const last = chosen.at(-1);
    if (last === undefined || at - last >= weekSecondsMin) chosen.push(at);
  }
  return chosen;
}

interface Replay {
  readonly policy: PolicyName;
  /** Of all daemons; null for what was done. */
  readonly restartsAt: readonly number[] | null;
  readonly budgetBytes: number;
  readonly from: number;
  readonly to: number;
}

function costOf(lives: readonly RecordedLife[], { policy, restartsAt, budgetBytes, from, to }: Replay): PolicyCost {
  const steps = Math.max(1, Math.min(stepsMax, Math.ceil((to - from) / stepSecondsMin)));
  const stepSeconds = (to - from) / steps;
  let stepsOver = 0;
  let isAtLeast = false;
  for (let step = 0; step < steps; step++) {
    const at = from + (step + 0.5) * stepSeconds;
    let held = 0;
    for (const life of lives) {
      const level = restartsAt === null ? life.asItWas(at) : life.restarted(at, lastBefore(restartsAt, at));
      held += level.bytes;
      isAtLeast ||= level.isAtLeast;
    }
    if (held > budgetBytes) stepsOver += 1;
  }
  const restarts =
    restartsAt === null
      ? lives.reduce((sum, life) => sum + life.startsWithin(from, to), 0)
      : restartsAt.length * lives.length;
  return { policy, restarts, hoursOver: Math.round((stepsOver * stepSeconds) / 360) / 10, isAtLeast };
}

/** Null before the first. */
function lastBefore(instants: readonly number[], at: number): number | null {
  return instants[upperBound(instants, at) - 1] ?? null;
}
