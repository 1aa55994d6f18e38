import { z } from "zod";
import { type Instant, instant } from "../domain/time.ts";

/** For messages: what `parseInstant` reads. */
export const instantExpected = "a date and time with its zone: 2026-11-01T03:00Z or 2026-11-01T04:00+01:00";

/** 14 h is the farthest that any zone is apart. */
const written =
  /^(\d{4}-\d\d-\d\d)[Tt ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?) ?(?:[Zz]|([+-](?:0\d|1[0-4])):?([0-5]\d))$/;

/**
 * Reads a date and time of ISO 8601 that says its zone, which is all that makes it one instant, from the year 1970 on. Null for
 * anything else, and for days and hours that there are not.
 */
export function parseInstant(text: string): Instant | null {
  const [, date, time, hours = "+00", minutes = "00"] = written.exec(text.trim()) ?? [];
  // `Date` takes the 30th of February for the 2nd of March.
  if (!z.iso.date().safeParse(date).success) return null;
  const at = Date.parse(`${date}T${time}${hours}:${minutes}`);
  return Number.isNaN(at) || at < 0 ? null : instant(at);
}
