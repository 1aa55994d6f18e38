import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { botScopes } from "./adapters/slack/inspect-slack.ts";
import { type App, createApp } from "./app.ts";
import { closeAll, type OpenPart } from "./app-close.ts";
import { withDemoAlerts } from "./app-trial-alerts.ts";
import type { World } from "./app-world.ts";
import { alertSettingsOf } from "./config/alert-settings-of.ts";
import type { Config } from "./config/config.ts";
import { type Bytes, mebibytes } from "./domain/bytes.ts";
import type { Daemon } from "./domain/daemon.ts";
import type { Host } from "./domain/host.ts";
import { askablePathExpected, isAskablePath } from "./domain/host-path.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import { Secret } from "./domain/secret.ts";
import { seconds } from "./domain/time.ts";
import { createDemoDaemon, type RunningDemo } from "./trial/demo.ts";
import type { DemoFacts } from "./trial/state.ts";
import { createWorkspace } from "./trial/workspace.ts";

/** The bot, a Slack workspace of its own on this machine, and a daemon to watch. */
export interface Trial {
  readonly url: string;
  readonly demo: { readonly pid: number; readonly threshold: Bytes } | null;
  stop(): Promise<void>;
}

export interface TrialOptions extends World {
  readonly port: number;
  readonly config: Config;
  /** Runs a daemon whose heap fragments, and watches it. */
  readonly demo: boolean;
  /** The program that runs this one: it runs what restarts the demo daemon, too. */
  readonly node: string;
  /** Where the trial keeps its files; made if need be, but not the folders above it. Null for a folder that goes when the trial ends. */
  readonly folder: string | null;
}

const demoName = "demo";

/** Heaps of the demo daemon pass this within three minutes, and its plateau lies well above. */
const demoThreshold = mebibytes(160);

