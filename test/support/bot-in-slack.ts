import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, type AppOptions, createApp } from "../../src/app.ts";
import { systemWorld } from "../../src/app-world.ts";
import type { Config } from "../../src/config/config.ts";
import { localConfig } from "../../src/config/local-config.ts";
import { type AlertSettings, defaultAlertSettings } from "../../src/domain/alert/settings.ts";
import { bytes } from "../../src/domain/bytes.ts";
import { Secret } from "../../src/domain/secret.ts";
import { millis } from "../../src/domain/time.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { control, type Message, type MessageBlock, messagesIn } from "./control.ts";
import { eventually } from "./eventually.ts";
import { GrowingDaemon } from "./growing-daemon.ts";

const mebibyte = 1024 ** 2;
/** A heap of Node's sways by a few MiB: a tenth of this is more. */
const thresholdAboveIdle = 80;
/** 94 % of the threshold at least, and less than all of it. */
const warningMebibytes = 76;

/** What is other than usual. */
export interface BotSetting {
  /** Of the world in which it runs. */
  readonly world?: Pick<Partial<AppOptions>, "clock" | "program">;
  /** Made of those that have short waits. */
  readonly settings?: (shortened: AlertSettings) => AlertSettings;
  /** Done when the daemon runs, and before the bot does. The threshold is in bytes. */
  readonly prepare?: (of: {
    readonly dataFolder: string;
    readonly daemon: GrowingDaemon;
    readonly threshold: number;
  }) => Promise<void>;
}

export interface ThreadedMessage extends Message {
  readonly reply_broadcast?: true;
}

/**
 * The whole bot in real time: it reads this machine, where a daemon grows when told to, and talks to the trial workspace.
 * Of the rules only the heap's speaks, since this machine may be busy with other tests.
 */
export class BotInSlack {
  readonly workspace: Workspace;
  readonly daemon: GrowingDaemon;
  readonly #folder: string;
  readonly #config: Config;
  readonly #setting: BotSetting;
  #app: App | null = null;

  private constructor(
    workspace: Workspace,
    opened: { readonly folder: string; readonly daemon: GrowingDaemon; readonly idle: number; setting: BotSetting },
  ) {
    this.workspace = workspace;
    this.daemon = opened.daemon;
    this.#folder = opened.folder;
    this.#setting = opened.setting;
    this.#config = configOf(opened.daemon.pidFile, opened.idle, opened.setting.settings);
  }

  static async open(setting: BotSetting = {}): Promise<BotInSlack> {
    const workspace = await createWorkspace({ port: 0, isBotReady: () => false });
    if (!workspace.ok) throw new Error(workspace.error.sentence);
    const folder = await mkdtemp(join(tmpdir(), "scipy-alerts-"));
    const daemon = new GrowingDaemon(join(folder, "daemon.pid"));
    const idle = await daemon.start();
    const bot = new BotInSlack(workspace.value, { folder, daemon, idle, setting });
    await setting.prepare?.({ dataFolder: join(folder, "data"), daemon, threshold: thresholdOf(idle) });
    await bot.start();
    return bot;
  }

