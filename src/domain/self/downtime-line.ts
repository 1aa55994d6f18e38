import { type Instant, millis, renderDuration } from "../time.ts";

/** Shorter ones are restarts and upgrades, which nobody has to be told of. */
export const downtimeMin = 600_000;

export interface Downtime {
  /** When the bot was last known to do its work. */
  readonly stoppedAt: Instant;
  readonly now: Instant;
  readonly missed: Missed;
}

/** What nobody was told meanwhile. */
export interface Missed {
  /** Between two readings, so that it can be said how many there would have been. */
  readonly intervalMs: number;
  readonly hosts: number;
  /** Alerts that were open when it stopped. */
  readonly openAlerts: number;
  /** Messages that were waiting to be sent, and are sent now. */
  readonly waitingMessages: number;
}

/** "The bot was away for 2 h 5 min: 500 readings of 2 hosts are missing, and …"; null after a short time or none. */
export function downtimeLine({ stoppedAt, now, missed }: Downtime): string | null {
  const away = now - stoppedAt;
  // A clock that was set back says nothing.
  if (!(away > downtimeMin)) return null;
  const readings = Math.floor(away / Math.max(1, missed.intervalMs)) * missed.hosts;
  const also = [
    counted(missed.openAlerts, "alert was open and could not be told on", "alerts were open and could not be told on"),
    counted(missed.waitingMessages, "message was waiting and is sent now", "messages were waiting and are sent now"),
  ].filter((part) => part !== null);
  const gap = `${counted(readings, "reading", "readings") ?? "No readings"} of ${missed.hosts === 1 ? "1 host" : `${missed.hosts} hosts`} ${readings === 1 ? "is" : "are"} missing`;
  const rest = also.length === 0 ? "" : `; ${also.join(", and ")}`;
  return `The bot was away for ${renderDuration(millis(away))}: ${gap.charAt(0).toLowerCase()}${gap.slice(1)}${rest}. What began and ended meanwhile was not seen.`;
}

function counted(count: number, one: string, many: string): string | null {
  if (count === 0) return null;
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
