import type { HeapPoint } from "../../src/domain/heap/heap-point.ts";
import { median } from "../../src/domain/heap/order-statistics.ts";
import { daySeconds, newestEpoch } from "./checkpoints.ts";
import type { Forecaster } from "./forecasters.ts";

/** A leak where the Mann-Kendall test finds a rising trend at 5 %, forecast by Sen's slope: on medians of at most 120 bins. */
export const mannKendall: Forecaster = {
  name: "Mann-Kendall + Sen",
  answer: ({ points, levels }) => {
    const bins = binned(newestEpoch(points));
    const { z, slope } = trendOf(bins);
    const now = Number(bins.at(-1)?.heapBytes);
    const isTrend = z > 1.645 && slope > 0;
    const crossings = levels.map(({ bytes }) => {
      const middle = isTrend ? Math.max(0, (bytes - now) / slope) : Number.POSITIVE_INFINITY;
      return { low: null, middle, high: null, alerts: middle <= daySeconds };
    });
    return { leaks: isTrend, plateauBytes: isTrend ? now + slope * 7 * daySeconds : now, crossings };
  },
};

const binsMax = 120;

function binned(points: readonly HeapPoint[]): readonly { readonly t: number; readonly heapBytes: number }[] {
  const count = Math.min(binsMax, points.length);
  const edge = (bin: number): number => Math.round((bin * points.length) / count);
  return Array.from({ length: count }, (_, bin) => points.slice(edge(bin), edge(bin + 1))).map((slice) => ({
    t: median(slice.map(({ t }) => t)),
    heapBytes: median(slice.map(({ heapBytes }) => heapBytes)),
  }));
}

function trendOf(bins: ReturnType<typeof binned>): { readonly z: number; readonly slope: number } {
  let s = 0;
  const slopes: number[] = [];
  for (const [i, left] of bins.entries()) {
    for (const right of bins.slice(i + 1)) {
      s += Math.sign(right.heapBytes - left.heapBytes);
      slopes.push((right.heapBytes - left.heapBytes) / (right.t - left.t));
    }
  }
  const n = bins.length;
  const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  return { z: (s - Math.sign(s)) / deviation, slope: slopes.length === 0 ? 0 : median(slopes) };
}
