import { median } from "../../src/domain/heap/order-statistics.ts";
import { type Checkpoint, daySeconds } from "./checkpoints.ts";
import type { Answer } from "./forecasters.ts";

export interface Scored {
  readonly checkpoint: Checkpoint;
  readonly answer: Answer;
}

/** Named figures of one forecaster over some checkpoints; null where there was nothing to measure. */
export type Scores = Readonly<Record<string, number | null>>;

export function verdictScores(all: readonly Scored[]): Scores {
  const known = all.filter(({ checkpoint }) => checkpoint.leaks !== null);
  const decided = known.filter(({ answer }) => answer.leaks !== null);
  const right = decided.filter(({ checkpoint, answer }) => checkpoint.leaks === answer.leaks);
  const called = (leaks: boolean): readonly Scored[] => known.filter(({ checkpoint }) => checkpoint.leaks === leaks);
  const asLeak = ({ answer }: Scored): boolean => answer.leaks === true;
  return {
    "verdict right among decided": share(right.length, decided.length),
    "verdicts decided": share(decided.length, known.length),
    "verdicts wrong of all": share(decided.length - right.length, known.length),
    "leaks found": share(called(true).filter(asLeak).length, called(true).length),
    "bounded called leak": share(called(false).filter(asLeak).length, called(false).length),
  };
}

export function plateauScores(all: readonly Scored[]): Scores {
  const errors = all.flatMap(({ checkpoint, answer }) => {
    if (checkpoint.plateauBytes === null || answer.plateauBytes === null) return [];
    return [Math.abs(answer.plateauBytes / checkpoint.plateauBytes - 1)];
  });
  return { "plateau, median relative error": middle(errors) };
}

export function crossingScores(all: readonly Scored[]): Scores {
  const rows = all.flatMap(({ checkpoint, answer }) =>
    checkpoint.levels.flatMap(({ crossedIn }, index) => {
      const said = answer.crossings[index];
      return said === undefined ? [] : [{ said, crossedIn, seen: checkpoint.seenSeconds }];
    }),
  );
  const crossed = rows.flatMap(({ said, crossedIn }) => (crossedIn === null ? [] : [{ said, truth: crossedIn }]));
  const bounded = crossed.flatMap(({ said: { low, high }, truth }) =>
    low === null || high === null ? [] : [{ low, high, truth }],
  );
  const not = rows.filter(({ crossedIn }) => crossedIn === null);
  /** The moment that is foretold against the moment that came; infinite where none is foretold. */
  const errors = crossed.map(({ said, truth }) => Math.abs(Math.log(Math.max(60, said.middle) / truth)));
  return {
    "time to threshold, median abs ln": middle(errors.filter(Number.isFinite)),
    "crossings that come, foretold": share(errors.filter(Number.isFinite).length, errors.length),
    "time to threshold, median abs ln, with those not foretold": middle(errors),
    "90 % interval covers the crossing": share(
      bounded.filter(({ low, high, truth }) => low <= truth && truth <= high).length,
      bounded.length,
    ),
    "lower bound of the crossing holds": share(bounded.filter(({ low, truth }) => low <= truth).length, bounded.length),
    "lower bound, median share of the truth": middle(bounded.map(({ low, truth }) => low / truth)),
    "crossings foretold that do not come": share(
      not.filter(({ said, seen }) => said.middle <= seen).length,
      not.length,
    ),
  };
}

export function alertScores(all: readonly Scored[]): Scores {
  const rows = all
    .filter(({ checkpoint }) => checkpoint.seenSeconds >= daySeconds)
    .flatMap(({ checkpoint, answer }) =>
      checkpoint.levels.map(({ crossedIn }, index) => ({
        crosses: crossedIn !== null && crossedIn <= daySeconds,
        alerts: answer.crossings[index]?.alerts === true,
      })),
    );
  const hits = rows.filter(({ crosses, alerts }) => crosses && alerts).length;
  const alerts = rows.filter((row) => row.alerts).length;
  const crosses = rows.filter((row) => row.crosses).length;
  return {
    'alert "crosses within 24 h", F1': share(2 * hits, alerts + crosses),
    "false alarms among alerts": share(alerts - hits, alerts),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function middle(values: readonly number[]): number | null {
  const value = median(values);
  return Number.isFinite(value) ? value : null;
}
