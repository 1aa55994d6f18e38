import { curveWander } from "./curve-wander.ts";
import type { FittedCurve, FittedCurves } from "./fit-curves.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { tailSlope } from "./growth-shape.ts";
import { drawsCount, type HeapDraw } from "./heap-draw.ts";
import { solveTransposed } from "./least-squares.ts";
import { rankOf } from "./order-statistics.ts";
import type { SeededChance } from "./seeded-chance.ts";

export interface CurveForecast {
  readonly curves: FittedCurves;
  readonly series: GrowthSeries;
  /** Where the forecast starts: the upper level of now, in bytes. */
  readonly startBytes: number;
  /** What 1 of the curves is in bytes. */
  readonly scaleBytes: number;
  /** Probability that the heap has no bound. */
  readonly growing: number;
}

/** Growth is multiplied by e^(d·z): where it ends is less certain than how a heap that grows without end goes on, */
const growthSpread = { bounded: 0.4, growing: 0.25 } as const;
/** and by what it has wandered off its curve it may wander again, at least by this share of the level in as much time as was seen. */
const levelSpread = 0.03;
/** Of the futures without a bound. */
const tailShare = 0.75;
/** Seven e-folds: past that a product overflows before it means anything. */
const exponentMax = 7;

/**
 * Futures that a probability-weighted choice of curves gives; without the widening they are far too sure of themselves.
 * Most futures without a bound go on as the second half went, whatever curve the first half would have it be. In random
 * order, so that the futures of equal index of two daemons are independent.
 */
export function drawCurves(forecast: CurveForecast, chance: SeededChance): readonly HeapDraw[] {
  const { curves, growing } = forecast;
  const growingCount = Math.round(drawsCount * growing);
  const tailCount = Math.round(growingCount * tailShare);
  const chosen = [
    ...tailsOf(forecast, tailCount, chance),
    ...choose(curves.growing, growingCount - tailCount, chance).map((curve) => growthOf(curve, curves.free, chance)),
    ...choose(curves.bounded, drawsCount - growingCount, chance).map((curve) => growthOf(curve, curves.free, chance)),
  ];
  const wander = curveWander(curves.residuals);
  const growth = chance.normals(drawsCount);
  const level = chance.normals(drawsCount);
  return chance
    .shuffled(chosen)
    .map((drawn, index) =>
      drawOf(forecast, drawn, { growth: Number(growth[index]), level: Number(level[index]), wander }),
    );
}

/** One way to grow, before it is widened: growth of now until u, as a share of the scale. */
interface DrawnGrowth {
  readonly grows: boolean;
  growthTo(u: number): number;
}

function growthOf(curve: FittedCurve, free: number, chance: SeededChance): DrawnGrowth {
  const amplitudes = amplitudesOf(curve, free, chance);
  const { bases, grows } = curve.cell;
  const at = (u: number): number => bases.reduce((sum, basis, index) => sum + Number(amplitudes[index]) * basis(u), 0);
  const now = at(1);
  return { grows, growthTo: (u) => at(u) - now };
}

function tailsOf({ series, scaleBytes }: CurveForecast, count: number, chance: SeededChance): readonly DrawnGrowth[] {
  const all = Number(series.work.at(-1)) || 1;
  const from = rankOf(series.work, all / 2);
  const { slope, standardError } = tailSlope(series.work.subarray(from), series.heap.subarray(from));
  return [...chance.normals(count)].map((z) => {
    const perU = (Math.max(0, slope + standardError * z) * all) / scaleBytes;
    return { grows: true, growthTo: (u) => perU * (u - 1) };
  });
}

/** Systematic: each curve as often as its weight says, but for rounding. */
function choose(curves: readonly FittedCurve[], count: number, chance: SeededChance): readonly FittedCurve[] {
  const chosen: FittedCurve[] = [];
  const offset = chance.uniform();
  let passed = 0;
  for (const curve of curves) {
    passed += curve.weight * count;
    while (chosen.length < count && chosen.length + offset < passed) chosen.push(curve);
  }
  const last = chosen.at(-1) ?? curves[0];
  while (last !== undefined && chosen.length < count) chosen.push(last);
  return chosen;
}

/** Of the curve's bases, from the distribution that the fit leaves; never below 0. */
function amplitudesOf({ fit, sigma }: FittedCurve, free: number, chance: SeededChance): Float64Array {
  const deviations = solveTransposed(
    fit.factor,
    Float64Array.from(fit.active, () => sigma * chance.normal()),
  );
  const drawn = Float64Array.from(fit.coefficients);
  for (const [row, index] of fit.active.entries()) drawn[index] = Number(drawn[index]) + Number(deviations[row]);
  return drawn.slice(free).map((amplitude) => Math.max(0, amplitude));
}

interface Spread {
  /** How many standard deviations this future is off, in its growth and in its level. */
  readonly growth: number;
  readonly level: number;
  readonly wander: (ahead: number) => number;
}

function drawOf(
  { series, startBytes, scaleBytes }: CurveForecast,
  { grows, growthTo }: DrawnGrowth,
  { growth, level, wander }: Spread,
): HeapDraw {
  const spread = grows ? growthSpread.growing : growthSpread.bounded;
  const factor = scaleBytes * Math.exp(Math.min(exponentMax, spread * growth));
  const uRate = series.workRate / (Number(series.work.at(-1)) || 1);
  const least = (ahead: number): number =>
    levelSpread * startBytes * Math.min(1, Math.sqrt(ahead / Math.max(1, series.ageSeconds)));
  return {
    grows,
    levelAt: (ahead) => {
      const u = uRate * ahead;
      const grown = Math.max(0, growthTo(1 + u)) * factor;
      return Math.max(0, startBytes + grown + level * Math.max(least(ahead), scaleBytes * wander(u)));
    },
  };
}
