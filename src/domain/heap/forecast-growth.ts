import { binGrowth } from "./bin-growth.ts";
import { drawCurves } from "./draw-curves.ts";
import { fitCurves } from "./fit-curves.ts";
import { type GrowingOdds, oddsKeyOf } from "./growing-odds.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { type GrowthShape, growthShape } from "./growth-shape.ts";
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

/** The forecast starts at the upper level of the last day, for it is the peak that crosses. */
const startPointsMax = 1440;
const startShare = 0.95;

export function forecastGrowth(series: GrowthSeries, odds: GrowingOdds, chance: SeededChance): GrowthForecast {
  const startBytes = startLevel(series);
  const scaleBytes = Math.max(1, startBytes);
  const shape = growthShape(series);
  const growing = odds[oddsKeyOf(shape)];
  const curves = fitCurves(binGrowth(series, scaleBytes));
  return {
    shape,
    growingProbability: growing,
    draws: drawCurves({ curves, series, startBytes, scaleBytes, growing }, chance),
  };
}

function startLevel({ heap }: GrowthSeries): number {
  return quantile(heap.subarray(-Math.min(startPointsMax, Math.ceil(heap.length / 3))), startShare);
}
