import { studyHeap } from "../../src/domain/heap/analyze-heap.ts";
import { type Crossing, crossingOf } from "../../src/domain/heap/crossing.ts";
import type { GrowingOdds } from "../../src/domain/heap/growing-odds.ts";
import { crossesWithin } from "../../src/domain/heap/heap-foresight.ts";
import { quantile } from "../../src/domain/heap/order-statistics.ts";
import { type Checkpoint, daySeconds } from "./checkpoints.ts";
import type { Answer, AnsweredCrossing } from "./forecasters.ts";

/** As far as crossings are looked for: further than any run, so that "not within the horizon" is no excuse. */
const horizonSeconds = 60 * daySeconds;
/** The level of a plateau is that of 7 days ahead, as the command says by default. */
const plateauSeconds = 7 * daySeconds;

export function answerByModel(checkpoint: Checkpoint, odds: GrowingOdds | undefined): Answer {
  const { analysis, forecast } = studyHeap(checkpoint.points, {
    earlier: checkpoint.earlier,
    thresholds: checkpoint.levels.map(({ bytes }) => bytes),
    ...(odds === undefined ? {} : { odds }),
  });
  const draws = forecast?.draws ?? [];
  const bounded = draws.filter(({ grows }) => !grows);
  const { kind } = analysis.verdict;
  return {
    leaks: kind === "undecided" ? null : kind === "growing",
    plateauBytes:
      bounded.length === 0
        ? null
        : quantile(
            bounded.map((draw) => draw.levelAt(plateauSeconds)),
            0.5,
          ),
    crossings:
      forecast === null
        ? checkpoint.levels.map(() => unknown)
        : checkpoint.levels.map(({ bytes }) => answered(crossingOf(draws, bytes, horizonSeconds))),
  };
}

const unknown: AnsweredCrossing = { low: null, middle: Number.POSITIVE_INFINITY, high: null, alerts: false };

function answered(crossing: Crossing): AnsweredCrossing {
  const { p05, p50, p95 } = crossing.in;
  const time = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;
  return { low: time(p05), middle: time(p50), high: time(p95), alerts: crossesWithin(crossing, daySeconds) };
}
