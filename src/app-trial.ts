import { join } from "node:path";
import { createApp, type World } from "./app.ts";
import type { Config } from "./config/config.ts";
import { type Bytes, mebibytes } from "./domain/bytes.ts";
import type { Daemon } from "./domain/daemon.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import { Secret } from "./domain/secret.ts";
import { createDemoDaemon, type RunningDemo } from "./trial/demo.ts";
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
  /** Where the demo daemon's pid file goes, or null for no demo daemon. */
  readonly demoFolder: string | null;
}

/** Heaps of the demo daemon pass this within three minutes, and its plateau lies well above. */
const demoThreshold = mebibytes(160);

/** Starts it all, or says in a sentence why not, leaving nothing behind. */
export async function startTrial(options: TrialOptions): Promise<Result<Trial, string>> {
  const { config } = options;
  const opened = await createWorkspace({
    port: options.port,
    commandName: config.commandName,
    isBotReady: () => false,
  });
  if (!opened.ok) return fail(opened.error.sentence);
  const workspace = opened.value;
  const demo = options.demoFolder === null ? null : createDemoDaemon({ folder: options.demoFolder });
  const running = (await demo?.start()) ?? null;
  const app = createApp({
    ...options,
    config: running === null ? config : withDemo(config, demoDaemon(options.demoFolder ?? "", running)),
    slack: trialSlack(workspace.apiUrl),
    onFault: (fault) => options.log.error("slack refused a token", { detail: fault.detail }),
  });
  workspace.setReady(() => app.hasReadAll());
  const stop = async (): Promise<void> => {
    await app.stop();
    await demo?.stop();
    await workspace.stop();
  };
  const started = await app.start();
  const shown = running === null ? null : { pid: running.pid, threshold: demoThreshold };
  if (started.ok) return succeed({ url: workspace.url, demo: shown, stop });
  await stop();
  return fail(started.error.detail);
}

/** The trial workspace's own tokens: worth nothing outside of this machine, so they are no secrets. */
function trialSlack(apiUrl: string) {
  return { botToken: new Secret("xoxb-trial"), appToken: new Secret("xapp-trial"), apiUrl, sockets: 2 };
}

function demoDaemon(folder: string, running: RunningDemo): Daemon {
  return {
    name: "demo",
    find: { by: "pid file", path: join(folder, "demo-daemon.pid") },
    ports: [running.port],
    healthUrl: `http://127.0.0.1:${running.port}/health`,
    threshold: { kind: "size", bytes: demoThreshold },
    restart: null,
  };
}

/** The demo daemon runs on this machine, so it belongs to the first host that is this machine. */
function withDemo(config: Config, daemon: Daemon): Config {
  const here = config.hosts.find((host) => host.reach.kind === "local");
  const hosts = config.hosts.map((host) => (host === here ? { ...host, daemons: [...host.daemons, daemon] } : host));
  return { ...config, hosts };
}
