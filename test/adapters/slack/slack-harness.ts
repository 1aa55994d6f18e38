import { createSlack, type Slack, type SlackFault } from "../../../src/adapters/slack/create-slack.ts";
import { botScopes } from "../../../src/adapters/slack/inspect-slack.ts";
import type { SlackLimits } from "../../../src/adapters/slack/limits.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { Secret } from "../../../src/domain/secret.ts";
import type { AskedCommand, ChatHandlers, Click, Clock, Log, LogFields } from "../../../src/services/ports.ts";
import type { FieldErrors, Submission } from "../../../src/services/ports-dialogs.ts";
import type { Painter } from "../../../src/services/ports-pictures.ts";
import { createWorkspace, type Workspace } from "../../../src/trial/workspace.ts";
import { eventWithinMs } from "../../support/patience.ts";

/** Tokens that must be found nowhere; the trial workspace knows these. */
export const botToken = "xoxb-trial";
export const appToken = "xapp-trial";

export interface Harness {
  readonly workspace: Workspace;
  readonly slack: Slack;
  readonly commands: AskedCommand[];
  readonly clicks: Click[];
  readonly homes: string[];
  readonly submissions: Submission[];
  readonly changes: Change[];
  readonly reported: Parameters<ChatHandlers["reportShortcut"]>[0][];
  readonly faults: SlackFault[];
  readonly logged: LoggedLine[];
  /** What the next commands do instead of nothing. */
  onCommand: (asked: AskedCommand) => Promise<void>;
  onClick: (click: Click) => Promise<void>;
  onDecide: (click: Click) => Promise<(() => Promise<void>) | undefined>;
  onSubmit: (submission: Submission) => Promise<FieldErrors | null>;
  onChange: (change: Change) => Promise<void>;
  /** Posts to the control API. */
  control(path: string, body?: object): Promise<Readonly<Record<string, unknown>>>;
  show(path: string): Promise<Readonly<Record<string, unknown>>>;
  ask(text: string, user?: string): Promise<{ readonly ok: boolean; readonly ackMs: number }>;
  /** The calls of one method that reached the workspace. */
  calls(method: string): Promise<readonly CallEntry[]>;
  violations(): Promise<readonly unknown[]>;
  messages(
    channel?: string,
  ): Promise<readonly { readonly ts: string; readonly text: string; readonly blocks: unknown[] }[]>;
  whispers(user?: string): Promise<readonly { readonly ts: string; readonly text: string }[]>;
  end(): Promise<void>;
}

type Change = Parameters<ChatHandlers["changed"]>[0];

export interface LoggedLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly fields: LogFields;
}

export interface CallEntry {
  readonly method: string;
  readonly ok: boolean;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface HarnessOptions {
  readonly sockets?: number;
  readonly limits?: Partial<SlackLimits>;
  /** What the trial workspace grants; everything that the bot needs where nothing is said. */
  readonly scopes?: readonly string[];
  /** The bot's; the workspace has the machine's own. */
  readonly clock?: Clock;
  /** Without one, no picture is shown. */
  readonly painter?: Painter;
  readonly tokens?: { readonly bot: string; readonly app: string };
}

/** A trial workspace and a Slack adapter that is not started yet. */
export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const opened = await createWorkspace({ port: 0, scopes: options.scopes ?? botScopes });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  const faults: SlackFault[] = [];
  const logged: LoggedLine[] = [];
  const slack = createSlack({
    settings: {
      botToken: new Secret(options.tokens?.bot ?? botToken),
      appToken: new Secret(options.tokens?.app ?? appToken),
      apiUrl: workspace.apiUrl,
      sockets: options.sockets ?? 1,
    },
    commandName: "/scipy",
    clock: options.clock ?? systemClock,
    chance: Math.random,
    log: memoryLog(logged),
    onFault: (fault) => faults.push(fault),
    limits: options.limits ?? {},
    ...(options.painter === undefined ? {} : { painter: options.painter }),
  });
  return { ...recordings(), ...control(workspace), workspace, slack, faults, logged, end: () => end(slack, workspace) };
}

/** The same, started. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const harness = await createHarness(options);
  const started = await harness.slack.start(handlersOf(harness));
  if (!started.ok) throw new Error(started.error.detail);
  await until("all sockets serve", () => harness.slack.health().connected === (options.sockets ?? 1));
  return harness;
}

const nothing = async () => undefined;

/** Who hears everything and does nothing. */
export const deafHandlers: ChatHandlers = {
  command: nothing,
  click: nothing,
  decide: async () => nothing,
  homeOpened: nothing,
  submit: async () => null,
  changed: nothing,
  reportShortcut: nothing,
};

export function handlersOf(harness: Harness): ChatHandlers {
  return {
    command: async (asked) => {
      harness.commands.push(asked);
      await harness.onCommand(asked);
    },
    click: async (click) => {
      harness.clicks.push(click);
      await harness.onClick(click);
    },
    decide: async (click) => {
      harness.clicks.push(click);
      return (await harness.onDecide(click)) ?? nothing;
    },
    homeOpened: async (user) => void harness.homes.push(user),
    submit: async (submission) => {
      harness.submissions.push(submission);
      return harness.onSubmit(submission);
    },
    changed: async (change) => {
      harness.changes.push(change);
      await harness.onChange(change);
    },
    reportShortcut: async (asked) => void harness.reported.push(asked),
  };
}

/** Asks again every few milliseconds until it is so; fails with the sentence when the time is over. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + eventWithinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${eventWithinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function memoryLog(lines: LoggedLine[]): Log {
  const add =
    (level: LoggedLine["level"]) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  return { info: add("info"), warn: add("warn"), error: add("error") };
}

function recordings() {
  const commands: AskedCommand[] = [];
  const clicks: Click[] = [];
  const homes: string[] = [];
  const submissions: Submission[] = [];
  const changes: Change[] = [];
  const reported: Harness["reported"] = [];
  const acts = {
    onCommand: nothing,
    onClick: nothing,
    onDecide: async () => undefined,
    onSubmit: async () => null,
    onChange: nothing,
  };
  return { commands, clicks, homes, submissions, changes, reported, ...acts };
}

function control(workspace: Workspace) {
  const address = (path: string) => `${workspace.url}_control/${path}`;
  const read = async (response: Response) => (await response.json()) as Readonly<Record<string, unknown>>;
  const show = async (path: string) => read(await fetch(address(path)));
  const post = async (path: string, body: object = {}) =>
    read(
      await fetch(address(path), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  const listIn = async <T>(path: string, key: string) => ((await show(path))[key] ?? []) as readonly T[];
  return {
    control: post,
    show,
    ask: async (text: string, user = "U01ALICE") =>
      (await post("command", { channel: "C01OPS", user, command: "/scipy", text })) as { ok: boolean; ackMs: number },
    calls: async (method: string) => (await listIn<CallEntry>("log", "log")).filter((entry) => entry.method === method),
    violations: () => listIn<unknown>("violations", "violations"),
    messages: (channel = "C01OPS") =>
      listIn<{ ts: string; text: string; blocks: unknown[] }>(`messages/${channel}`, "messages"),
    whispers: (user = "U01ALICE") => listIn<{ ts: string; text: string }>(`ephemerals/${user}`, "messages"),
  };
}

async function end(slack: Slack, workspace: Workspace): Promise<void> {
  await slack.stop();
  await workspace.stop();
}
