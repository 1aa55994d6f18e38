import type { GrowthBins } from "./bin-growth.ts";
import { type CurveCell, curveCells } from "./curve-cells.ts";
import { type Fit, fitNonNegative } from "./least-squares.ts";

/** All curves with what the points say for each of them. */
export interface FittedCurves {
  readonly bounded: readonly FittedCurve[];
  readonly growing: readonly FittedCurve[];
  /** Coefficients before those of the bases: the constant, and the two of a daily swing. */
  readonly free: number;
  /** What the closest of all curves leaves of each bin, as a share of the bins' scale. */
  readonly residuals: Float64Array;
}

export interface FittedCurve {
  readonly cell: CurveCell;
  readonly fit: Fit;
  /** Among the curves of its kind; their sum is 1. */
  readonly weight: number;
  /** Standard deviation by which the factor of the fit is scaled to give that of its coefficients. */
  readonly sigma: number;
}

/** Wobble of a heap that no curve follows, as a share of its level: stops a perfect fit from excluding all others. */
const wobbleRatio = 0.003;
/** Fewer independent points than this cannot be had from a heap that is worth a forecast. */
const effectivePointsMin = 6;
const autocorrelationMax = 0.97;

/**
 * Weight of a curve = prior · exp(−n/2 · ln(mean square + wobble²) − k/2 · ln n), where n counts independent points:
 * neighbouring points of a heap are nearly the same, and a criterion that counts them all is sure of anything.
 */
export function fitCurves(bins: GrowthBins): FittedCurves {
  const base = freeColumns(bins);
  const fits = curveCells.map((cell) => ({
    cell,
    fit: fitNonNegative([...base, ...columnsOf(cell, bins.u)], bins.y, base.length),
  }));
  const residuals = residualsOfClosest(fits, bins);
  const points = effectivePoints(residuals);
  const n = bins.y.length;
  const scored = fits.map(({ cell, fit }) => {
    const square = fit.rss / n + wobbleRatio ** 2;
    const k = base.length + cell.bases.length + 1;
    const score = Math.log(cell.prior) - (points / 2) * Math.log(square) - (k / 2) * Math.log(points);
    return { cell, fit, score, sigma: Math.sqrt((square * n) / points) };
  });
  return {
    bounded: weighted(scored.filter(({ cell }) => !cell.grows)),
    growing: weighted(scored.filter(({ cell }) => cell.grows)),
    free: base.length,
    residuals,
  };
}

type Scored = Omit<FittedCurve, "weight"> & { readonly score: number };

function weighted(curves: readonly Scored[]): readonly FittedCurve[] {
  const best = Math.max(...curves.map(({ score }) => score));
  const all = curves.reduce((sum, { score }) => sum + Math.exp(score - best), 0);
  return curves.map(({ cell, fit, sigma, score }) => ({ cell, fit, sigma, weight: Math.exp(score - best) / all }));
}

function freeColumns({ u, phase }: GrowthBins): readonly Float64Array[] {
  const constant = new Float64Array(u.length).fill(1);
  return phase === null ? [constant] : [constant, phase.map(Math.sin), phase.map(Math.cos)];
}

function columnsOf(cell: CurveCell, u: Float64Array): readonly Float64Array[] {
  return cell.bases.map((basis) => u.map((value) => basis(value)));
}

function residualsOfClosest(fits: readonly { cell: CurveCell; fit: Fit }[], bins: GrowthBins): Float64Array {
  const closest = fits.reduce((best, other) => (other.fit.rss < best.fit.rss ? other : best));
  const columns = [...freeColumns(bins), ...columnsOf(closest.cell, bins.u)];
  return bins.y.map((y, row) =>
    columns.reduce((rest, column, index) => rest - Number(closest.fit.coefficients[index]) * Number(column[row]), y),
  );
}

/** n(1 − ρ)/(1 + ρ) with the lag-1 autocorrelation of what the closest curve leaves. */
function effectivePoints(residuals: Float64Array): number {
  const rho = Math.min(autocorrelationMax, Math.max(0, autocorrelation(residuals)));
  return Math.max(effectivePointsMin, (residuals.length * (1 - rho)) / (1 + rho));
}

/** With a lag of one, around 0; 0 where there is no deviation at all. */
export function autocorrelation(values: Float64Array): number {
  let product = 0;
  let square = 0;
  for (const [index, value] of values.entries()) {
    square += value * value;
    if (index > 0) product += value * Number(values[index - 1]);
  }
  return square > 0 ? product / square : 0;
}
