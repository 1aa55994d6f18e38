import type { HourOfWeek } from "../../domain/heap/quiet-windows.ts";

/** In the zone, an IANA name that the configuration has checked; right across changes of summer time. */
export function createHourOfWeek(zone: string): HourOfWeek {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    hour: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return 24 * Math.max(0, weekdays.indexOf(parts.get("weekday") ?? "")) + Number(parts.get("hour"));
  };
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
