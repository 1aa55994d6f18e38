import { fail, type Result, succeed } from "../result.ts";
import { hoursOfWeek, type QuietSlot, quietSlots } from "./quiet-slots.ts";
import { type HourOfWeek, type NoQuietWeek, type QuietWeek, quietWindows, slotHoursDefault } from "./quiet-windows.ts";
import type { TrafficPoint } from "./traffic-readings.ts";

export interface QuietHost {
  /** The quietest first, as for a single daemon; the level is 1 where all daemons have as much to do as on the average. */
  readonly slots: readonly QuietSlot[];
  readonly weeks: ReadonlyMap<string, QuietWeek>;
}

/** When all daemons of a host together have the least to do; each counts by its own average. Names must differ. */
export function quietHost(
  daemons: readonly { readonly name: string; readonly traffic: readonly TrafficPoint[] }[],
  hourOfWeek: HourOfWeek,
): Result<QuietHost, NoQuietWeek & { readonly daemon: string }> {
  const weeks = new Map<string, QuietWeek>();
  for (const { name, traffic } of daemons) {
    const week = quietWindows(traffic, { hourOfWeek });
    if (!week.ok) return fail({ ...week.error, daemon: name });
    weeks.set(name, week.value);
  }
  return succeed({ slots: quietSlots(together([...weeks.values()]), slotHoursDefault), weeks });
}

/** Null where an hour of one of them is not known. */
function together(weeks: readonly QuietWeek[]): readonly (number | null)[] {
  const shares = weeks.map(({ byHour }) => {
    const known = byHour.filter((level) => level !== null);
    const mean = known.reduce((sum, level) => sum + level, 0) / Math.max(1, known.length);
    return byHour.map((level) => (level === null ? null : mean > 0 ? level / mean : 0));
  });
  return Array.from({ length: hoursOfWeek }, (_, hour) => {
    const here = shares.map((share) => share[hour] ?? null);
    return here.includes(null) ? null : here.reduce<number>((sum, level) => sum + Number(level), 0) / here.length;
  });
}
