import { createPainter } from "./adapters/pictures/create-painter.ts";
import { createSlack, type SlackFault, type SlackSettings } from "./adapters/slack/create-slack.ts";
import { createCalendar } from "./adapters/system/calendar.ts";
import { createHeapModel } from "./adapters/worker/create-heap-model.ts";
import type { ThreadProgram } from "./adapters/worker/heap-thread.ts";
import { closeAll, type OpenPart } from "./app-close.ts";
import { examineAll } from "./app-doctor.ts";
import { startForesight } from "./app-foresight.ts";
import { heapSourcesOf } from "./app-heap-sources.ts";
import { openCodes, openRestarts } from "./app-restarts.ts";
import { openStore } from "./app-store.ts";
import { startTelling } from "./app-telling.ts";
import { openWatching } from "./app-watching.ts";
import type { World } from "./app-world.ts";
import { alertSettingsOf } from "./config/alert-settings-of.ts";
import type { Config } from "./config/config.ts";
import { policyOf } from "./config/policy-of.ts";
import type { StoreSettings } from "./config/store-settings.ts";
import { fail, type Result } from "./domain/result.ts";
import type { HostStatus } from "./domain/status.ts";
import { seconds } from "./domain/time.ts";
import { createAnswerCommand } from "./services/answers/answer-command.ts";
import type { HostCommands } from "./services/ports-restart.ts";
import type { HostWatch } from "./services/watch/watch-hosts.ts";

export interface App {
  /** Opens the store, begins to watch and connects to Slack; resolves when commands are answered. */
  start(): Promise<Result<{ readonly team: string }, AppFailure>>;
  /** True once a host has given its first reading, or none of them can. */
  hasFirstReading(): boolean;
  /** A daemon's heap as it was read last, in bytes; null while that is not known. */
  heapOf(of: { readonly host: string; readonly daemon: string }): number | null;
  /** Ends in the reverse order of the start, within 8 s. */
  stop(): Promise<void>;
}

export type AppFailure = {
  readonly reason: "token refused" | "unreachable" | "no store" | "no page" | "no codes";
  readonly detail: string;
};

export interface AppOptions extends World {
  readonly config: Config;
  readonly slack: SlackSettings;
  readonly store: StoreSettings;
  /** Where commands on hosts run; the world's own unless a test has another. */
  readonly commands?: HostCommands;
  /** What the thread of the heap model runs; the model itself unless a test has another. */
  readonly program?: ThreadProgram;
  /** Slack has refused a token while the bot was running: only a person can help. */
  readonly onFault: (fault: SlackFault) => void;
}

/** The bot: hosts watched, problems told, questions in Slack answered. */
export function createApp(options: AppOptions): App {
  const opened: OpenPart[] = [];
  let watch: HostWatch | null = null;
  const parts: Parts = {
    note: (name, close) => opened.push({ name, close }),
    onWatch: (made) => {
      watch = made;
    },
  };
  return {
    start: () => open(options, parts),
    hasFirstReading() {
      const hosts = watch?.board().hosts ?? [];
      return hosts.some((host) => host.kind === "read") || (hosts.length > 0 && hosts.every(isFailed));
    },
    heapOf: (of) => heapIn(watch?.board().hosts ?? [], of),
    stop: () => closeAll(opened.splice(0), options.log, { clock: options.clock, within: stopWithin }),
  };
}

/** Service managers kill after 10 s at the least. */
const stopWithin = seconds(8);

interface Parts {
  /** Notes each part with its end as soon as it is open, so that whatever fails later leaves none of them. */
  readonly note: (name: string, close: OpenPart["close"]) => void;
  readonly onWatch: (watch: HostWatch) => void;
}

async function open(options: AppOptions, { note, onWatch }: Parts): Promise<Result<{ team: string }, AppFailure>> {
  const { config } = options;
  const store = await openStore(options.store, config, options);
  if (!store.ok) return fail({ reason: "no store", detail: store.error.detail });
  note("the store", store.value.close);
  let refused = false;
  const slack = createSlack({
    ...options,
    ...{ settings: options.slack, commandName: config.commandName, painter: createPainter(options) },
    onFault(fault) {
      refused = true;
      options.onFault(fault);
    },
  });
  const opened = await openWatching({ ...options, store: store.value, slack, isTokenRefused: () => refused, note });
  if (!opened.ok) return opened;
  const { watch, alerts, troubles } = opened.value;
  onWatch(watch);
  const heapModel = createHeapModel(options);
  note("the heap model", heapModel.stop);
  const restarts = await openRestarts({ ...options, store: store.value, slack, watch, alerts, heapModel, note });
  if (!restarts.ok) return fail({ reason: "no store", detail: restarts.error.detail });
  const codes = openCodes(config, options);
  if (!codes.ok) return fail({ reason: "no codes", detail: codes.error });
  const answers = createAnswerCommand({
    ...options,
    ...config,
    ...{ ...heapSourcesOf(store.value), past: store.value, chat: slack.chat, people: slack.people },
    ...{ watch, desk: alerts.notifier, heapModel, restarts: restarts.value },
    ...{ troubles, linkTo: slack.notices.linkTo, codes: codes.value },
    examine: () => examineAll({ ...options, uid: null }, options),
    policyOf: (host, daemon) => policyOf(config, host, daemon),
    calendar: createCalendar(config.zone),
    settings: config.alerts.settings,
    settingsOf: (host, daemon) => alertSettingsOf(config.alerts, host, daemon),
  });
  note("the Home tabs", async () => answers.stop());
  note("the connection to Slack", slack.stop);
  const started = await slack.start(answers);
  if (!started.ok) return started;
  await startTelling({ ...options, store: store.value, alerts, note });
  startForesight({ ...options, store: store.value, watch, alerts, heapModel, note });
  restarts.value.start();
  return started;
}

function heapIn(
  hosts: readonly HostStatus[],
  { host, daemon }: { readonly host: string; readonly daemon: string },
): number | null {
  const status = hosts.find((each) => each.host === host);
  if (status?.kind !== "read") return null;
  return status.daemons.find(({ figures }) => figures.name === daemon)?.figures.heapBytes.value ?? null;
}

function isFailed({ kind }: { readonly kind: string }): boolean {
  return kind === "failed";
}
