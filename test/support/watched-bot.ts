import { renderNotice } from "../../src/adapters/slack/views/render-notice.ts";
import { type Alerts, openAlerts } from "../../src/app-alerts.ts";
import { openRestarts } from "../../src/app-restarts.ts";
import { startTelling } from "../../src/app-telling.ts";
import type { Config } from "../../src/config/config.ts";
import { localConfig } from "../../src/config/local-config.ts";
import type { AlertSettings } from "../../src/domain/alert/settings.ts";
import type { AlertNotice } from "../../src/domain/notice/notice.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type { HeapModel } from "../../src/services/ports-heap.ts";
import type { BotStore, HostCommands, People } from "../../src/services/ports-restart.ts";
import type { SampleStore, Store } from "../../src/services/ports-store.ts";
import type { Restarts } from "../../src/services/restarts/create-restarts.ts";
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
  /** Where restarts run; without it the bot has no desk for them. */
  readonly commands?: HostCommands;
}

/** Who may decide on a restart there. */
export const reviewers: readonly string[] = ["U02BOB", "U03CAROL"];

/**
 * The whole way from polls to messages on a virtual clock: watch, rules, alerts, outbox. Only the hosts are scripted, the
 * store is in memory, and the chat keeps what it is told. Each message is held against Slack's rules when the bot ends.
 */
export class WatchedBot {
  readonly clock: VirtualClock;
  readonly chat: FakeNoticeChat;
  readonly store: MemoryStore;
  readonly restarts: MemoryRestarts = createMemoryRestarts();
  readonly forecasts = new FakeForecasts();
  readonly log: QuietLog = quietLog();
  #options: BotOptions;
  #running: Running | null = null;
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

  get restartDesk(): Restarts {
    const restarts = this.#running?.restarts ?? null;
    if (restarts === null) throw new Error("the bot restarts nothing");
    return restarts;
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
      forecasts: this.forecasts,
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
    const { commands } = this.#options;
    const parts = { config, store, alerts, watch, slack: { people }, heapModel: noModel, note };
    const restarts = commands === undefined ? null : await openRestarts({ ...world, ...parts, commands });
    this.#running = { alerts, watch, closes, restarts: restarts?.ok ? restarts.value : null };
    alerts.notifier.start();
    watch.start();
    this.#running.restarts?.start();
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
      reviewers: { users: reviewers, groups: [] },
      hosts: hosts.map((host) => host.host()),
      alerts: { ...alerts, settings: settings?.(usual.alerts.settings) ?? usual.alerts.settings },
    };
  }
}

interface Running {
  readonly alerts: Alerts;
  readonly watch: HostWatch;
  readonly closes: (() => Promise<void>)[];
  readonly restarts: Restarts | null;
}

/** Everybody is a full member. */
const people: People = {
  actor: async (id, team) => ({ id, team, isMember: true, whyNot: null }),
  members: async () => succeed([]),
};

const stopped = fail({ reason: "stopped", detail: "There is none here." } as const);
const noModel: HeapModel = { analyze: async () => stopped, plan: async () => stopped };

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
