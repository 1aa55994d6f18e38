import { renderNotice } from "../../src/adapters/slack/views/render-notice.ts";
import { type Alerts, openAlerts } from "../../src/app-alerts.ts";
import { startTelling } from "../../src/app-telling.ts";
import type { Config } from "../../src/config/config.ts";
import { localConfig } from "../../src/config/local-config.ts";
import type { AlertSettings } from "../../src/domain/alert/settings.ts";
import type { AlertNotice } from "../../src/domain/notice/notice.ts";
import { succeed } from "../../src/domain/result.ts";
import type { BotStore } from "../../src/services/ports-restart.ts";
import type { SampleStore, Store } from "../../src/services/ports-store.ts";
import { createHostWatch, type HostWatch } from "../../src/services/watch/watch-hosts.ts";
import { expectGood } from "../adapters/slack/check-message.ts";
import { FakeDeploys } from "./fake-deploys.ts";
import { FakeForecasts } from "./fake-forecasts.ts";
import { createMemoryRestarts, type MemoryRestarts } from "./memory-restarts.ts";
import { createMemoryStore, type MemoryStore } from "./memory-store.ts";
import { createNoticeChat, type FakeNoticeChat, type ShownMessage } from "./notice-chat.ts";
import { type QuietLog, quietLog } from "./quiet-log.ts";
import type { ScriptedHost } from "./scripted-host.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface BotOptions {
  readonly clock: VirtualClock;
  readonly hosts: readonly ScriptedHost[];
  /** Of the alerts, where they are not the usual ones. */
  readonly settings?: (usual: AlertSettings) => AlertSettings;
  readonly onCall?: Config["alerts"]["onCall"];
  readonly threadLog?: Config["alerts"]["threadLog"];
}

/**
 * The whole way from polls to messages on a virtual clock: watch, rules, alerts, outbox. Only the hosts are scripted, the
 * store is in memory, and the chat keeps what it is told. Each message is held against Slack's rules when the bot ends.
 */
export class WatchedBot {
  readonly clock: VirtualClock;
  readonly chat: FakeNoticeChat;
  readonly store: MemoryStore;
  readonly restarts: MemoryRestarts = createMemoryRestarts();
  readonly log: QuietLog = quietLog();
  #options: BotOptions;
  #running: { readonly alerts: Alerts; readonly watch: HostWatch; readonly closes: (() => Promise<void>)[] } | null =
    null;
  #ids = 0;

  constructor(options: BotOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.chat = createNoticeChat(options.clock);
    this.store = createMemoryStore();
  }

  get alerts(): Alerts {
    if (this.#running === null) throw new Error("the bot is not running");
    return this.#running.alerts;
  }

  get desk(): Alerts["notifier"] {
    return this.alerts.notifier;
  }

  /** With other options than before, where they are given. */
  async start(changes: Partial<BotOptions> = {}): Promise<void> {
    this.#options = { ...this.#options, ...changes };
    const { clock, hosts } = this.#options;
    const config = this.#config();
    const closes: (() => Promise<void>)[] = [];
    const world = {
      clock,
      log: this.log,
      chance: () => 0.5,
      newId: () => `id-${++this.#ids}`,
      matchLines: (_: string, lines: readonly string[]) => succeed(lines.map(() => false)),
    };
    const store: BotStore = {
      ...this.store,
      ...noSamples,
      restarts: this.restarts,
      deploys: new FakeDeploys(),
      forecasts: new FakeForecasts(),
      health: () => well,
      close: async () => undefined,
    };
    const note = (_: string, close: () => Promise<void>) => closes.push(close);
    const opened = await openAlerts({ ...world, config, store, notices: this.chat, note });
    if (!opened.ok) throw new Error(opened.error.detail);
    const alerts = opened.value;
    const watch = createHostWatch({
      hosts: config.hosts,
      readerOf: ({ name }) => readerOf(hosts, name),
      clock,
      interval: config.interval,
      onPoll: alerts.take,
      startHeapsOf: alerts.startHeapsOf,
    });
    this.#running = { alerts, watch, closes };
    alerts.notifier.start();
    watch.start();
    await startTelling({ ...world, config, store, alerts, note });
    await clock.advance(0);
  }

  /** Ends it in order, after holding all that it has said against Slack's rules. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    for (const { notice } of this.chat.shown) expectGood(renderNotice(notice));
    await running.watch.stop();
    const closing = Promise.all(running.closes.toReversed().map((close) => close()));
    await this.clock.advance(10_000);
    await closing;
  }

  /** Root messages in the channel, oldest first. */
  roots(): readonly ShownMessage[] {
    return this.chat.shown.filter(({ to, deleted }) => to.kind === "channel" && !deleted);
  }

  /** What the channel reads now. */
  channel(): readonly string[] {
    return this.roots().map(({ notice }) => notice.sentence);
  }

  /** The one root message about a problem, as it stands now. */
  root(rule: string): AlertNotice {
    const found = this.roots().flatMap(({ notice }) =>
      notice.kind === "alert" && notice.key.rule === rule ? [notice] : [],
    );
    const [notice] = found;
    if (notice === undefined || found.length > 1) throw new Error(`${found.length} root messages about ${rule}`);
    return notice;
  }

  /** Lines in threads, oldest first; a line that is shown in the channel too begins with "(channel)". */
  thread(): readonly string[] {
    return this.chat.shown.flatMap(({ to, notice }) =>
      to.kind === "thread" ? [`${to.broadcast ? "(channel) " : ""}${notice.sentence}`] : [],
    );
  }

  direct(user: string): readonly string[] {
    return this.chat.shown.flatMap(({ to, notice }) =>
      to.kind === "direct" && to.user === user ? [notice.sentence] : [],
    );
  }

  /** How often the root message about a problem was edited. */
  editsOf(rule: string): number {
    const root = this.roots().find(({ notice }) => notice.kind === "alert" && notice.key.rule === rule);
    return this.chat.calls.filter(({ kind, to }) => kind === "edit" && "ts" in to && to.ts === root?.ref.ts).length;
  }

  #config(): Config {
    const usual = localConfig();
    const { hosts, settings, onCall, threadLog } = this.#options;
    const alerts = { ...usual.alerts, ...(onCall && { onCall }), ...(threadLog && { threadLog }) };
    return {
      ...usual,
      zone: "UTC",
      hosts: hosts.map((host) => host.host()),
      alerts: { ...alerts, settings: settings?.(usual.alerts.settings) ?? usual.alerts.settings },
    };
  }
}

function readerOf(hosts: readonly ScriptedHost[], name: string) {
  const host = hosts.find((each) => each.name === name);
  if (host === undefined) throw new Error(`no host ${name}`);
  return host.reader();
}

const well: ReturnType<Store["health"]> = { problem: null, lastWriteAt: null, sizeBytes: null, freeBytes: null };

const noSamples: SampleStore = {
  keep: async () => succeed(null),
  rollUp: async () => succeed(null),
  samples: async () => succeed([]),
  daemonHistory: async () => succeed([]),
  hostHistory: async () => succeed([]),
  sources: async () => succeed([]),
};
