import type { Instant } from "../time.ts";

/** When a silence "until tomorrow" ends, as a cron: people are back at work, and see what is still wrong. */
export const morning = "0 9 * * *";
/** Who is still up before three calls the coming morning tomorrow; own choice, on the side of the shorter silence. */
const dayBegins = "0 3 * * *";

/**
 * The instant that "until tomorrow" means in a zone: 09:00 of the next day, days beginning at 03:00. `next` is the first
 * time of a cron after an instant in that zone, null where there is none.
 */
export function untilTomorrow(now: Instant, next: (cron: string, after: Instant) => Instant | null): Instant | null {
  const tomorrow = next(dayBegins, now);
  return tomorrow === null ? null : next(morning, tomorrow);
}
