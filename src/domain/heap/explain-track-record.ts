import { percent, plural } from "../diagnosis/phrases.ts";
import { type Instant, millis, renderDuration } from "../time.ts";
import { type ForecastSpan, forecastSpans, promisedRatio } from "./logged-forecast.ts";
import { heldOf, type SpanRecord, scoredIn, type TrackRecord } from "./track-record.ts";
import { scoredMin, type Widening } from "./widening.ts";

/**
 * The finding on all records together, as one or two sentences: "Ranges held 37 of 41 times (90 %); promised 90 %." Where too
 * little was scored it says that instead, and until when.
 */
export function trackRecordSentence(records: readonly TrackRecord[], now: Instant): string {
  const counts = records.map(heldOf);
  const scored = counts.reduce((sum, each) => sum + each.scored, 0);
  const held = counts.reduce((sum, each) => sum + each.held, 0);
  if (scored === 0) return nothingYet(records, now);
  const times = `${held} of ${plural(scored, "time")}`;
  if (scored < scoredMin)
    return `Ranges held ${times} so far: too few to say how often they do, ${scoredMin} are needed.`;
  return `Ranges held ${times} (${percent((100 * held) / scored)}); promised ${promised}.`;
}

/** What stands behind the finding on one daemon, as whole sentences. */
export function trackRecordLines(record: TrackRecord, widening: Widening): readonly string[] {
  const crossings = crossingsPhrase(record);
  const unscored = unscoredPhrase(record);
  const lines = [
    ...forecastSpans.map((span) => `${spanPhrases[span]} ahead: ${spanSentence(record.spans[span])}.`),
    crossings === null ? null : `${crossings}.`,
    unscored === null ? null : `Not scored: ${unscored}.`,
    widenedSentence(widening),
  ];
  return lines.filter((line) => line !== null);
}

/** "ranges widened ×1.6"; null where they are not. */
export function widenedPhrase({ factor }: Widening): string | null {
  return factor === 1 ? null : `ranges widened ×${factor}`;
}

/** What widens the ranges and why, as a whole sentence; null where nothing does. */
export function widenedSentence({ factor, because }: Widening): string | null {
  if (because === null) return null;
  const { span, scored, held, of } = because;
  const whose = of === "daemon" ? "its last" : "the last";
  const ofAll = of === "daemon" ? "" : " of all daemons";
  const due = Math.ceil(promisedRatio * scored);
  return `Ranges are widened ×${factor}: as reckoned, ${held} of ${whose} ${plural(scored, "forecast")}${ofAll} for ${spanPhrases[span]} held, and ${due} were promised.`;
}

export const spanPhrases: Readonly<Record<ForecastSpan, string>> = { day: "1 day", week: "7 days" };

/** "18 of 20 held; off by 3 %, 2 % too low": how a daemon's ranges of one span did; why there is nothing to say yet. */
export function spanSentence(span: SpanRecord): string {
  const scored = scoredIn(span);
  const held = scored === 0 ? "none scored yet" : `${span.held} of ${scored} held`;
  return [held, errorPhrase(span)].filter((part) => part !== null).join("; ");
}

/** "off by 3 %, too low"; null without a score. A median that is off as often to one side as to the other is neither. */
export function errorPhrase({ errorRatio, biasRatio }: SpanRecord): string | null {
  if (errorRatio === null || biasRatio === null) return null;
  return `off by ${shareOf(errorRatio)}, ${sideOf(biasRatio) ?? "to either side"}`;
}

/** "too high"; null where the median goes neither way: a hundredth of the heap is no direction. */
export function sideOf(biasRatio: number): "too high" | "too low" | null {
  if (Math.abs(biasRatio) < 0.01) return null;
  return biasRatio > 0 ? "too high" : "too low";
}

/** "Threshold reached within its range 3 of 4 times; 1 sooner": crossings of which that is known; null where there was none. */
export function crossingsPhrase({ crossings }: TrackRecord): string | null {
  const { inside, before, after } = crossings;
  const known = inside + before + after;
  if (known === 0) return null;
  const outside = [
    ...(before === 0 ? [] : [`${before} sooner`]),
    ...(after === 0 ? [] : [`${after} later or never`]),
  ].join(", ");
  return `Threshold reached within its range ${inside} of ${plural(known, "time")}${outside === "" ? "" : `; ${outside}`}`;
}

/** What could not be scored: "3 void, since the epoch ended; 1 with too few readings"; null where all could. */
export function unscoredPhrase({ spans }: TrackRecord): string | null {
  const ended = spans.day.void + spans.week.void;
  const unread = spans.day.unscorable + spans.week.unscorable;
  const parts = [
    ...(ended === 0 ? [] : [`${ended} void: restarted or deployed before they were due`]),
    ...(unread === 0 ? [] : [`${unread} with too few readings`]),
  ];
  return parts.length === 0 ? null : parts.join("; ");
}

const promised = percent(promisedRatio * 100);

function nothingYet(records: readonly TrackRecord[], now: Instant): string {
  const forecasts = records.reduce((sum, record) => sum + record.forecasts, 0);
  if (forecasts === 0) return "No forecast has been kept yet: a heap is foretold every 6 h, once 12 h of it are known.";
  const dues = records.flatMap((record) => record.nextDueAt ?? []);
  const next = dues.length === 0 ? null : renderDuration(millis(Math.max(0, Math.min(...dues) - now)));
  const when = next === null ? "" : ` The next is due in ${next}.`;
  return `No range could be held against what came yet; ${plural(forecasts, "forecast")} ${forecasts === 1 ? "was" : "were"} made.${when}`;
}

/** "2.4 %", "14 %": below 10 % with one place, since heaps are foretold to less than a percent. */
export function shareOf(ratio: number): string {
  const value = ratio * 100;
  return value < 10 ? `${Number(value.toFixed(1))} %` : percent(value);
}
