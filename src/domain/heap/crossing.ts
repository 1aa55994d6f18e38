import type { HeapDraw } from "./heap-draw.ts";
import { quantileOfSorted } from "./order-statistics.ts";

/** When a level is first reached, as quantiles over all futures. Seconds from the last sample. */
export interface Crossing {
  readonly thresholdBytes: number;
  /** That it is reached within the horizon. */
  readonly probability: number;
  /** Null: not within the horizon. */
  readonly in: Quantiles<number | null>;
}

export interface Quantiles<T = number> {
  readonly p05: T;
  readonly p50: T;
  readonly p95: T;
}

export function crossingOf(draws: readonly HeapDraw[], thresholdBytes: number, horizonSeconds: number): Crossing {
  const times = crossingTimes(draws, thresholdBytes, horizonSeconds);
  const reached = times.reduce((count, time) => count + (time <= horizonSeconds ? 1 : 0), 0);
  const at = (share: number): number | null => {
    const time = lowerQuantile(times, share);
    return time <= horizonSeconds ? Math.round(time) : null;
  };
  return { thresholdBytes, probability: reached / times.length, in: { p05: at(0.05), p50: at(0.5), p95: at(0.95) } };
}

/** Of each future the seconds until it reaches the level, sorted; infinite where it does not within the horizon. */
export function crossingTimes(
  draws: readonly HeapDraw[],
  thresholdBytes: number,
  horizonSeconds: number,
): Float64Array {
  return Float64Array.from(draws, (draw) => crossingTime(draw, thresholdBytes, horizonSeconds)).sort();
}

/** The time itself, not one between two times: half-way to infinity is no time. */
export function lowerQuantile(sorted: Float64Array, share: number): number {
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  return {
    p05: quantileOfSorted(sorted, 0.05),
    p50: quantileOfSorted(sorted, 0.5),
    p95: quantileOfSorted(sorted, 0.95),
  };
}

/** Steps of the search over the horizon; the crossing is then found to 1/1,000 of a step. */
const searchSteps = 48;
const halvings = 10;

function crossingTime(draw: HeapDraw, threshold: number, horizon: number): number {
  if (draw.levelAt(0) >= threshold) return 0;
  let low = 0;
  for (let step = 1; step <= searchSteps; step++) {
    /** Denser at the beginning, where an hour matters. */
    const high = horizon * (step / searchSteps) ** 2;
    if (draw.levelAt(high) >= threshold) return bisect(draw, threshold, { low, high });
    low = high;
  }
  return Number.POSITIVE_INFINITY;
}

function bisect(draw: HeapDraw, threshold: number, { low, high }: { low: number; high: number }): number {
  let [below, above] = [low, high];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (below + above) / 2;
    if (draw.levelAt(middle) >= threshold) above = middle;
    else below = middle;
  }
  return above;
}
