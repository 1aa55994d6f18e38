import { Cron } from "croner";
import { type Instant, instant } from "../../domain/time.ts";
import type { Calendar } from "../../services/ports-calendar.ts";

/**
 * Calendar of an IANA zone. A time that the change to summer time skips comes when the clock has jumped; one that comes
 * twice in autumn counts once.
 */
export function createCalendar(zone: string): Calendar {
  return {
    next: (cron, after) => timeOf(() => cronIn(zone, cron).nextRun(new Date(after))),
    // Croner gives times before an instant; one millisecond later includes the instant itself.
    last: (cron, until) => timeOf(() => cronIn(zone, cron).previousRuns(1, new Date(until + 1))[0]),
  };
}

/** Only to be asked for times: it sets no timer. */
function cronIn(zone: string, cron: string): Cron {
  return new Cron(cron, { timezone: zone, paused: true });
}

/** Croner throws for a cron or a zone that it cannot read, the one at once, the other when it is asked for a time. */
function timeOf(find: () => Date | null | undefined): Instant | null {
  try {
    const date = find();
    return date === null || date === undefined ? null : instant(date.getTime());
  } catch {
    return null;
  }
}
