import type { GrowthShape } from "./growth-shape.ts";
import type { VerdictKind } from "./heap-analysis.ts";
import { judgeGrowth, promiseDays, verdictAgeMinDays } from "./judge-growth.ts";

/** Share of heaps without a bound among those of which the shape says this; "young" is before there may be a verdict. */
export type GrowingOdds = Readonly<Record<VerdictKind | "young", number>>;

/**
 * Counted by `npm run bench:forecast -- --fit` on 27 recorded daemons of three programs (threaded CPython, Node, C on glibc), 10
 * of which leak, at every quarter of a day from half a day to eight days. For a program that was not counted this gives a
 * smaller log loss than a logistic model on the figures of the shape; the bench prints both.
 */
export const growingOdds: GrowingOdds = { settled: 0.08, settling: 0.1, growing: 0.94, undecided: 0.34, young: 0.34 };

export function oddsKeyOf(shape: GrowthShape): keyof GrowingOdds {
  return shape.ageDays < verdictAgeMinDays ? "young" : judgeGrowth(shape, promiseDays);
}
