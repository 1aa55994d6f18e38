import type { Instant } from "../../domain/time.ts";

/** "14:02" in the zone, an IANA name that the configuration has checked. */
export function createTimeOfDay(zone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return (at) => format.format(at);
}
