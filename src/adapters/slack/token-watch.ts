import type { WebClient } from "@slack/web-api";
import type { Clock, Log } from "../../services/ports.ts";
import { problemOf } from "./failures.ts";
import { type SlackStartFailure, tokenRefused } from "./identity.ts";
import type { SlackLimits } from "./limits.ts";

export interface TokenWatch {
  /** Hears after each call whether Slack knew the bot's token. */
  botToken(outcome: "known" | "refused"): void;
  /** Hears when Slack has refused the app's token several times in a row. */
  appToken(code: string): void;
  onAppRefused(listener: (code: string) => void): void;
  /** From now on a refusal is a fault of the running bot, no more a failure to start. */
  arm(): void;
  disarm(): void;
}

export interface TokenWatchOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SlackLimits;
  readonly onFault?: (fault: Extract<SlackStartFailure, { reason: "token refused" }>) => void;
}

/**
 * Tells a token that is refused for good from a refusal in passing: a bot whose token was revoked must not live on deaf
 * and mute, and one whose token is good must not die of Slack's slip.
 */
export function createTokenWatch(options: TokenWatchOptions): TokenWatch {
  const appListeners = new Set<(code: string) => void>();
  let armed = false;
  let confirming = false;

  const fault = (token: "bot" | "app", code: string) => {
    if (!armed) return;
    armed = false;
    const failure = tokenRefused(token, code);
    options.log.error(failure.detail, {});
    options.onFault?.(failure);
  };
  const confirm = async () => {
    confirming = true;
    const code = await refusedEveryTime(options);
    confirming = false;
    if (code !== null) fault("bot", code);
  };
  return {
    botToken: (outcome) => {
      if (outcome === "refused" && armed && !confirming) void confirm();
    },
    appToken: (code) => {
      for (const hear of appListeners) hear(code);
      fault("app", code);
    },
    onAppRefused: (listener) => void appListeners.add(listener),
    arm: () => {
      armed = true;
    },
    disarm: () => {
      armed = false;
    },
  };
}

/** The code with which Slack refuses the bot's token again and again; null as soon as it does not. */
async function refusedEveryTime({ client, clock, limits }: TokenWatchOptions): Promise<string | null> {
  let code: string | null = null;
  for (let tries = 1; tries < limits.refusalsMax; tries += 1) {
    await new Promise<void>((resolve) => void clock.after(limits.retryPause, resolve));
    code = await client.auth.test().then(() => null, refusalIn);
    if (code === null) return null;
  }
  return code;
}

function refusalIn(error: unknown): string | null {
  const problem = problemOf(error);
  return problem.kind === "token refused" ? problem.code : null;
}
