import { autocorrelation } from "./fit-curves.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { quantileOfSorted, rankOf } from "./order-statistics.ts";

/** How growth bends, without any curve: what the verdict and the probability of growing on are made of. */
export interface GrowthShape {
  /**
   * Growth in the second half of the work over growth in the second quarter, by percentile of the heap: a line gives 2, a
   * logarithm 1, a heap that has settled 0.
   */
  readonly bend25: number;
  readonly bend50: number;
  readonly bend90: number;
  /** Growth of the median in the second half, as a share of the level. */
  readonly lateRatio: number;
  /** The same a day. */
  readonly latePerDay: number;
  /** The level that the shares are of: the newest median, in bytes. */
  readonly levelBytes: number;
  /** t-statistic of the slope over the last three quarters, with its points counted as independent as they are. */
  readonly slopeT: number;
  readonly ageDays: number;
}

/** Levels are taken over this share of the work. */
const windowRatio = 0.125;
/** Growth below this share of the level is noise, and is not divided by. */
const noiseRatio = 0.004;
const bendMax = 4;

export function growthShape(series: GrowthSeries): GrowthShape {
  const levels = [1, 0.5, 0.25].map((share) => windowAt(series, share * (1 - windowRatio / 2)));
  const [now, half, quarter] = levels;
  const at = (window: Float64Array | undefined, q: number): number =>
    window === undefined ? 0 : quantileOfSorted(window, q);
  const level = Math.max(1, at(now, 0.5));
  const bend = (q: number): number => {
    const late = at(now, q) - at(half, q);
    const early = at(half, q) - at(quarter, q);
    const floor = noiseRatio * level;
    return Math.min(bendMax, Math.max(-1, late / Math.max(early, floor)));
  };
  const ageDays = series.ageSeconds / 86_400;
  const lateRatio = (at(now, 0.5) - at(half, 0.5)) / level;
  return {
    bend25: bend(0.25),
    bend50: bend(0.5),
    bend90: bend(0.9),
    lateRatio,
    latePerDay: ageDays > 0 ? lateRatio / ((ageDays * (1 - windowRatio / 2)) / 2) : 0,
    levelBytes: level,
    slopeT: slopeT(series),
    ageDays,
  };
}

/** The heaps around a share of the work, sorted. */
function windowAt({ work, heap }: GrowthSeries, share: number): Float64Array {
  const all = Number(work.at(-1));
  const width = (windowRatio * all) / 2;
  const from = rankOf(work, share * all - width);
  const to = rankOf(work, share * all + width);
  return heap.slice(Math.min(from, heap.length - 1), Math.max(to, from + 1)).sort();
}

function slopeT({ work, heap }: GrowthSeries): number {
  const from = rankOf(work, Number(work.at(-1)) / 4);
  const { slope, standardError } = tailSlope(work.subarray(from), heap.subarray(from));
  return standardError > 0 ? slope / standardError : 0;
}

/** A straight line through points whose errors follow one another. */
export interface TailSlope {
  readonly slope: number;
  /** Widened for the autocorrelation φ by √((1 + φ)/(1 − φ)). */
  readonly standardError: number;
  /** At the last point. */
  readonly level: number;
}

/** φ above this would make every slope possible. */
const phiMax = 0.98;

export function tailSlope(x: Float64Array, y: Float64Array): TailSlope {
  const n = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  const squares = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  if (n < 3 || !(squares > 0)) return { slope: 0, standardError: 0, level: n > 0 ? meanY : 0 };
  const slope = x.reduce((sum, value, index) => sum + (value - meanX) * (Number(y[index]) - meanY), 0) / squares;
  const residuals = y.map((value, index) => value - meanY - slope * (Number(x[index]) - meanX));
  const phi = Math.min(phiMax, Math.max(0, autocorrelation(residuals)));
  const variance = residuals.reduce((sum, value) => sum + value * value, 0) / (n - 2);
  const standardError = Math.sqrt(((variance / squares) * (1 + phi)) / (1 - phi));
  return { slope, standardError, level: meanY + slope * (Number(x.at(-1)) - meanX) };
}
