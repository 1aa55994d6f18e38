import { type Instant, instant } from "./time.ts";

/** For messages: what `parseInstant` reads. */
export const instantExpected = "a date and time with its zone: 2026-11-01T03:00Z or 2026-11-01T04:00+01:00";

const written = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)? ?(?:[Zz]|([+-])(\d\d):?(\d\d))$/;

/**
 * Reads a date and time of ISO 8601 that says its zone, which is all that makes it one instant, from the year 1970 on. Null for
 * anything else, and for days and hours that there are not.
 */
export function parseInstant(text: string): Instant | null {
  const parts = written.exec(text.trim());
  if (parts === null) return null;
  const [year, month, day, hour, minute, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const [fraction = "0", sign = "+", zoneHours = "00", zoneMinutes = "00"] = parts.slice(7);
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const isTime = Number(hour) < 24 && Number(minute) < 60 && second < 60;
  if (!isDate(date) || !isTime || Number(zoneHours) > 14 || Number(zoneMinutes) > 59) return null;
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + second + Number(`0.${fraction}`);
  const zone = (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60;
  const at = (daysBefore(date) * 86_400 + ofDay - zone) * 1000;
  return at < 0 ? null : instant(at);
}

interface CivilDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

function isDate({ year, month, day }: CivilDate): boolean {
  return year >= 1970 && day >= 1 && day <= daysIn(month, year);
}

/** From the beginning of 1970. */
function daysBefore({ year, month, day }: CivilDate): number {
  const leaps =
    Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400) - leapsBefore1970;
  let days = (year - 1970) * 365 + leaps + day - 1;
  for (let each = 1; each < month; each += 1) days += daysIn(each, year);
  return days;
}

/** Years 1 to 1969. */
const leapsBefore1970 = 477;

/** 0 for what is no month. */
function daysIn(month: number, year: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
