import { bytes, renderBytes } from "../bytes.ts";
import type { Instant } from "../time.ts";
import {
  type ForecastSpan,
  forecastSpans,
  type LevelForecast,
  type LoggedForecast,
  spanSeconds,
} from "./logged-forecast.ts";
import { sizeRange } from "./rough-range.ts";

/**
 * The plan counts with a chance of 99 %, and a range of 90 % is left once in ten forecasts by itself: so far beyond its edges,
 * in distances of an edge from the median, lie 1 % and 99 % of a normal distribution.
 */
const farBeyond = 2.326 / 1.645;

/** A forecast whose heap is known to have gone far beyond its range since then, as a sentence's end; null for none. */
export function leftRangeSince(forecasts: readonly LoggedForecast[], since: Instant): string | null {
  for (const { madeAt, levels } of forecasts)
    for (const span of forecastSpans)
      if (madeAt + 1000 * spanSeconds[span] > since && isFarOff(levels[span])) return phraseOf(levels[span], span);
  return null;
}

function isFarOff({ heapBytes: { p05, p50, p95 }, outcome }: LevelForecast): boolean {
  if (outcome?.kind === "above") return outcome.actualBytes > p50 + farBeyond * (p95 - p50);
  return outcome?.kind === "below" && outcome.actualBytes < p50 - farBeyond * (p50 - p05);
}

const spanWords = { day: "a day", week: "a week" } as const;

function phraseOf({ heapBytes, outcome }: LevelForecast, span: ForecastSpan): string | null {
  if (outcome === null || !("actualBytes" in outcome)) return null;
  const foretold = sizeRange(heapBytes.p05, heapBytes.p95);
  return `its heap was ${renderBytes(bytes(outcome.actualBytes))} where ${foretold} had been foretold ${spanWords[span]} before`;
}
