import type { Instant } from "../time.ts";
import type { Gaps } from "./gaps.ts";
import type { Replay } from "./replay.ts";
import type { Saying } from "./saying.ts";
import { finishTally, type RuleTally } from "./tally.ts";

/** What would have been said of one host over a recording, and what each rule came to. */
export interface ReplayOutcome {
  readonly host: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Polls, those that were missed included. */
  readonly polls: number;
  readonly gaps: Gaps;
  /** In the order of time. */
  readonly sayings: readonly Saying[];
  /** Of the rules that fired. */
  readonly rules: readonly RuleTally[];
}

/** Null when there was no poll. */
export function outcomeOf(replay: Replay, sayings: readonly Saying[]): ReplayOutcome | null {
  const { options, polls, gaps, tally, firstPollAt, lastPollAt } = replay;
  if (firstPollAt === null || lastPollAt === null) return null;
  const rules = finishTally(tally, lastPollAt);
  return { host: options.host.name, from: firstPollAt, to: lastPollAt, polls, gaps, sayings, rules };
}
