import { crossingTimes, lowerQuantile } from "./crossing.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { type TailSlope, tailSlope } from "./growth-shape.ts";
import type { SafeInterval } from "./heap-analysis.ts";
import type { HeapDraw } from "./heap-draw.ts";
import { rankOf } from "./order-statistics.ts";
import { normalQuantile } from "./seeded-chance.ts";

export interface IntervalQuestion {
  readonly series: GrowthSeries;
  readonly draws: readonly HeapDraw[];
  readonly basis: SafeInterval["basis"];
  readonly limitBytes: number;
  readonly horizonSeconds: number;
  /** By so much a restart may come late. */
  readonly slipSeconds: number;
  /** The interval is rounded down to whole ones. */
  readonly windowSeconds: number;
}

/** One restart in twenty may come too late; the calendar, which looks again at each window, asks for more. */
export const intervalProbability = 0.95;
/** Share of the work that the tangent rests on. */
const tangentRatio = 0.25;

/**
 * The longest time from a start to the next in which the limit is not crossed: to the 5 % quantile of the crossing, less
 * slip, in whole windows. Where nothing crosses within the horizon it is as long as can be seen. Curves are guarded by the
 * tangent at the present level: growth bends down, so a straight line with its error crosses early. A template has shown
 * what comes and needs no such guard. Null when the limit is reached already.
 */
export function safeInterval(question: IntervalQuestion): SafeInterval | null {
  const { series, draws, basis, limitBytes, horizonSeconds, slipSeconds, windowSeconds } = question;
  const crossing = lowerQuantile(crossingTimes(draws, limitBytes, horizonSeconds), 1 - intervalProbability);
  const guarded = basis === "template" ? crossing : Math.min(crossing, tangentCrossing(series, limitBytes));
  const ahead = Math.min(guarded, horizonSeconds) - slipSeconds;
  if (guarded <= 0) return null;
  const seconds = Math.floor(Math.max(0, series.ageSeconds + ahead) / windowSeconds) * windowSeconds;
  return { seconds, basis, probability: intervalProbability };
}

/** (limit − upper level) / (slope + z · error of the slope): seconds from now. */
export function tangentCrossing(series: GrowthSeries, limitBytes: number): number {
  const from = rankOf(series.seconds, series.ageSeconds * (1 - tangentRatio));
  const tail = tailSlope(series.seconds.subarray(from), series.heap.subarray(from));
  const upper = Math.max(tail.level, upperLevel(series.heap.subarray(from)));
  if (upper >= limitBytes) return 0;
  const slope = steepest(tail);
  return slope > 0 ? (limitBytes - upper) / slope : Number.POSITIVE_INFINITY;
}

function steepest({ slope, standardError }: TailSlope): number {
  return slope + normalQuantile(intervalProbability) * standardError;
}

function upperLevel(heaps: Float64Array): number {
  return lowerQuantile(heaps.slice().sort(), 0.95);
}
