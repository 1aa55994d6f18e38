import type { Alerts } from "./app-alerts.ts";
import type { OpenPart } from "./app-close.ts";
import { heapSourcesOf } from "./app-heap-sources.ts";
import type { World } from "./app-world.ts";
import { alertSettingsOf } from "./config/alert-settings-of.ts";
import type { Config } from "./config/config.ts";
import { createHeapForeseer } from "./services/heap/foresee-heaps.ts";
import { createForecastLog } from "./services/heap/log-forecasts.ts";
import type { HeapModel } from "./services/ports-heap.ts";
import type { BotStore } from "./services/ports-restart.ts";
import type { HostWatch } from "./services/watch/watch-hosts.ts";

export interface ForesightOptions extends World {
  readonly config: Config;
  readonly store: BotStore;
  readonly watch: HostWatch;
  readonly alerts: Alerts;
  readonly heapModel: HeapModel;
  readonly note: (name: string, close: OpenPart["close"]) => void;
}

/** The heap model looks ahead by itself, so that people are told before a threshold is reached; and is held to what it said. */
export function startForesight(options: ForesightOptions): void {
  const { config, store, alerts, note } = options;
  const sources = { ...options, ...heapSourcesOf(store), hosts: config.hosts };
  const foreseer = createHeapForeseer({
    ...sources,
    settingsOf: (host, daemon) => alertSettingsOf(config.alerts, host, daemon),
    take: alerts.notifier.take,
  });
  note("the forecasts", foreseer.stop);
  foreseer.start();
  const record = createForecastLog(sources);
  note("the record of forecasts", record.stop);
  record.start();
}
