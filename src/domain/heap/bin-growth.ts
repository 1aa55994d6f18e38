import type { GrowthSeries } from "./growth-series.ts";
import { quantile } from "./order-statistics.ts";

/** What curves are fitted to: at most 120 bins of equally many points, scaled so that the present is 1. */
export interface GrowthBins {
  /** Work as a share of all work so far: above 0, at most 1. */
  readonly u: Float64Array;
  /** Median heap of the bin as a share of `scaleBytes`. */
  readonly y: Float64Array;
  /** Phase of the day, 0 … 2π; null where the daily swing is no part of the fit. */
  readonly phase: Float64Array | null;
  readonly scaleBytes: number;
}

/** More bins cost time and tell nothing: neighbouring points are nearly the same. */
const binsMax = 120;
/** A daily swing needs to be seen a little more than once to be told from growth. */
const swingAgeMinSeconds = 1.2 * 86_400;
const daySeconds = 86_400;

export function binGrowth(series: GrowthSeries, scaleBytes: number): GrowthBins {
  const count = Math.min(binsMax, series.heap.length);
  const edges = Array.from({ length: count + 1 }, (_, bin) => Math.round((bin * series.heap.length) / count));
  const inBins = (of: Float64Array, share: (values: Float64Array) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, bin) => share(of.subarray(edges[bin], edges[bin + 1])));
  const all = Number(series.work.at(-1)) || 1;
  const swings = series.clock === "wall" && series.ageSeconds >= swingAgeMinSeconds;
  return {
    u: inBins(series.work, mean).map((work) => work / all),
    y: inBins(series.heap, (heaps) => quantile(heaps, 0.5)).map((heap) => heap / scaleBytes),
    phase: swings ? inBins(series.seconds, mean).map((s) => (2 * Math.PI * (s % daySeconds)) / daySeconds) : null,
    scaleBytes,
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
