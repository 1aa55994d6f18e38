import { createCalendar } from "./adapters/system/calendar.ts";
import type { Alerts } from "./app-alerts.ts";
import type { OpenPart } from "./app-close.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import { timeMemo } from "./services/alerts/notify-alerts.ts";
import { parseStoredTime } from "./services/alerts/steady-time.ts";
import { createDigestTeller } from "./services/digest/tell-digest.ts";
import type { Store } from "./services/ports-store.ts";
import { tellDowntime } from "./services/self/tell-downtime.ts";

export interface TellingOptions extends World {
  readonly config: Config;
  readonly store: Store;
  readonly alerts: Alerts;
  readonly note: (name: string, close: OpenPart["close"]) => void;
}

/** From now on what waits is told: what was missed, the alerts, the digest when it is due. */
export async function startTelling(options: TellingOptions): Promise<void> {
  const { config, store, alerts, clock, note } = options;
  const { outbox, saver, notifier, stored } = alerts;
  await tellDowntime({
    ...config,
    ...{ outbox, saver, desk: notifier },
    stored: parseStoredTime(stored.memos[timeMemo] ?? ""),
    now: clock.now(),
    hosts: config.hosts.length,
  });
  outbox.start();
  note("the messages under way", outbox.stop);
  if (config.digest === null) return;
  const digest = createDigestTeller({
    ...options,
    ...config,
    ...{ outbox, saver, desk: notifier, past: store, readings: store, memos: stored.memos },
    settings: config.alerts.settings,
    calendar: createCalendar(config.zone),
    cron: config.digest.cron,
  });
  note("the digest", digest.stop);
  digest.start();
}
