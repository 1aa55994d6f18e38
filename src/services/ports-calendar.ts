import type { Instant } from "../domain/time.ts";

/** Times of day in the zone of the configuration, on the wall clock; right across changes of summer time. */
export interface Calendar {
  /** The first time of the cron after an instant; null where there is none, or where the cron cannot be read. */
  next(cron: string, after: Instant): Instant | null;
  /** The last time of the cron at or before an instant; null as above. */
  last(cron: string, until: Instant): Instant | null;
}
