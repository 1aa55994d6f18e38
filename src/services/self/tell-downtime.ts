import { downtimeLine } from "../../domain/self/downtime-line.ts";
import type { Instant, Millis } from "../../domain/time.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import type { StoredTime } from "../alerts/steady-time.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeSaver } from "../outbox/save-changes.ts";

export interface DowntimeOptions {
  readonly outbox: Outbox;
  readonly saver: ChangeSaver;
  readonly desk: Pick<AlertDesk, "open">;
  /** When the bot was last known to work; null in its first run. */
  readonly stored: StoredTime | null;
  readonly now: Instant;
  readonly channel: string;
  readonly hosts: number;
  readonly interval: Millis;
}

/** One line in the channel after a downtime that people should know of; nothing after a short one. */
export async function tellDowntime(options: DowntimeOptions): Promise<void> {
  const { outbox, saver, stored, now, channel, hosts } = options;
  if (stored === null) return;
  const missed = {
    intervalMs: options.interval,
    hosts,
    openAlerts: options.desk.open().length,
    waitingMessages: outbox.backlog().messages,
  };
  const sentence = downtimeLine({ stoppedAt: stored.wall, now, missed });
  if (sentence === null) return;
  // The same downtime has the same id, so that a bot that dies over it posts no second line.
  const id = `downtime ${stored.wall}`;
  const place = { kind: "channel", channel } as const;
  const message = outbox.add({ id, place, urgency: "warning", notice: { kind: "sentence", sentence } });
  await saver.save({ outbox: [message] });
  outbox.release([message]);
  outbox.finish(id);
}
