import { binGrowth, type GrowthBins } from "../../src/domain/heap/bin-growth.ts";
import { type CurveCell, curveCells } from "../../src/domain/heap/curve-cells.ts";
import { growthSeries } from "../../src/domain/heap/growth-series.ts";
import { type Fit, fitNonNegative } from "../../src/domain/heap/least-squares.ts";
import { daySeconds, newestEpoch } from "./checkpoints.ts";
import type { Forecaster } from "./forecasters.ts";

/** The curves that people fit: the best by AICc forecasts, and decides where the weight of its kind is 0.9 or more. */
export const aiccCurves: Forecaster = {
  name: "AICc curves",
  answer: ({ points, levels }) => {
    const series = growthSeries(newestEpoch(points).map((point) => ({ ...point, cpuTicks: null })));
    const bins = binGrowth(series, Math.max(1, Number(series.heap.at(-1))));
    const fits = families.map((family) => bestOf(family, bins));
    const best = fits.reduce((least, other) => (other.aicc < least.aicc ? other : least));
    const weights = fits.map(({ aicc }) => Math.exp((best.aicc - aicc) / 2));
    const growing =
      weights.reduce((sum, weight, index) => sum + (fits[index]?.cell.grows === true ? weight : 0), 0) /
      weights.reduce((a, b) => a + b, 0);
    const levelAfter = (ahead: number): number =>
      bins.scaleBytes * curveAt(best, 1 + ahead / Math.max(1, series.ageSeconds));
    const crossings = levels.map(({ bytes }) => {
      const middle = crossed(levelAfter, bytes);
      return { low: null, middle, high: null, alerts: middle <= daySeconds };
    });
    return {
      leaks: growing >= 0.9 ? true : growing <= 0.1 ? false : null,
      plateauBytes: levelAfter(7 * daySeconds),
      crossings,
    };
  },
};

const families = ["constant", "saturating", "logarithmic", "line", "saturating and line"];

interface Best {
  readonly cell: CurveCell;
  readonly fit: Fit;
  readonly aicc: number;
}

function bestOf(family: string, { u, y }: GrowthBins): Best {
  const one = new Float64Array(u.length).fill(1);
  const fits = curveCells
    .filter((cell) => cell.family === family)
    .map((cell) => ({
      cell,
      fit: fitNonNegative([one, ...cell.bases.map((basis) => u.map((value) => basis(value)))], y, 1),
    }));
  const best = fits.reduce((least, other) => (other.fit.rss < least.fit.rss ? other : least));
  const n = u.length;
  const k = 2 + best.cell.bases.length + (["constant", "line"].includes(family) ? 0 : 1);
  return { ...best, aicc: n * Math.log(Math.max(1e-12, best.fit.rss) / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1) };
}

function curveAt({ cell, fit }: Best, u: number): number {
  return cell.bases.reduce(
    (sum, basis, index) => sum + Number(fit.coefficients[index + 1]) * basis(u),
    Number(fit.coefficients[0]),
  );
}

function crossed(levelAfter: (ahead: number) => number, bytes: number): number {
  for (let hours = 0; hours <= 60 * 24; hours++) if (levelAfter(hours * 3600) >= bytes) return hours * 3600;
  return Number.POSITIVE_INFINITY;
}
