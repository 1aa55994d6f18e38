import type { GrowthSeries } from "./growth-series.ts";
import { median, rankOf, runningMedian } from "./order-statistics.ts";

/** How the heap grew in earlier epochs of the same daemon and release, by the work done since the start. */
export interface EpochTemplate {
  /** Upper level in bytes after so much work; NaN outside of what was seen. */
  levelAt(work: number): number;
  readonly endWork: number;
  /** Standard deviation of the logarithm between the earlier epochs. */
  readonly spread: number;
}

/** Window of the median that takes single peaks out. */
const smoothPoints = 61;
/** Two epochs of one daemon differ by at least this: with less, the 5 % bound of a crossing held in 80 of 100 cases. */
const spreadMin = 0.08;
/** Points of the median curve. */
const gridPoints = 400;

export function epochTemplate(epochs: readonly GrowthSeries[]): EpochTemplate {
  const curves = epochs.map(upperCurve);
  const endWork = Math.max(...curves.map(({ work }) => Number(work.at(-1))));
  /** The share comes first: its last is exactly 1, and a grid that ended an ulp early would not reach the end. */
  const grid = Float64Array.from({ length: gridPoints + 1 }, (_, step) => endWork * (step / gridPoints));
  const middle = grid.map((work) =>
    median(curves.map((curve) => interpolate(curve, work)).filter((level) => !Number.isNaN(level))),
  );
  const template = { work: grid, level: runningMaximum(middle) };
  return { levelAt: (work) => interpolate(template, work), endWork, spread: spreadOf(curves, template) };
}

interface UpperCurve {
  /** Since the start of the epoch. */
  readonly work: Float64Array;
  readonly level: Float64Array;
}

/** Running maximum of a running median: rises, and is not moved by a single peak. */
export function upperCurve({ work, workBefore, heap }: GrowthSeries): UpperCurve {
  return { work: work.map((value) => value + workBefore), level: runningMaximum(runningMedian(heap, smoothPoints)) };
}

function interpolate({ work, level }: UpperCurve, at: number): number {
  const after = rankOf(work, at);
  if (after >= work.length || (after === 0 && at < Number(work[0]))) return Number.NaN;
  if (after === 0) return Number(level[0]);
  const [from, to] = [Number(work[after - 1]), Number(work[after])];
  const [below, above] = [Number(level[after - 1]), Number(level[after])];
  return below + ((above - below) * (at - from)) / (to - from);
}

function runningMaximum(values: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    if (value > most) most = value;
    return most === Number.NEGATIVE_INFINITY ? Number.NaN : most;
  });
}

/** Over the second half, where the levels no longer depend on the first minutes. */
function spreadOf(curves: readonly UpperCurve[], template: UpperCurve): number {
  if (curves.length < 2) return spreadMin;
  const half = template.work.slice(template.work.length >> 1);
  const squares = curves.flatMap((curve) =>
    [...half]
      .map((work) => Math.log(interpolate(curve, work) / interpolate(template, work)) ** 2)
      .filter(Number.isFinite),
  );
  const mean = squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length);
  return Math.max(spreadMin, Math.sqrt((mean * curves.length) / (curves.length - 1)));
}
