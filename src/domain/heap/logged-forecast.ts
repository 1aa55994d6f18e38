import type { Instant } from "../time.ts";
import type { Crossing, Quantiles } from "./crossing.ts";
import type { HeapOutlook } from "./heap-outlook.ts";

/** What was foretold of one daemon at one time, and what came of it as far as that is known. Plain data. */
export interface LoggedForecast {
  readonly host: string;
  readonly daemon: string;
  /** Where its slot of `forecastEveryMs` begins: a daemon has one forecast in each. */
  readonly slotAt: Instant;
  /** Of the last reading that it rests on. */
  readonly madeAt: Instant;
  /** Name of the epoch that it is about; null where no process could be told from another. */
  readonly epoch: string | null;
  readonly model: number;
  /** How many times as wide the ranges were told as the model had reckoned them. */
  readonly widening: number;
  readonly levels: Readonly<Record<ForecastSpan, LevelForecast>>;
  /** Null where there was no threshold, or it was reached already. */
  readonly crossing: CrossingForecast | null;
}

export type ForecastSpan = keyof typeof spanSeconds;

/** How far ahead a level is foretold that is held against what came. */
export const spanSeconds = { day: 86_400, week: 7 * 86_400 } as const;
export const forecastSpans: readonly ForecastSpan[] = ["day", "week"];

export interface LevelForecast {
  /** As it was told. */
  readonly heapBytes: Quantiles;
  /** Null until it is due. */
  readonly outcome: LevelOutcome | null;
}

export type LevelOutcome =
  /** The upper level of the last day before it was due lay in the range, above or below it. */
  | { readonly kind: "held" | "above" | "below"; readonly actualBytes: number }
  /** The epoch that it was about had ended. */
  | { readonly kind: "void"; readonly because: EpochEnd }
  /** There are too few readings of that day. */
  | { readonly kind: "unscorable" };

export type EpochEnd = "restart" | "deploy";

export interface CrossingForecast extends Pick<Crossing, "thresholdBytes" | "in"> {
  /** Null until it is known. */
  readonly outcome: CrossingOutcome | null;
}

export type CrossingOutcome =
  | { readonly kind: "inside" | "before" | "after" }
  /** None was foretold for the week, and none came. */
  | { readonly kind: "absent" }
  /** The epoch ended, or readings are missing, before it could be known. */
  | { readonly kind: "censored" };

/** The chance that a range is told with: from its 5 % to its 95 % quantile. */
export const promisedRatio = 0.9;
/** Often enough for a record within a week, and seldom enough that two forecasts differ. In milliseconds. */
export const forecastEveryMs = 6 * 3_600_000;
/** Grows with each change of the model that moves its ranges: what an older one foretold says nothing of this one. */
export const heapModelVersion = 2;

export type ForecastMade = Pick<LoggedForecast, "host" | "daemon" | "madeAt" | "epoch" | "widening"> & {
  readonly now: Instant;
  readonly outlook: HeapOutlook;
};

/** What is to be remembered of an outlook of a week; null where it holds no forecast. */
export function loggedForecast({ outlook, now, ...made }: ForecastMade): LoggedForecast | null {
  const [day, week] = forecastSpans.map((span) => levelIn(outlook, span));
  if (day === undefined || week === undefined || day === null || week === null) return null;
  const crossing = outlook.analysis.crossings?.[0];
  const isOpen = crossing !== undefined && crossing.in.p95 !== 0;
  return {
    ...made,
    slotAt: slotOf(now),
    model: heapModelVersion,
    levels: { day, week },
    crossing: isOpen ? { thresholdBytes: crossing.thresholdBytes, in: crossing.in, outcome: null } : null,
  };
}

export function slotOf(at: Instant): Instant {
  return (Math.floor(at / forecastEveryMs) * forecastEveryMs) as Instant;
}

function levelIn({ forecast }: HeapOutlook, span: ForecastSpan): LevelForecast | null {
  const point = forecast.find(({ aheadSeconds }) => aheadSeconds === spanSeconds[span]);
  return point === undefined ? null : { heapBytes: point.heapBytes, outcome: null };
}
