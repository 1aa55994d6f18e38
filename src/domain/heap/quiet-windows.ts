import { fail, type Result, succeed } from "../result.ts";
import { type Instant, type Millis, millis, renderDuration } from "../time.ts";
import { median } from "./order-statistics.ts";
import { hoursOfWeek, type QuietSlot, quietSlots } from "./quiet-slots.ts";
import { type TrafficPoint, trafficReadings } from "./traffic-readings.ts";

/** 0 is the first hour of Monday, 167 the last of Sunday, on the wall clock of the zone that it was made for. */
export type HourOfWeek = (at: Instant) => number;

/** When a daemon has the least to do. */
export interface QuietWeek {
  readonly measuredBy: "connections" | "CPU ticks per second";
  /** 168 medians, by hour of the week; null where an hour was seen in fewer than two weeks. */
  readonly byHour: readonly (number | null)[];
  /** One a day, the quietest first. Never empty. */
  readonly slots: readonly QuietSlot[];
}

/** Why there is no quiet week yet. The sentence is for an operator. */
export interface NoQuietWeek {
  readonly reason: "too little history" | "no traffic figures" | "too many gaps";
  readonly sentence: string;
}

export interface QuietOptions {
  readonly hourOfWeek: HourOfWeek;
  /** 2 by default: six restarts ten minutes apart and an hour for one that comes late. */
  readonly slotHours?: number;
}

/** A single week may hold a holiday. */
const historyMin = millis(14 * 86_400_000);
/** The first and the last hour may be cut short. */
const historySlack = millis(3_600_000);
export const slotHoursDefault = 2;
const weeksMin = 2;

/**
 * Per hour of the week the median over at least two weeks, and from it each day's lowest contiguous hours. By connections
 * where most of the readings have them, since those are what a restart cuts; else by CPU.
 */
export function quietWindows(points: readonly TrafficPoint[], options: QuietOptions): Result<QuietWeek, NoQuietWeek> {
  const span = spanOf(points);
  if (span < historyMin - historySlack) return fail(tooLittle(span));
  const traffic = trafficReadings(points);
  if (traffic === null) return fail(nothingKnown);
  const byHour = mediansByHour(traffic.readings, options.hourOfWeek);
  const slots = quietSlots(byHour, Math.min(24, Math.max(1, Math.round(options.slotHours ?? slotHoursDefault))));
  return slots.length === 0 ? fail(gaps) : succeed({ measuredBy: traffic.measuredBy, byHour, slots });
}

function spanOf(points: readonly TrafficPoint[]): Millis {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at, over } of points) {
    first = Math.min(first, at);
    last = Math.max(last, at + over);
  }
  return millis(Math.max(0, last - first));
}

function tooLittle(span: Millis): NoQuietWeek {
  const sentence = `No quiet hours can be named yet: ${span === 0 ? "nothing" : renderDuration(span)} of readings, 14 d needed.`;
  return { reason: "too little history", sentence };
}

const nothingKnown: NoQuietWeek = {
  reason: "no traffic figures",
  sentence:
    "No quiet hours can be named: neither its connections nor its CPU time are known. Give the daemon its ports.",
};

const gaps: NoQuietWeek = {
  reason: "too many gaps",
  sentence: "No quiet hours can be named yet: no two hours on end were read in two different weeks.",
};

const hourMs = 3_600_000;

/** Each hour counts once however often it was read, so that finely kept days do not outweigh those rolled up. */
function mediansByHour(
  readings: readonly { readonly at: Instant; readonly level: number }[],
  hourOfWeek: HourOfWeek,
): readonly (number | null)[] {
  const inHours = new Map<number, { readonly at: Instant; readonly levels: number[] }>();
  for (const { at, level } of readings) {
    const hour = Math.floor(at / hourMs);
    const known = inHours.get(hour);
    if (known === undefined) inHours.set(hour, { at, levels: [level] });
    else known.levels.push(level);
  }
  const weeks = Array.from({ length: hoursOfWeek }, (): number[] => []);
  for (const { at, levels } of inHours.values()) weeks[hourOfWeek(at)]?.push(median(levels));
  return weeks.map((levels) => (levels.length < weeksMin ? null : median(levels)));
}
