import { fitNonNegative } from "../../src/domain/heap/least-squares.ts";
import type { LogisticOdds } from "./shape-features.ts";

type Example = { readonly features: readonly number[]; readonly leaks: boolean };

/** Examples of one daemon at many ages are nearly one example, so the penalty is larger than with independent ones. */
const ridge = 5;
const rounds = 30;

/** Logistic regression with a ridge on standardised features, by Newton's method. */
export function fitLogistic(examples: readonly Example[]): LogisticOdds {
  const columns = Number(examples[0]?.features.length);
  const scales = Array.from({ length: columns }, (_, index) =>
    scaleOf(examples.map(({ features }) => Number(features[index]))),
  );
  const rows = examples.map(({ features }) => [
    1,
    ...scales.map(({ mean, deviation }, index) => (Number(features[index]) - mean) / deviation),
  ]);
  let weights = new Array<number>(columns + 1).fill(0);
  for (let round = 0; round < rounds; round++) weights = newtonStep(rows, examples, weights);
  return {
    bias: Number(weights[0]),
    terms: scales.map((scale, index) => ({ weight: Number(weights[index + 1]), ...scale })),
  };
}

function newtonStep(
  rows: readonly (readonly number[])[],
  examples: readonly Example[],
  weights: readonly number[],
): number[] {
  const chances = rows.map(
    (row) => 1 / (1 + Math.exp(-row.reduce((sum, value, index) => sum + value * Number(weights[index]), 0))),
  );
  const penalty = weights.map((_, index) => (index === 0 ? 1e-6 : ridge));
  /** The step solves a weighted least-squares problem, whose penalty is a row for each weight. */
  const root = chances.map((chance) => Math.sqrt(Math.max(1e-9, chance * (1 - chance))));
  const target = Float64Array.from([
    ...rows.map(
      (row, i) =>
        Number(root[i]) * row.reduce((sum, value, index) => sum + value * Number(weights[index]), 0) +
        (Number(examples[i]?.leaks) - Number(chances[i])) / Number(root[i]),
    ),
    ...penalty.map(() => 0),
  ]);
  const design = weights.map((_, column) =>
    Float64Array.from([
      ...rows.map((row, i) => Number(root[i]) * Number(row[column])),
      ...penalty.map((value, index) => (index === column ? Math.sqrt(value) : 0)),
    ]),
  );
  return [...fitNonNegative(design, target, design.length).coefficients];
}

function scaleOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
