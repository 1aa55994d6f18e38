import { createSlack, type SlackFault, type SlackSettings } from "./adapters/slack/create-slack.ts";
import { closeAll } from "./app-close.ts";
import { createWatch } from "./app-watch.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { Result } from "./domain/result.ts";
import { createAnswerCommand } from "./services/answer-command.ts";

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
  const handlers = createAnswerCommand({
    chat: slack.chat,
    watch,
    clock,
    log,
    newId,
    commandName,
    hosts: config.hosts,
  });
  return {
    async start() {
      watch.start();
      return slack.start(handlers);
    },
    hasFirstReading() {
      const { hosts } = watch.board();
      return hosts.some((host) => host.kind === "read") || hosts.every((host) => host.kind === "failed");
    },
    stop: () =>
      closeAll(
        [
          { name: "the watch over the hosts", close: watch.stop },
          { name: "the connection to Slack", close: slack.stop },
        ],
        log,
      ),
  };
}

export { inspectSlack } from "./adapters/slack/inspect-slack.ts";
