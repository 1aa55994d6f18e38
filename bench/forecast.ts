import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { analyzeHeap } from "../src/domain/heap/analyze-heap.ts";
import type { GrowingOdds } from "../src/domain/heap/growing-odds.ts";
import { aiccCurves } from "./forecast/aicc-curves.ts";
import { type Checkpoint, checkpointsOf, checkpointsOfPair } from "./forecast/checkpoints.ts";
import { countOdds, type Example, examplesOf, logLosses, oddsWithout } from "./forecast/examples.ts";
import type { Answer, Forecaster } from "./forecast/forecasters.ts";
import { loadPairs, loadTraces } from "./forecast/load-traces.ts";
import { mannKendall } from "./forecast/mann-kendall.ts";
import { answerByModel } from "./forecast/model.ts";
import { nearThreshold } from "./forecast/near-threshold.ts";
import { predictLinear } from "./forecast/predict-linear.ts";
import {
  alertScores,
  crossingScores,
  plateauScores,
  type Scored,
  type Scores,
  verdictScores,
} from "./forecast/scores.ts";

/**
 * How right the heap model is on recorded daemons, beside what people use without it, on the same moments and by the same
 * code. `--traces DIR` holds `first-life`, `weeks` and `two-lives`. The odds of growing on are counted anew for each
 * program without that program. `--fit` prints those that all of the folder gives.
 */
interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly peer?: { readonly name: string; readonly value: number | null };
  readonly ratio?: number | null;
}

const bands = [
  { name: "0.5–1.6 d", from: 0.5, to: 1.6 },
  { name: "2.1–3.1 d", from: 2.05, to: 3.15 },
  { name: "4.2–5.2 d", from: 4.1, to: 5.25 },
];
const peers: readonly Forecaster[] = [predictLinear, mannKendall, aiccCurves, nearThreshold];
const model = "heap model";

function main(): void {
  const { values } = parseArgs({
    options: {
      traces: { type: "string", default: "test/fixtures/traces" },
      json: { type: "boolean" },
      fit: { type: "boolean" },
    },
  });
  const checkpoints = loadTraces(values.traces).flatMap(checkpointsOf);
  const examples = examplesOf(checkpoints);
  if (values.fit === true) {
    process.stdout.write(`${JSON.stringify(countOdds(examples), rounded, 2)}\n`);
    return;
  }
  const scored = scoreAll(checkpoints, (program) => oddsWithout(program, examples));
  const pairs = scoreAll(loadPairs(values.traces).flatMap(checkpointsOfPair), () => undefined);
  print(values.json === true, [
    ...bandFigures(scored),
    ...alertFigures(scored),
    ...pairFigures(pairs),
    lossFigure(examples),
    cpuFigure(checkpoints),
  ]);
}

type ByName = ReadonlyMap<string, readonly Scored[]>;

function scoreAll(checkpoints: readonly Checkpoint[], oddsFor: (program: string) => GrowingOdds | undefined): ByName {
  const odds = new Map(
    [...new Set(checkpoints.map(({ program }) => program))].map((program) => [program, oddsFor(program)]),
  );
  const by = (answer: (checkpoint: Checkpoint) => Answer): readonly Scored[] =>
    checkpoints.map((checkpoint) => ({ checkpoint, answer: answer(checkpoint) }));
  return new Map([
    [model, by((checkpoint) => answerByModel(checkpoint, odds.get(checkpoint.program)))],
    ...peers.map(({ name, answer }) => [name, by(answer)] as const),
  ]);
}

function bandFigures(scored: ByName): readonly Figure[] {
  return bands.flatMap(({ name, from, to }) =>
    compare(scored, `at ${name}`, (all) => {
      const here = all.filter(({ checkpoint }) => checkpoint.ageDays >= from && checkpoint.ageDays <= to);
      return { ...verdictScores(here), ...plateauScores(here), ...crossingScores(here) };
    }),
  );
}

function alertFigures(scored: ByName): readonly Figure[] {
  return compare(scored, "at all ages", alertScores);
}

function pairFigures(scored: ByName): readonly Figure[] {
  return compare(scored, "with an earlier epoch", (all) => ({ ...crossingScores(all), ...alertScores(all) }));
}

/** One figure for each score and peer that has it; the model's alone where none has. */
function compare(scored: ByName, where: string, score: (all: readonly Scored[]) => Scores): readonly Figure[] {
  const own = score(scored.get(model) ?? []);
  const others = peers.map(({ name }) => ({ name, scores: score(scored.get(name) ?? []) }));
  return Object.entries(own).flatMap(([figure, value]) => {
    const named = { name: `${figure}, ${where}`, value: round(value), unit: "ratio" };
    const beside = others.filter(({ scores }) => scores[figure] !== null && scores[figure] !== undefined);
    if (beside.length === 0) return [named];
    return beside.map(({ name, scores }) => {
      const other = scores[figure] ?? null;
      return {
        ...named,
        peer: { name, value: round(other) },
        ratio: value === null || other === null || other === 0 ? null : round(value / other),
      };
    });
  });
}

function lossFigure(examples: readonly Example[]): Figure {
  const { counted, logistic } = logLosses(examples);
  const peer = { name: "logistic model on the shape", value: round(logistic) };
  return {
    name: "log loss of the odds of growing on",
    value: round(counted),
    unit: "nats",
    peer,
    ratio: round(counted / logistic),
  };
}

/** Processor time, as the median of ten runs on the longest prefix of 3,000 points. */
function cpuFigure(checkpoints: readonly Checkpoint[]): Figure {
  const longest = checkpoints.reduce((best, other) =>
    other.points.length <= 3000 && other.points.length > best.points.length ? other : best,
  );
  const runs = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage();
    analyzeHeap(longest.points, { thresholds: longest.levels.map(({ bytes }) => bytes) });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return {
    name: `cpu per analysis of ${longest.points.length} points`,
    value: round(runs.sort((a, b) => a - b)[5] ?? null),
    unit: "ms",
  };
}

function round(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(3));
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(5)) : value;
}

function print(asJson: boolean, figures: readonly Figure[]): void {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ name: "forecast", machine, figures })}\n`);
    return;
  }
  const lines = figures.map(
    ({ name, value, unit, peer }) =>
      `${name}: ${value} ${unit}${peer === undefined ? "" : `; ${peer.name}: ${peer.value}`}`,
  );
  process.stdout.write(`${machine}\n${lines.join("\n")}\n`);
}

main();
