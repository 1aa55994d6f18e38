import { studyHeap } from "./analyze-heap.ts";
import { type Quantiles, quantilesOf } from "./crossing.ts";
import type { HeapAnalysis } from "./heap-analysis.ts";
import type { HeapDraw } from "./heap-draw.ts";
import type { HeapOptions } from "./heap-options.ts";
import type { HeapPoint } from "./heap-point.ts";
import { median } from "./order-statistics.ts";
import { splitEpochs } from "./split-epochs.ts";
import { tidyPoints } from "./tidy-points.ts";

/** The analysis with what a chart of it needs: plain data, so that it can be handed from one thread to another. */
export interface HeapOutlook {
  readonly analysis: HeapAnalysis;
  /** Of the present epoch, at even distances and oldest first; the last point is the last sample. */
  readonly course: readonly CoursePoint[];
  /** The same of the epochs before, the oldest first, as far back as a picture goes. Between two of them lies a restart. */
  readonly earlier: readonly (readonly CoursePoint[])[];
  /** At even distances up to the horizon, from now on; empty where there is no forecast. */
  readonly forecast: readonly ForecastPoint[];
}

export interface CoursePoint {
  /** Seconds before the last sample. */
  readonly agoSeconds: number;
  readonly heapBytes: number;
}

export interface ForecastPoint {
  /** Seconds after the last sample. */
  readonly aheadSeconds: number;
  readonly heapBytes: Quantiles;
}

/** As many characters as a line of a terminal has room for; a chart takes the nearest of them. */
export const coursePoints = 60;
/** A week in steps of 6 h. */
export const forecastPoints = 28;

/** Pure, as `analyzeHeap`, and as dear. */
export function outlookOf(points: readonly HeapPoint[], options: HeapOptions = {}): HeapOutlook {
  const { analysis, forecast } = studyHeap(points, options);
  const horizonSeconds = (options.horizonDays ?? usualHorizonDays) * daySeconds;
  const epochs = splitEpochs(tidyPoints(points));
  return {
    analysis,
    course: courseOf(epochs.at(-1) ?? []),
    earlier: earlierOf(epochs, pastHorizons * horizonSeconds),
    forecast: forecast === null ? [] : forecastOf(forecast.draws, horizonSeconds),
  };
}

const daySeconds = 86_400;
const usualHorizonDays = 7;
/** A picture shows no more of the past for each horizon. */
const pastHorizons = 2;
/** One for each night of two weeks. */
const earlierMax = 14;

function earlierOf(epochs: readonly (readonly HeapPoint[])[], pastSeconds: number): HeapOutlook["earlier"] {
  const now = epochs.at(-1)?.at(-1)?.t ?? 0;
  return epochs.slice(-1 - earlierMax, -1).flatMap((epoch) => {
    const seen = epoch.filter(({ t }) => now - t <= pastSeconds);
    const after = now - (seen.at(-1)?.t ?? now);
    const course = courseOf(seen).map(({ agoSeconds, heapBytes }) => ({ agoSeconds: agoSeconds + after, heapBytes }));
    return course.length === 0 ? [] : [course];
  });
}

/** Each point is the median of its share of the time; where nothing was measured, what was before goes on. */
function courseOf(epoch: readonly HeapPoint[]): readonly CoursePoint[] {
  const first = epoch[0]?.t;
  const last = epoch.at(-1)?.t;
  if (first === undefined || last === undefined) return [];
  const count = Math.min(coursePoints, epoch.length);
  const step = count > 1 ? (last - first) / (count - 1) : 1;
  const near = Array.from({ length: count }, (): number[] => []);
  for (const { t, heapBytes } of epoch) near[Math.round((t - first) / step)]?.push(heapBytes);
  near[count - 1] = [Number(epoch.at(-1)?.heapBytes)];
  let before = Number(epoch[0]?.heapBytes);
  return near.map((heaps, index) => {
    before = heaps.length === 0 ? before : median(heaps);
    return { agoSeconds: Math.round((count - 1 - index) * step), heapBytes: Math.round(before) };
  });
}

function forecastOf(draws: readonly HeapDraw[], horizonSeconds: number): readonly ForecastPoint[] {
  return Array.from({ length: forecastPoints }, (_, index) => {
    const aheadSeconds = Math.round(((index + 1) * horizonSeconds) / forecastPoints);
    const { p05, p50, p95 } = quantilesOf(draws.map((draw) => draw.levelAt(aheadSeconds)));
    return { aheadSeconds, heapBytes: { p05: Math.round(p05), p50: Math.round(p50), p95: Math.round(p95) } };
  });
}
