import { type Instant, instant } from "../time.ts";
import type { HeapPoint } from "./heap-point.ts";
import {
  type CrossingForecast,
  type CrossingOutcome,
  type EpochEnd,
  type ForecastSpan,
  forecastSpans,
  type LevelForecast,
  type LevelOutcome,
  type LoggedForecast,
  spanSeconds,
} from "./logged-forecast.ts";
import { markedLateSeconds } from "./newest-deploy.ts";
import { quantile } from "./order-statistics.ts";
import { splitEpochs } from "./split-epochs.ts";

/** What came, as far as it was read. */
export interface WhatCame {
  /** In seconds since 1970, oldest first; from before the forecast on. */
  readonly points: readonly HeapPoint[];
  /** In seconds since 1970, in any order. */
  readonly deploys: readonly number[];
  readonly now: Instant;
}

/** The forecast with what is known by now of what came of it. What was settled once stays; nothing is scored before it is due. */
export function scoreForecast(forecast: LoggedForecast, came: WhatCame): LoggedForecast {
  const seen = lookAt(forecast, came);
  const settle = (span: ForecastSpan): LevelForecast => {
    const level = forecast.levels[span];
    return level.outcome === null ? { ...level, outcome: outcomeOf(level, seen, span) } : level;
  };
  const { crossing } = forecast;
  const isOpen = crossing !== null && crossing.outcome === null;
  return {
    ...forecast,
    levels: { day: settle("day"), week: settle("week") },
    crossing: isOpen ? { ...crossing, outcome: crossingOutcome(crossing, seen) } : crossing,
  };
}

/** When there is more to be known of it; null when nothing is open. */
export function nextDueAt({ madeAt, levels, crossing }: LoggedForecast): Instant | null {
  const span = forecastSpans.find((each) => levels[each].outcome === null);
  if (span !== undefined) return instant(madeAt + 1000 * spanSeconds[span]);
  return crossing !== null && crossing.outcome === null ? instant(madeAt + 1000 * spanSeconds.week) : null;
}

/** All in seconds after the forecast was made. */
interface Seen {
  readonly nowAfter: number;
  /** Of the forecast's own epoch alone. */
  readonly points: readonly { readonly after: number; readonly heapBytes: number }[];
  readonly end: { readonly after: number; readonly because: EpochEnd } | null;
}

function lookAt(forecast: LoggedForecast, { points, deploys, now }: WhatCame): Seen {
  const made = forecast.madeAt / 1000;
  const restartedAt = restartOf(forecast, points);
  const deployedAt = deploys
    .filter((at) => at > made)
    .reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const endedAt = Math.min(restartedAt, deployedAt);
  const because = deployedAt <= restartedAt + markedLateSeconds ? "deploy" : "restart";
  return {
    nowAfter: now / 1000 - made,
    points: points
      .filter(({ t }) => t > made && t < endedAt)
      .map(({ t, heapBytes }) => ({ after: t - made, heapBytes })),
    end: Number.isFinite(endedAt) ? { after: endedAt - made, because } : null,
  };
}

/** The first point of the next epoch; infinite without one. */
function restartOf({ madeAt, epoch }: LoggedForecast, points: readonly HeapPoint[]): number {
  const made = madeAt / 1000;
  const starts =
    epoch === null
      ? splitEpochs(points)
          .slice(1)
          .map(([first]) => Number(first?.t))
      : points.filter((point) => point.epoch !== null && point.epoch !== epoch).map(({ t }) => t);
  return starts.find((t) => t > made) ?? Number.POSITIVE_INFINITY;
}

/** Of the last day's hours so many must have a reading: with fewer its upper level is not known, least of all of a heap that grows. */
const hoursReadMin = 18;
const hourSeconds = 3600;
/** The model foretells upper levels, so an upper level is what they are held against. */
const upperShare = 0.95;

function outcomeOf({ heapBytes }: LevelForecast, seen: Seen, span: ForecastSpan): LevelOutcome | null {
  const due = spanSeconds[span];
  if (seen.nowAfter < due) return null;
  if (seen.end !== null && seen.end.after <= due) return { kind: "void", because: seen.end.because };
  const actualBytes = upperLevelAt(seen, due);
  if (actualBytes === null) return { kind: "unscorable" };
  const kind = actualBytes > heapBytes.p95 ? "above" : actualBytes < heapBytes.p05 ? "below" : "held";
  return { kind, actualBytes };
}

function upperLevelAt({ points }: Seen, due: number): number | null {
  const ofDay = points.filter(({ after }) => after > due - spanSeconds.day && after <= due);
  const hours = new Set(ofDay.map(({ after }) => Math.ceil((due - after) / hourSeconds)));
  if (hours.size < hoursReadMin) return null;
  return Math.round(
    quantile(
      ofDay.map(({ heapBytes }) => heapBytes),
      upperShare,
    ),
  );
}

/** Null: it may come yet. An epoch that was cut short still says something when the crossing came before that. */
function crossingOutcome({ thresholdBytes, in: range }: CrossingForecast, seen: Seen): CrossingOutcome | null {
  const { week } = spanSeconds;
  const crossed = seen.points.find(({ after, heapBytes }) => after <= week && heapBytes >= thresholdBytes);
  if (crossed !== undefined) return { kind: placeOf(crossed.after, range) };
  const seenUntil = Math.min(seen.end?.after ?? Number.POSITIVE_INFINITY, seen.points.at(-1)?.after ?? 0);
  if (range.p95 !== null && seenUntil > range.p95) return { kind: "after" };
  if (seen.end !== null && seen.end.after <= week) return { kind: "censored" };
  if (seen.nowAfter < week) return null;
  if (upperLevelAt(seen, week) === null) return { kind: "censored" };
  if (range.p05 === null) return { kind: "absent" };
  return { kind: range.p95 === null ? "inside" : "after" };
}

/** A range that begins beyond the week is one that said: not within it. */
function placeOf(after: number, { p05, p95 }: CrossingForecast["in"]): "inside" | "before" | "after" {
  if (p05 === null || after < p05) return "before";
  return p95 !== null && after > p95 ? "after" : "inside";
}
