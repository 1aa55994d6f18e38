import type { GrowthShape } from "./growth-shape.ts";
import type { VerdictKind } from "./heap-analysis.ts";

/** Days in which a settled heap grows by less than `settledRatioMax`: a promise that can be checked. */
export const promiseDays = 7;
export const settledRatioMax = 0.07;

/** Less than a day cannot tell growth from the hour. */
export const verdictAgeMinDays = 1;
/** With less than two days, the second half and the second quarter are different hours of the day. */
export const shapeAgeMinDays = 1.9;
/** From here on a logarithm has had the time to bend: below it, only what is nearer to a line is called growing. */
export const bendAgeMinDays = 4;

/** Growth in the second half below this share of the level is a settled heap's. */
const lateRatioOfSettled = 0.03;
const bendOfSettling = { median: 0.6, peak: 0.7 } as const;
const lateRatioOfGrowing = 0.1;
const bendOfGrowing = 0.75;
const slopeTOfGrowing = 1.5;
/** A line bends by 2 and a logarithm by 1. */
const youngGrowing = { bend: 1.2, mean: 1.5, slopeT: 3 } as const;

/**
 * The simple rule on the shape of growth. It was measured against curves, their information criteria, a logistic model and
 * trend tests on recorded daemons, and was right more often at an equal share decided (`npm run bench:forecast`).
 */
export function judgeGrowth(shape: GrowthShape, horizonDays: number): VerdictKind {
  const { ageDays, bend50, bend90, lateRatio } = shape;
  if (ageDays < verdictAgeMinDays) return "undecided";
  if (isSettled(shape, Math.max(promiseDays, horizonDays))) return "settled";
  if (ageDays < shapeAgeMinDays) return "undecided";
  if (bend50 < bendOfSettling.median && bend90 < bendOfSettling.peak) return "settling";
  return lateRatio > lateRatioOfGrowing && isGrowing(shape) ? "growing" : "undecided";
}

/** Even if what it grew in the second half went on as a line. */
function isSettled({ lateRatio, latePerDay }: GrowthShape, days: number): boolean {
  return lateRatio < lateRatioOfSettled && latePerDay * days < settledRatioMax;
}

function isGrowing({ ageDays, bend25, bend50, bend90, slopeT }: GrowthShape): boolean {
  const least = Math.min(bend50, bend90);
  if (ageDays >= bendAgeMinDays) return least > bendOfGrowing && slopeT > slopeTOfGrowing;
  const mean = (bend25 + bend50 + bend90) / 3;
  return least > youngGrowing.bend && mean > youngGrowing.mean && slopeT > youngGrowing.slopeT;
}
