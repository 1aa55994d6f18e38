import type { FittedCurve, FittedCurves } from "./fit-curves.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { drawsCount, type HeapDraw } from "./heap-draw.ts";
import { solveTransposed } from "./least-squares.ts";
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

/** A curve's growth is multiplied by e^(d·z), */
const growthSpread = 0.5;
/** and this share of the level is added for what no curve knows, as far ahead as what has been seen. */
const levelSpread = 0.02;
/** Seven e-folds: past that a product overflows before it means anything. */
const exponentMax = 7;

/** Futures that a probability-weighted choice of curves gives; without the widening they are far too sure of themselves. */
export function drawCurves(forecast: CurveForecast, chance: SeededChance): readonly HeapDraw[] {
  const growingCount = Math.round(drawsCount * forecast.growing);
  const chosen = [
    ...choose(forecast.curves.growing, growingCount, chance),
    ...choose(forecast.curves.bounded, drawsCount - growingCount, chance),
  ];
  const growth = chance.normals(drawsCount);
  const level = chance.normals(drawsCount);
  return chosen.map((curve, index) =>
    drawOf(forecast, curve, {
      growth: Number(growth[index]),
      level: Number(level[index]),
      amplitudes: amplitudesOf(curve, forecast.curves.free, chance),
    }),
  );
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

function drawOf(
  { series, startBytes, scaleBytes }: CurveForecast,
  { cell }: FittedCurve,
  drawn: { readonly growth: number; readonly level: number; readonly amplitudes: Float64Array },
): HeapDraw {
  const curve = (u: number): number =>
    cell.bases.reduce((sum, basis, index) => sum + Number(drawn.amplitudes[index]) * basis(u), 0);
  const now = curve(1);
  const factor = scaleBytes * Math.exp(Math.min(exponentMax, growthSpread * drawn.growth));
  const uRate = series.workRate / (Number(series.work.at(-1)) || 1);
  return {
    grows: cell.grows,
    levelAt: (ahead) => {
      const growth = Math.max(0, curve(1 + uRate * ahead) - now) * factor;
      const wobble =
        levelSpread * startBytes * drawn.level * Math.min(1, Math.sqrt(ahead / Math.max(1, series.ageSeconds)));
      return Math.max(0, startBytes + growth + wobble);
    },
  };
}
