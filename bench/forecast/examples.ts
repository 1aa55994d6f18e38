import { binGrowth } from "../../src/domain/heap/bin-growth.ts";
import { fitCurves } from "../../src/domain/heap/fit-curves.ts";
import { type GrowingOdds, oddsKeyOf } from "../../src/domain/heap/growing-odds.ts";
import { growthShape } from "../../src/domain/heap/growth-shape.ts";
import { withDefaults } from "../../src/domain/heap/heap-options.ts";
import { readEpochs } from "../../src/domain/heap/read-epochs.ts";
import type { Checkpoint } from "./checkpoints.ts";
import { fitLogistic } from "./fit-logistic.ts";
import { growingFeatures, growingProbability } from "./shape-features.ts";

/** A checkpoint as what odds are counted from. */
export interface Example {
  readonly program: string;
  readonly leaks: boolean;
  readonly key: keyof GrowingOdds;
  readonly features: readonly number[];
}

const pointsMin = 120;

export function examplesOf(checkpoints: readonly Checkpoint[]): readonly Example[] {
  return checkpoints.flatMap(({ points, program, leaks }) => {
    const series = readEpochs(points, withDefaults({}))?.newest;
    if (leaks === null || series === undefined || series.heap.length < pointsMin) return [];
    const shape = growthShape(series);
    const curves = fitCurves(binGrowth(series, Math.max(1, Number(series.heap.at(-1)))));
    return [{ program, leaks, key: oddsKeyOf(shape), features: growingFeatures(shape, curves) }];
  });
}

/** So many examples at the mean are added to each count: a share of none of twenty is no proof of never. */
const pseudoExamples = 10;

export function countOdds(examples: readonly Example[]): GrowingOdds {
  const mean = examples.filter(({ leaks }) => leaks).length / examples.length;
  const oddsOf = (key: keyof GrowingOdds): number => {
    const here = examples.filter((example) => example.key === key);
    return (here.filter(({ leaks }) => leaks).length + pseudoExamples * mean) / (here.length + pseudoExamples);
  };
  return {
    settled: oddsOf("settled"),
    settling: oddsOf("settling"),
    growing: oddsOf("growing"),
    undecided: oddsOf("undecided"),
    young: oddsOf("young"),
  };
}

/** Undefined, that is the shipped odds, where there are no other programs. */
export function oddsWithout(program: string, examples: readonly Example[]): GrowingOdds | undefined {
  const others = examples.filter((example) => example.program !== program);
  return others.length === 0 ? undefined : countOdds(others);
}

/** Mean log loss on programs left out: of the counted odds, and of a logistic model on the figures of the shape. */
export function logLosses(examples: readonly Example[]): { readonly counted: number; readonly logistic: number } {
  const losses = [...new Set(examples.map(({ program }) => program))].flatMap((program) => {
    const others = examples.filter((example) => example.program !== program);
    if (others.length === 0) return [];
    const odds = countOdds(others);
    const logistic = fitLogistic(others);
    const left = examples.filter((example) => example.program === program);
    return left.map(
      ({ leaks, key, features }) =>
        [lossOf(odds[key], leaks), lossOf(growingProbability(features, logistic), leaks)] as const,
    );
  });
  const mean = (of: readonly number[]): number => of.reduce((sum, loss) => sum + loss, 0) / of.length;
  return { counted: mean(losses.map(([counted]) => counted)), logistic: mean(losses.map(([, logistic]) => logistic)) };
}

function lossOf(probability: number, happened: boolean): number {
  return -Math.log(happened ? probability : 1 - probability);
}
