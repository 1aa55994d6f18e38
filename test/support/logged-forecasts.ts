import type { HeapPoint } from "../../src/domain/heap/heap-point.ts";
import {
  forecastEveryMs,
  heapModelVersion,
  type LevelForecast,
  type LevelOutcome,
  type LoggedForecast,
} from "../../src/domain/heap/logged-forecast.ts";
import { instant } from "../../src/domain/time.ts";

/** When the forecasts of tests are made: the begin of a slot. */
export const madeAt = instant(Date.UTC(2026, 0, 15));
export const hour = 3600;
export const day = 24 * hour;

/** 100 bytes after a day and 200 after a week, each more or less a tenth; no threshold. */
export function aForecast(changes: Partial<LoggedForecast> = {}): LoggedForecast {
  return {
    ...{ host: "web-1", daemon: "zope", slotAt: madeAt, madeAt, epoch: "one", model: heapModelVersion, widening: 1 },
    levels: { day: aLevel(100), week: aLevel(200) },
    crossing: null,
    ...changes,
  };
}

/** A tenth more or less is its range. */
export function aLevel(p50: number, outcome: LevelOutcome | null = null): LevelForecast {
  return { heapBytes: { p05: 0.9 * p50, p50, p95: 1.1 * p50 }, outcome };
}

/** One forecast in each slot, whose truth a day later was so far off the median: in widths of the half range. */
export function scoredForecasts(misses: readonly number[], changes: Partial<LoggedForecast> = {}): LoggedForecast[] {
  return misses.map((miss, index) => {
    const slotAt = instant(madeAt + index * forecastEveryMs);
    const actualBytes = 1_000_000 + 100_000 * miss;
    const kind = miss > 1 ? "above" : miss < -1 ? "below" : "held";
    const levels = { day: aLevel(1_000_000, { kind, actualBytes }), week: aLevel(2_000_000) };
    return aForecast({ slotAt, madeAt: slotAt, levels, ...changes });
  });
}

export interface Reading {
  readonly heapBytes: number;
  readonly epoch?: string | null;
}

/** A point every so many hours, from an hour before the forecast until so many hours after it. */
export function pointsUntil(hours: number, readingAt: (hour: number) => Reading | null, step = 1): HeapPoint[] {
  const points: HeapPoint[] = [];
  for (let at = -1; at <= hours; at += step) {
    const reading = readingAt(at);
    if (reading !== null)
      points.push({
        t: madeAt / 1000 + at * hour,
        cpuTicks: null,
        epoch: "one",
        ...reading,
      });
  }
  return points;
}
