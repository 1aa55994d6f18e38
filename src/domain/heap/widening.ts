import {
  type ForecastSpan,
  forecastSpans,
  heapModelVersion,
  type LevelForecast,
  type LoggedForecast,
  promisedRatio,
} from "./logged-forecast.ts";

/** By how much the ranges of a daemon are widened, because those before held less often than was promised. */
export interface Widening {
  /** 1 for ranges as the model reckons them; at most `wideningMax`. */
  readonly factor: number;
  /** Null where nothing is widened. */
  readonly because: WideningReason | null;
}

export interface WideningReason {
  readonly span: ForecastSpan;
  /** So many forecasts were held against what came, */
  readonly scored: number;
  /** and so many of them held, or would have held as the model had reckoned them. */
  readonly held: number;
  /** Its own, or those of all daemons where it has too few. */
  readonly of: "daemon" | "all";
}

export const notWidened: Widening = { factor: 1, because: null };

/** With fewer the promised quantile rests on the single worst of them. */
export const scoredMin = 20;
/** Of one span, the newest: a month of one daemon. What is older was another load. */
const scoredMax = 120;
/** Wider ranges say nothing any more: then the model is wrong, and its record says it. */
export const wideningMax = 4;

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, JASA 113,
 * 2018): ranges as wide as the ⌈(n + 1) · 90 %⌉-th smallest miss hold as often as promised, as far as what comes is like
 * what came. Nothing is widened while the promise is kept, and nothing ever narrowed. Forecasts of a day and of a week are
 * held to the promise each for itself, and the larger factor counts. Its own record decides as soon as it is long enough.
 */
export function wideningOf(own: readonly LoggedForecast[], all: readonly LoggedForecast[]): Widening {
  const [forecasts, of] = hasTooFew(own) ? ([all, "all"] as const) : ([own, "daemon"] as const);
  return forecastSpans
    .map((span) => wideningIn(span, forecasts, of) ?? notWidened)
    .reduce((most, each) => (each.factor > most.factor ? each : most), notWidened);
}

/** Whether those of all daemons are needed. */
export function hasTooFew(own: readonly LoggedForecast[]): boolean {
  return forecastSpans.every((span) => missesIn(span, own).length < scoredMin);
}

/**
 * How far the truth lay from the median, in widths of the range on its side as the model had reckoned it: up to 1 it held.
 * What was told wider is divided by that, so that the factor does not run after itself. Null without a score.
 */
export function missOf({ heapBytes, outcome }: LevelForecast, widening: number): number | null {
  if (outcome === null || !("actualBytes" in outcome)) return null;
  const { p05, p50, p95 } = heapBytes;
  const over = outcome.actualBytes - p50;
  const width = Math.max(1, over > 0 ? p95 - p50 : p50 - p05) / widening;
  return Math.abs(over) / width;
}

/** Null with too few. */
function wideningIn(
  span: ForecastSpan,
  forecasts: readonly LoggedForecast[],
  of: WideningReason["of"],
): Widening | null {
  const misses = missesIn(span, forecasts);
  if (misses.length < scoredMin) return null;
  const held = misses.filter((miss) => miss <= 1).length;
  if (held >= promisedRatio * misses.length) return notWidened;
  return { factor: factorOf(misses), because: { span, scored: misses.length, held, of } };
}

function missesIn(span: ForecastSpan, forecasts: readonly LoggedForecast[]): readonly number[] {
  return forecasts
    .filter(({ model }) => model === heapModelVersion)
    .toSorted((a, b) => b.madeAt - a.madeAt)
    .flatMap(({ levels, widening }) => missOf(levels[span], widening) ?? [])
    .slice(0, scoredMax);
}

/** In hundredths, upwards: what is shown is what is in force. */
function factorOf(misses: readonly number[]): number {
  const sorted = misses.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * promisedRatio));
  const miss = Number(sorted[rank - 1]);
  return Math.min(wideningMax, Math.max(1, Math.ceil(miss * 100) / 100));
}
