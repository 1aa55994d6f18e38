import { binGrowth } from "./bin-growth.ts";
import { drawCurves } from "./draw-curves.ts";
import { fitCurves } from "./fit-curves.ts";
import { type GrowingOdds, oddsKeyOf } from "./growing-odds.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { type GrowthShape, growthShape, tailSlope } from "./growth-shape.ts";
import type { HeapDraw } from "./heap-draw.ts";
import { quantile } from "./order-statistics.ts";
import type { SeededChance } from "./seeded-chance.ts";

/** What one regime says by itself of its future. */
export interface GrowthForecast {
  readonly shape: GrowthShape;
  readonly growingProbability: number;
  readonly draws: readonly HeapDraw[];
}

/** Fewer points than this show no shape. */
export const pointsMin = 120;

export function forecastGrowth(series: GrowthSeries, odds: GrowingOdds, chance: SeededChance): GrowthForecast {
  const shape = growthShape(series);
  const key = oddsKeyOf(shape);
  const startBytes = startLevel(series, key === "growing");
  const scaleBytes = Math.max(1, startBytes);
  const curves = fitCurves(binGrowth(series, scaleBytes));
  return {
    shape,
    growingProbability: odds[key],
    draws: drawCurves({ curves, series, startBytes, scaleBytes, growing: odds[key] }, chance),
  };
}

/** The forecast starts at the upper level of the last day, for it is the peak that crosses. */
const startPointsMax = 1440;
const startShare = 0.95;

/** A heap that is growing has left most of that day behind: it starts at its trend where that is higher. */
function startLevel({ heap, work }: GrowthSeries, isGrowing: boolean): number {
  const from = heap.length - Math.min(startPointsMax, Math.ceil(heap.length / 3));
  const upper = quantile(heap.subarray(from), startShare);
  return isGrowing ? Math.max(upper, tailSlope(work.subarray(from), heap.subarray(from)).level) : upper;
}
