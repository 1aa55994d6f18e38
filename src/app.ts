import { createLocalShell } from "./adapters/local/local-host-shell.ts";
import { createSlack, type SlackFault, type SlackSettings } from "./adapters/slack/create-slack.ts";
import { createSshShells } from "./adapters/ssh/create-ssh-shells.ts";
import { systemClock } from "./adapters/system/clock.ts";
import { randomId } from "./adapters/system/ids.ts";
import { createLog, type LogLevel } from "./adapters/system/log.ts";
import { createTextLog } from "./adapters/system/text-log.ts";
import type { Config } from "./config/config.ts";
import type { Host } from "./domain/host.ts";
import type { Result } from "./domain/result.ts";
import { probeProgram } from "./probe/program.ts";
import { createAnswerCommand } from "./services/answer-command.ts";
import type { Chance, Clock, HostShell, Log } from "./services/ports.ts";
import { createHostReader } from "./services/read-host.ts";
import { createHostWatch, type HostWatch } from "./services/watch-hosts.ts";

/** What the app needs beside its configuration. */
export interface World {
  readonly clock: Clock;
  readonly chance: Chance;
  /** Ids that nobody can guess. */
  readonly newId: () => string;
  readonly log: Log;
}

export interface App {
  /** Connects to Slack and begins to watch; resolves when commands are answered. */
  start(): Promise<Result<{ readonly team: string }, AppFailure>>;
  /** True once a host has given its first reading, or none of them can. */
  hasFirstReading(): boolean;
  /** Ends in the reverse order of the start, within 8 s. */
  stop(): Promise<void>;
}

export type AppFailure = { readonly reason: "token refused" | "unreachable"; readonly detail: string };

export interface AppOptions extends World {
  readonly config: Config;
  readonly slack: SlackSettings;
  /** Slack has refused a token while the bot was running: only a person can help. */
  readonly onFault: (fault: SlackFault) => void;
}

/** The bot: hosts watched, questions in Slack answered. */
export function createApp(options: AppOptions): App {
  const { config, clock, log, newId } = options;
  const { commandName } = config;
  const watch = createWatch(config, options);
  const slack = createSlack({ ...options, settings: options.slack, commandName });
  const hosts = config.hosts.map((host) => host.name);
  const handlers = createAnswerCommand({ chat: slack.chat, watch, clock, log, newId, commandName, hosts });
  return {
    async start() {
      watch.start();
      return slack.start(handlers);
    },
    hasFirstReading() {
      const { hosts } = watch.board();
      return hosts.some((host) => host.kind === "read") || hosts.every((host) => host.kind === "failed");
    },
    async stop() {
      await slack.stop();
      await watch.stop();
    },
  };
}

/** The watch alone, for one look without Slack. */
export function createWatch(config: Config, world: World): HostWatch {
  const ssh = createSshShells({ program: probeProgram, ...world });
  const shellOf = ({ name, reach }: Host): HostShell =>
    reach.kind === "local" ? createLocalShell(probeProgram, world) : ssh.open({ name, reach });
  const watch = createHostWatch({
    hosts: config.hosts,
    readerOf: (host) => createHostReader({ host, shell: shellOf(host), ...world }),
    clock: world.clock,
    interval: config.interval,
  });
  const stop = async (): Promise<void> => {
    await watch.stop();
    await ssh.stop();
  };
  return { ...watch, stop };
}

/** The same with warnings as lines for the person who started it. */
export function terminalWorld(tell: (text: string) => void): World {
  return { ...systemWorld("silent"), log: createTextLog(tell) };
}

/** The real world: this machine's clocks, unguessable ids, JSON lines on standard error. */
export function systemWorld(logLevel: LogLevel): World {
  return { clock: systemClock, chance: Math.random, newId: randomId, log: createLog(logLevel) };
}

export { inspectSlack } from "./adapters/slack/inspect-slack.ts";