/** Starts it all, or says in a sentence why not, leaving nothing behind. */
export async function startTrial(options: TrialOptions): Promise<Result<Trial, string>> {
  const opened: OpenPart[] = [];
  const stop = (): Promise<void> => closeAll(opened, options.log);
  try {
    const started = await openAll(options, (name, close) => opened.push({ name, close }));
    if (started.ok) return succeed({ ...started.value, stop });
    await stop();
    return started;
  } catch (error) {
    await stop();
    // What is left are the system's own errors: a folder that cannot be made, a program that does not start.
    return fail(`the trial could not be started: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Each part is noted with its end as soon as it is open, so that whatever fails later leaves none of them. */
async function openAll(
  options: TrialOptions,
  note: (name: string, close: OpenPart["close"]) => void,
): Promise<Result<Omit<Trial, "stop">, string>> {
  const folder = await openFolder(options.folder);
  note("the trial's folder", folder.close);
  const { commandName } = options.config;
  const workspace = await createWorkspace({
    port: options.port,
    commandName,
    usageHint: "status | why | heap | alerts | silence | restart | approvals | report | help",
    scopes: botScopes,
    isBotReady: () => false,
    demo: options.demo ? demoFacts(options.config) : null,
  });
  if (!workspace.ok) return fail(workspace.error.sentence);
  note("the workspace", workspace.value.stop);
  if (options.demo && !isAskablePath(folder.path))
    return fail(
      `the demo daemon is found by a pid file in ${folder.path}, and that path may have ${askablePathExpected}. Choose another folder with --data, or leave the demo out with --no-demo.`,
    );
  const failed = (why: string): void =>
    options.log.warn("the demo daemon died and could not be started again", { why });
  const demo = options.demo ? createDemoDaemon({ folder: folder.path, onDeath: { failed } }) : null;
  if (demo !== null) note("the demo daemon", demo.stop);
  const running = (await demo?.start()) ?? null;
  const demos = running === null ? [] : [demoDaemon({ folder: folder.path, node: options.node }, running)];
  const app = createTrialApp(options, { apiUrl: workspace.value.apiUrl, folder: folder.path, demos });
  note("the bot", app.stop);
  workspace.value.setReady(() => app.hasFirstReading());
  workspace.value.setDemoHeap(() => demoHeapIn(app, options.config));
  const started = await app.start();
  if (!started.ok) return fail(started.error.detail);
  const shown = running === null ? null : { pid: running.pid, threshold: demoThreshold };
  return succeed({ url: workspace.value.url, demo: shown });
}

/** What the page's tour tells of the demo daemon; null without a host to watch it on. */
function demoFacts(config: Config): DemoFacts | null {
  const host = hostHere(config)?.name;
  if (host === undefined) return null;
  const { heap } = alertSettingsOf(config.alerts, host, demoName);
  const { reviewers } = withTrialRules(config);
  return { host, daemon: demoName, warnsAtBytes: heap.warning * demoThreshold, reviewers: reviewers.users };
}

function demoHeapIn(app: App, config: Config): number | null {
  const host = hostHere(config)?.name;
  return host === undefined ? null : app.heapOf({ host, daemon: demoName });
}

interface Around {
  readonly apiUrl: string;
  readonly folder: string;
  readonly demos: readonly Daemon[];
}

function createTrialApp(options: TrialOptions, { apiUrl, folder, demos }: Around): App {
  const { config, log } = options;
  return createApp({
    ...options,
    config: withTrialRules(withDaemons(config, demos)),
    slack: trialSlack(apiUrl),
    store: { dataFolder: join(folder, "data"), databaseUrl: null, auditKey: null },
    onFault: (fault) => log.error("slack refused a token", { detail: fault.detail }),
  });
}

/** Bob and Carol decide, unless a file says who; and a restart is watched for as long as somebody who tries it waits. */
function withTrialRules(config: Config): Config {
  const { users, groups } = config.reviewers;
  const isSaid = users.length + groups.length > 0;
  // Whoever tries it asks for the demo's restart: two requests for one daemon would be in each other's way.
  const restarts = { ...config.restarts, verifyForMs: seconds(120), askByItself: false };
  return { ...config, restarts, reviewers: isSaid ? config.reviewers : { users: ["U02BOB", "U03CAROL"], groups: [] } };
}

interface Folder {
  readonly path: string;
  close(): Promise<void>;
}

/** Not the folders above it, too: below /proc Node's recursive mkdir never returns. */
async function openFolder(given: string | null): Promise<Folder> {
  if (given === null) {
    const path = await mkdtemp(join(tmpdir(), "scipy-trial-"));
    return { path, close: () => rm(path, { recursive: true, force: true }) };
  }
  const path = resolve(given);
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return { path, close: async () => undefined };
}

/** The trial workspace's own tokens: worth nothing outside of this machine, so they are no secrets. */
function trialSlack(apiUrl: string) {
  return { botToken: new Secret("xoxb-trial"), appToken: new Secret("xapp-trial"), apiUrl, sockets: 2 };
}

function demoDaemon(
  { folder, node }: { readonly folder: string; readonly node: string },
  running: RunningDemo,
): Daemon {
  return {
    name: demoName,
    find: { by: "pid file", path: join(folder, "demo-daemon.pid") },
    ports: [running.port],
    healthUrl: `http://127.0.0.1:${running.port}/health`,
    threshold: { kind: "size", bytes: demoThreshold },
    // Its supervisor is the trial itself, which starts another when this has ended it.
    restart: { by: "argv", argv: [node, controlProgram, "restart", join(folder, "demo-daemon.pid")] },
  };
}

const controlProgram = fileURLToPath(new URL("./trial/demo-control.js", import.meta.url));

function hostHere({ hosts }: Config): Host | undefined {
  return hosts.find((host) => host.reach.kind === "local");
}

/** Daemons of this machine belong to the first host that is this machine. */
function withDaemons(config: Config, daemons: readonly Daemon[]): Config {
  const here = hostHere(config);
  if (here === undefined) return config;
  const hosts = config.hosts.map((host) =>
    host === here ? { ...host, daemons: [...host.daemons, ...daemons] } : host,
  );
  const places = daemons.map(({ name }) => ({ host: here.name, daemon: name }));
  return places.reduce<Config>(withDemoAlerts, { ...config, hosts });
}
