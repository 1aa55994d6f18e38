import { createTimeOfDay } from "./adapters/system/time-of-day.ts";
import type { OpenPart } from "./app-close.ts";
import type { World } from "./app-world.ts";
import { alertSettingsOf } from "./config/alert-settings-of.ts";
import type { Config } from "./config/config.ts";
import { type Result, succeed } from "./domain/result.ts";
import type { StartHeaps } from "./domain/start-heaps.ts";
import { type AlertNotifier, createAlertNotifier, timeMemo } from "./services/alerts/notify-alerts.ts";
import { createSteadyTime, parseStoredTime, type SteadyTime } from "./services/alerts/steady-time.ts";
import { createOutbox } from "./services/outbox/deliver-messages.ts";
import type { Outbox } from "./services/outbox/outbox.ts";
import { type ChangeSaver, createChangeSaver } from "./services/outbox/save-changes.ts";
import type { NoticeChat } from "./services/ports-notices.ts";
import type { Store, StoredState, StoreFailure } from "./services/ports-store.ts";
import { createSampleKeeper } from "./services/watch/keep-samples.ts";
import { createStartMemory } from "./services/watch/remember-starts.ts";
import type { Poll } from "./services/watch/watch-hosts.ts";

/** What is worked out of polls, kept, and told. */
export interface Alerts {
  readonly notifier: AlertNotifier;
  readonly outbox: Outbox;
  readonly saver: ChangeSaver;
  readonly steady: SteadyTime;
  /** As it was when the bot ended. */
  readonly stored: StoredState;
  /** Takes in what a poll gave. */
  take(poll: Poll): void;
  startHeapsOf(host: string): StartHeaps;
}

export interface AlertsOptions extends World {
  readonly config: Config;
  readonly store: Store;
  readonly notices: NoticeChat;
  /** Notes each part with its end as soon as it is open. */
  readonly note: (name: string, close: OpenPart["close"]) => void;
}

/** Takes up where the bot ended; tells nothing before the outbox is started. */
export async function openAlerts(options: AlertsOptions): Promise<Result<Alerts, StoreFailure>> {
  const { config, store, note, clock } = options;
  const loaded = await store.load();
  if (!loaded.ok) return loaded;
  const stored = loaded.value;
  const steady = createSteadyTime({ clock, stored: parseStoredTime(stored.memos[timeMemo] ?? "") });
  const saver = createChangeSaver(options);
  note("what is left to store", saver.stop);
  const outbox = createOutbox({
    ...options,
    ...config.alerts,
    chat: options.notices,
    saver,
    timeOfDay: createTimeOfDay(config.zone),
    loaded: stored.outbox,
  });
  const notifier = createAlertNotifier({
    ...options,
    ...config,
    ...config.alerts,
    ...{ steady, saver, outbox, stored },
    settingsOf: (host, daemon) => alertSettingsOf(config.alerts, host, daemon),
  });
  note("the alerts", notifier.stop);
  const keeper = createSampleKeeper(options);
  note("the readings to keep", keeper.stop);
  keeper.start();
  const starts = createStartMemory(saver, stored.memos);
  return succeed({
    ...{ notifier, outbox, saver, steady, stored },
    startHeapsOf: starts.of,
    take({ status, startHeaps }) {
      const { host } = status;
      notifier.take(host, status.kind === "read" ? { kind: "read", status } : { kind: "missed", status });
      if (status.kind !== "read") return;
      keeper.take(status.sample);
      starts.take(host, startHeaps);
    },
  });
}
