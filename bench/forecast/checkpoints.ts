import type { HeapPoint } from "../../src/domain/heap/heap-point.ts";
import { median } from "../../src/domain/heap/order-statistics.ts";
import type { Pair, Trace } from "./load-traces.ts";

/** A moment of a recorded daemon: what was known then, and what came. */
export interface Checkpoint {
  readonly name: string;
  readonly program: string;
  readonly ageDays: number;
  readonly points: readonly HeapPoint[];
  readonly earlier: readonly (readonly HeapPoint[])[];
  /** Null where the truth is not known. */
  readonly leaks: boolean | null;
  readonly plateauBytes: number | null;
  readonly levels: readonly Level[];
  /** Until the end of what was recorded. */
  readonly seenSeconds: number;
}

export interface Level {
  readonly bytes: number;
  /** Seconds until it is first reached; null: not while it was recorded. */
  readonly crossedIn: number | null;
}

export const daySeconds = 86_400;

/** Levels that are asked for, as multiples of the present one. */
const multiples = [1.1, 1.25, 1.5, 2];
/** Of the run; 60 s points as far as there are any. */
const stepDays = 0.26;
const pointsMin = 120;

export function checkpointsOf(trace: Trace): readonly Checkpoint[] {
  const end = Number(trace.weeks.at(-1)?.t);
  const count = Math.floor(end / (stepDays * daySeconds));
  return Array.from({ length: count - 1 }, (_, step) => (step + 2) * stepDays).flatMap((ageDays) => {
    const at = ageDays * daySeconds;
    const fine = Number(trace.days.at(-1)?.t) >= at - 90 ? trace.days : trace.weeks;
    const points = fine.filter(({ t }) => t <= at);
    if (points.length < pointsMin) return [];
    const truth = {
      leaks: trace.scored ? trace.kind === "leak" : null,
      plateauBytes: trace.scored ? trace.plateauBytes : null,
    };
    const known = { name: trace.name, program: trace.program, ageDays, points, earlier: [] };
    return [{ ...known, ...truth, levels: levelsOf(points, trace.weeks), seenSeconds: end - at }];
  });
}

export function checkpointsOfPair(pair: Pair): readonly Checkpoint[] {
  const end = Number(pair.second.at(-1)?.t);
  return [0.26, 0.52, 1.04, 1.56, 2.08, 2.6].map((ageDays) => {
    const points = pair.second.filter(({ t }) => t <= ageDays * daySeconds);
    const known = { name: pair.name, program: pair.name, ageDays, points, earlier: [pair.first] };
    return {
      ...known,
      leaks: null,
      plateauBytes: null,
      levels: levelsOf(points, pair.second),
      seenSeconds: end - ageDays * daySeconds,
    };
  });
}

/** Only levels that have not been reached yet. */
function levelsOf(points: readonly HeapPoint[], all: readonly HeapPoint[]): readonly Level[] {
  const now = Number(points.at(-1)?.t);
  const newest = newestEpoch(points);
  const level = median(newest.slice(-60).map(({ heapBytes }) => heapBytes));
  const most = newest.reduce((max, { heapBytes }) => Math.max(max, heapBytes), 0);
  const later = all.filter(({ t }) => t > now);
  return multiples
    .map((multiple) => multiple * level)
    .filter((bytes) => bytes > most)
    .map((bytes) => {
      const reached = later.find(({ heapBytes }) => heapBytes >= bytes);
      return { bytes, crossedIn: reached === undefined ? null : reached.t - now };
    });
}

/** Nobody would fit a curve through a restart. */
export function newestEpoch(points: readonly HeapPoint[]): readonly HeapPoint[] {
  return points.filter(({ epoch }) => epoch === points.at(-1)?.epoch);
}