  /** On the same data folder each time. */
  async start(): Promise<void> {
    const app = createApp({
      ...systemWorld("error"),
      ...this.#setting.world,
      store: { dataFolder: join(this.#folder, "data"), databaseUrl: null, auditKey: null },
      config: this.#config,
      slack: {
        botToken: new Secret("xoxb-trial"),
        appToken: new Secret("xapp-trial"),
        apiUrl: this.workspace.apiUrl,
        sockets: 1,
      },
      onFault: () => undefined,
    });
    this.#app = app;
    this.workspace.setReady(() => app.hasFirstReading());
    const started = await app.start();
    if (!started.ok) throw new Error(started.error.detail);
    await eventually(async () => (await control(this.workspace, "ready")).status === 200);
  }

  async stop(): Promise<void> {
    await this.#app?.stop();
    this.#app = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.daemon.stop();
    await this.workspace.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Its heap passes the threshold's warning, and not the threshold. */
  starve(): Promise<void> {
    return this.daemon.hold(warningMebibytes);
  }

  async restartDaemon(): Promise<void> {
    await this.daemon.stop();
    await this.daemon.start();
  }

  command(user: string, text: string) {
    return control(this.workspace, "command", { channel: ops, user, command: "/scipy", text });
  }

  fault(body: object) {
    return control(this.workspace, "fault", body);
  }

  /** What stands in #ops by itself. */
  async roots(): Promise<readonly ThreadedMessage[]> {
    return (await this.#all(ops)).filter(({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts);
  }

  async thread(of: string): Promise<readonly ThreadedMessage[]> {
    return (await this.#all(ops)).filter(({ thread_ts, ts }) => thread_ts === of && ts !== of);
  }

  /** The one root message, once it is such. */
  async root(is: (message: ThreadedMessage) => boolean = () => true): Promise<ThreadedMessage> {
    let found: ThreadedMessage | undefined;
    await eventually(async () => {
      const roots = await this.roots();
      if (roots.length > 1) throw new Error(`there are ${roots.length} root messages`);
      found = roots.find(is);
      return found !== undefined;
    });
    if (found === undefined) throw new Error("there is no root message");
    return found;
  }

  direct(user: string): Promise<readonly Message[]> {
    return messagesIn(this.workspace, directOf(user));
  }

  /** What this person alone was told, once there is something that matches. */
  async whispered(user: string, words: RegExp): Promise<string> {
    let found: string | undefined;
    await eventually(async () => {
      const { messages } = (await control(this.workspace, `ephemerals/${user}`)).body as { messages: Message[] };
      found = messages.map(({ text }) => text).find((text) => words.test(text));
      return found !== undefined;
    });
    return found ?? "";
  }

  /** Presses a button of a message by the action that it stands for. */
  async click(user: string, message: Message, action: string): Promise<void> {
    const button = buttonsOf(message).find(({ action_id }) => action_id === action);
    if (button === undefined) throw new Error(`there is no button ${action}`);
    const pressed = { type: "button", action_id: action, block_id: button.block_id };
    const channel = isIn(await this.direct(user), message) ? directOf(user) : ops;
    const body = { channel, messageTs: message.ts, user, action: pressed };
    const answer = await control(this.workspace, "interact", body);
    if (answer.body["ok"] !== true) throw new Error(JSON.stringify(answer.body));
  }

  /** The dialog that this person has open, once there is one. */
  async dialog(user: string): Promise<{ readonly id: string; readonly shown: string }> {
    const views = async () => (await control(this.workspace, `views/${user}`)).body["views"] as { id: string }[];
    await eventually(async () => (await views()).length > 0);
    const view = (await views()).at(-1);
    return { id: view?.id ?? "", shown: JSON.stringify(view) };
  }

  async dialogs(user: string): Promise<number> {
    return ((await control(this.workspace, `views/${user}`)).body["views"] as unknown[]).length;
  }

  async submit(user: string, values: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const filled = Object.entries(values).map(([id, value]) => [id, { [id]: { value } }]);
    return (await control(this.workspace, "submit", { user, values: Object.fromEntries(filled) })).body;
  }

  async violations(): Promise<unknown> {
    return (await control(this.workspace, "violations")).body["violations"];
  }

  async #all(channel: string): Promise<readonly ThreadedMessage[]> {
    return messagesIn(this.workspace, channel);
  }
}

const ops = "C01OPS";

function directOf(user: string): string {
  return user.replace(/^U/, "D");
}

function isIn(messages: readonly Message[], { ts }: Message): boolean {
  return messages.some((message) => message.ts === ts);
}

export function buttonsOf({ blocks }: Message): readonly { readonly action_id: string; readonly block_id: string }[] {
  const ofBlock = ({ type, block_id, elements }: MessageBlock) =>
    type === "actions" ? (elements ?? []).map(({ action_id }) => ({ action_id, block_id })) : [];
  return blocks.flatMap(ofBlock);
}

function thresholdOf(idleBytes: number): number {
  return idleBytes + thresholdAboveIdle * mebibyte;
}

function configOf(pidFile: string, idleBytes: number, changed: BotSetting["settings"] = (usual) => usual): Config {
  const config = localConfig();
  const threshold = { kind: "size", bytes: bytes(thresholdOf(idleBytes)) } as const;
  const daemon = {
    name: "zope",
    find: { by: "pid file", path: pidFile },
    ports: [],
    healthUrl: null,
    threshold,
    restart: null,
  } as const;
  return {
    ...config,
    // Less than a file may say, so that no test waits for readings.
    interval: millis(1000),
    hosts: [{ name: "web-1", reach: { kind: "local" }, daemons: [daemon] }],
    alerts: { ...config.alerts, settings: changed(shortened(defaultAlertSettings)) },
  };
}

/** Waits of a second or two instead of minutes. */
function shortened(usual: AlertSettings): AlertSettings {
  return {
    ...usual,
    heap: { ...usual.heap, warning: 0.9, timing: { pendingMs: 1000, keepFiringMs: 2000 } },
    off: ["memory", "swap", "load", "down", "restarted", "oom", "unreachable", "clock", "bot"],
    life: { ...usual.life, groupWaitMs: 1000, groupIntervalMs: 1000 },
  };
}
