import { epochTemplate } from "./epoch-template.ts";
import { growthSeries } from "./growth-series.ts";
import type { HeapPoint } from "./heap-point.ts";
import { splitEpochs } from "./split-epochs.ts";
import { tidyPoints } from "./tidy-points.ts";
import { upperBound } from "./upper-bound.ts";

/** What a daemon held, and what it would have held had it been started at other times. */
export interface RecordedLife {
  readonly from: number;
  readonly to: number;
  asItWas(at: number): RecordedLevel;
  /** If it was last started then; null: not since the record began. */
  restarted(at: number, startedAt: number | null): RecordedLevel;
  /** How often it was started between two instants. */
  startsWithin(from: number, to: number): number;
}

export interface RecordedLevel {
  readonly bytes: number;
  /** No epoch was seen to that age: it may have been more. */
  readonly isAtLeast: boolean;
}

/** Null without any measurement. */
export function createRecordedLife(recorded: readonly HeapPoint[]): RecordedLife | null {
  const points = tidyPoints(recorded);
  const epochs = splitEpochs(points);
  const first = epochs[0];
  if (first === undefined) return null;
  const times = points.map(({ t }) => t);
  const starts = epochs.slice(1).map(([point]) => Number(point?.t));
  const firstEnd = Number(first.at(-1)?.t);
  const firstMost = first.reduce((most, { heapBytes }) => Math.max(most, heapBytes), 0);
  const levelAtAge = byAge(epochs);
  const asItWas = (at: number): RecordedLevel => ({
    bytes: points[Math.max(0, upperBound(times, at) - 1)]?.heapBytes ?? 0,
    isAtLeast: false,
  });
  return {
    from: Number(times[0]),
    to: Number(times.at(-1)),
    asItWas,
    restarted: (at, startedAt) => {
      if (startedAt !== null) return levelAtAge(at - startedAt);
      if (at <= firstEnd) return asItWas(at);
      const level = levelAtAge(at - Number(times[0]));
      return { ...level, bytes: Math.max(firstMost, level.bytes) };
    },
    startsWithin: (from, to) => starts.filter((at) => at > from && at <= to).length,
  };
}

/** By seconds since the start. The start of the first epoch was before the record, so it counts only where it is alone. */
function byAge(epochs: readonly (readonly HeapPoint[])[]): (age: number) => RecordedLevel {
  const seen = epochs.length > 1 ? epochs.slice(1) : epochs;
  const onWall = seen.map((epoch) => growthSeries(epoch.map((point) => ({ ...point, cpuTicks: null }))));
  const template = epochTemplate(onWall);
  const most = template.levelAt(template.endWork);
  return (age) => {
    if (age > template.endWork) return { bytes: most, isAtLeast: true };
    const level = template.levelAt(Math.max(0, age));
    return { bytes: Number.isNaN(level) ? most : level, isAtLeast: false };
  };
}
