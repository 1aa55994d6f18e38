import type { Slack } from "./adapters/slack/create-slack.ts";
import { type Alerts, openAlerts } from "./app-alerts.ts";
import type { OpenPart } from "./app-close.ts";
import { openMetrics, openSelf } from "./app-self.ts";
import { createWatch } from "./app-watch.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { BotTrouble } from "./domain/alert/event.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import type { HostStatus } from "./domain/status.ts";
import type { Instant } from "./domain/time.ts";
import { countNotices } from "./services/outbox/count-notices.ts";
import type { Store } from "./services/ports-store.ts";
import { createThresholdMeasurer } from "./services/watch/measure-thresholds.ts";
import { recallHour } from "./services/watch/recall-hour.ts";
import type { HostWatch, Poll } from "./services/watch/watch-hosts.ts";

export interface WatchingOptions extends World {
  readonly config: Config;
  readonly store: Store;
  readonly slack: Slack;
  readonly isTokenRefused: () => boolean;
  readonly note: (name: string, close: OpenPart["close"]) => void;
}

export interface Watching {
  readonly watch: HostWatch;
  readonly alerts: Alerts;
  /** What keeps the bot itself from its work, as it was found last. */
  readonly troubles: () => readonly BotTrouble[];
}

export type WatchingFailure = { readonly reason: "no store" | "no page"; readonly detail: string };

/** Hosts are polled, problems are worked out and stored, and the bot watches itself; nothing is told yet. */
export async function openWatching(options: WatchingOptions): Promise<Result<Watching, WatchingFailure>> {
  const { config, store, slack, clock, note } = options;
  const hosts = new Map<string, HostStatus>();
  let lastPollAt: Instant | null = null;
  let parts: Alerts | null = null;
  const metrics = openMetrics({
    hosts: () => [...hosts.values()],
    alerts: () => parts?.notifier.open() ?? [],
    outbox: () => parts?.outbox.backlog() ?? { messages: 0, oldestMs: 0 },
    store: store.health,
    slack: slack.health,
  });
  const opened = await openAlerts({ ...options, notices: countNotices(slack.notices, metrics) });
  if (!opened.ok) return fail({ reason: "no store", detail: opened.error.detail });
  const alerts = opened.value;
  parts = alerts;
  const onPoll = (poll: Poll): void => {
    const { status, tookMs } = poll;
    lastPollAt = clock.now();
    hosts.set(status.host, status);
    metrics.polled({ failure: status.kind === "read" ? null : status.failure.reason, tookMs });
    alerts.take(poll);
  };
  const watch = createWatch(config, options, { onPoll, startHeapsOf: alerts.startHeapsOf });
  note("the watch over the hosts", watch.stop);
  const self = await openSelf({
    ...options,
    ...{ alerts, watch, metrics },
    lastPollAt: () => lastPollAt,
    hasFirstReading: () => hosts.size > 0,
  });
  if (!self.ok) return fail({ reason: "no page", detail: self.error });
  const thresholds = createThresholdMeasurer({ ...options, readings: store, watch, hosts: config.hosts });
  note("the measuring of thresholds", thresholds.stop);
  alerts.notifier.start();
  watch.start();
  thresholds.start();
  void recallHour(config.hosts, { readings: store, watch, clock });
  return succeed({ watch, alerts, troubles: self.value.troubles });
}
