import type { Instant } from "../time.ts";
import {
  type CrossingOutcome,
  type ForecastSpan,
  forecastSpans,
  type LevelForecast,
  type LevelOutcome,
  type LoggedForecast,
} from "./logged-forecast.ts";
import { median } from "./order-statistics.ts";
import { nextDueAt } from "./score-forecast.ts";

/** How forecasts stood up to what came. Plain data. */
export interface TrackRecord {
  readonly spans: Readonly<Record<ForecastSpan, SpanRecord>>;
  /** Of forecasts that had a threshold ahead: how many came to what. */
  readonly crossings: Readonly<Record<CrossingOutcome["kind"], number>>;
  readonly forecasts: number;
  /** When the next of them is due; null where none is waited for. */
  readonly nextDueAt: Instant | null;
}

export interface SpanRecord extends Readonly<Record<LevelOutcome["kind"], number>> {
  /** Not due yet. */
  readonly waiting: number;
  /** Distance of the median forecast from the truth as a share of the truth, as a median; null without a score. */
  readonly errorRatio: number | null;
  /** The same with its sign: above 0 where the forecast is too high. */
  readonly biasRatio: number | null;
}

export function trackRecord(forecasts: readonly LoggedForecast[]): TrackRecord {
  const spanOf = (span: ForecastSpan): SpanRecord => spanRecord(forecasts.map(({ levels }) => levels[span]));
  const outcomes = forecasts.flatMap(({ crossing }) => crossing?.outcome?.kind ?? []);
  const dues = forecasts.flatMap((forecast) => nextDueAt(forecast) ?? []);
  return {
    spans: { day: spanOf("day"), week: spanOf("week") },
    crossings: counted(outcomes, { inside: 0, before: 0, after: 0, absent: 0, censored: 0 }),
    forecasts: forecasts.length,
    nextDueAt: dues.reduce<Instant | null>((first, due) => (first === null || due < first ? due : first), null),
  };
}

/** Ranges that held, of so many that were held against what came. */
export function heldOf({ spans }: Pick<TrackRecord, "spans">): { readonly held: number; readonly scored: number } {
  const sum = (of: (span: SpanRecord) => number): number =>
    forecastSpans.reduce((all, span) => all + of(spans[span]), 0);
  return { held: sum(({ held }) => held), scored: sum(scoredIn) };
}

export function scoredIn({ held, above, below }: SpanRecord): number {
  return held + above + below;
}

function spanRecord(levels: readonly LevelForecast[]): SpanRecord {
  const outcomes = levels.flatMap(({ outcome }) => outcome?.kind ?? []);
  const misses = levels.flatMap(({ heapBytes, outcome }) =>
    outcome !== null && "actualBytes" in outcome
      ? [(heapBytes.p50 - outcome.actualBytes) / Math.max(1, outcome.actualBytes)]
      : [],
  );
  return {
    ...counted(outcomes, { held: 0, above: 0, below: 0, void: 0, unscorable: 0 }),
    waiting: levels.length - outcomes.length,
    errorRatio: misses.length === 0 ? null : median(misses.map(Math.abs)),
    biasRatio: misses.length === 0 ? null : median(misses),
  };
}

function counted<K extends string>(
  kinds: readonly K[],
  none: Readonly<Record<K, number>>,
): Readonly<Record<K, number>> {
  const counts: Record<K, number> = { ...none };
  for (const kind of kinds) counts[kind] += 1;
  return counts;
}
