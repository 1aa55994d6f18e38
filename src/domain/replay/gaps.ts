import type { Instant, Millis } from "../time.ts";

/** Stretches of a recording of which nothing is known: whether the host, the bot or the recorder was away. */
export interface Gaps {
  readonly count: number;
  /** All together, in ms. */
  readonly forMs: number;
}

export const noGaps: Gaps = { count: 0, forMs: 0 };

/** Two polls may come late, or one be missing, before it counts as a gap. */
const gapSteps = 2.5;

export function takeDistance(
  gaps: Gaps,
  { from, to }: { readonly from: Instant | null; readonly to: Instant },
  interval: Millis,
): Gaps {
  if (from === null || to - from <= interval * gapSteps) return gaps;
  return { count: gaps.count + 1, forMs: gaps.forMs + (to - from) };
}
