import type { FittedCurves } from "../../src/domain/heap/fit-curves.ts";
import type { GrowthShape } from "../../src/domain/heap/growth-shape.ts";

/** A logistic model: probability = 1 / (1 + e^−(bias + Σ weight · (feature − mean) / deviation)). */
export interface LogisticOdds {
  readonly bias: number;
  readonly terms: readonly { readonly weight: number; readonly mean: number; readonly deviation: number }[];
}

/** No one is sure of a future: at the ends the model has seen too few cases to say more. */
const probabilityMin = 0.01;
/** Standard deviations outside of what the model was fitted on add nothing. */
const farMax = 3;

export function growingProbability(features: readonly number[], odds: LogisticOdds): number {
  const logit = odds.terms.reduce((sum, { weight, mean, deviation }, index) => {
    const far = (Number(features[index]) - mean) / deviation;
    return sum + weight * Math.min(farMax, Math.max(-farMax, far));
  }, odds.bias);
  return Math.min(1 - probabilityMin, Math.max(probabilityMin, 1 / (1 + Math.exp(-logit))));
}

/** The four figures of the shape, their products, and how much the bounded curves would still grow. */
export function growingFeatures(shape: GrowthShape, curves: FittedCurves): readonly number[] {
  const single = [
    (shape.bend25 + shape.bend50 + shape.bend90) / 3,
    Math.log10(Math.max(0.001, shape.lateRatio)),
    Math.log10(Math.max(0.1, shape.slopeT)),
    Math.log2(Math.max(1 / 16, shape.ageDays)),
  ];
  const products = single.flatMap((left, index) => single.slice(index + 1).map((right) => left * right));
  return [...single, ...products, Math.log10(0.001 + boundedGrowth(curves))];
}

/** Until twice the work so far, by the bounded curves' weights, as a share of the level. */
function boundedGrowth({ bounded, free }: FittedCurves): number {
  return bounded.reduce((sum, { cell, fit, weight }) => {
    const growth = cell.bases.reduce(
      (all, basis, index) => all + Number(fit.coefficients[free + index]) * (basis(2) - basis(1)),
      0,
    );
    return sum + weight * growth;
  }, 0);
}
