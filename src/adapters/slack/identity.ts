import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { millis } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import { isTokenRefusal, problemOf } from "./failures.ts";
import type { SlackLimits } from "./limits.ts";

/** Who the bot is in Slack. */
export interface SlackIdentity {
  readonly botUserId: string;
  readonly botId: string | null;
  /** Its name, for people. */
  readonly team: string;
  readonly teamId: string;
}

export type SlackStartFailure =
  /** Nothing helps but another token. */
  | { readonly reason: "token refused"; readonly token: "bot" | "app"; readonly detail: string }
  | { readonly reason: "unreachable"; readonly detail: string };

export interface IdentityOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SlackLimits;
  readonly settings: { readonly apiUrl: string };
}

/** Asks Slack whose token this is, again and again until the time for starting is over: asking changes nothing. */
export async function learnIdentity(
  client: WebClient,
  options: IdentityOptions,
): Promise<Result<SlackIdentity, SlackStartFailure>> {
  const { clock, limits, log } = options;
  const startedAt = clock.monotonic();
  for (let backOff: number = limits.reconnectMin; ; backOff *= 2) {
    const answer = await askOnce(client);
    if (answer.ok) return answer;
    if ("refusal" in answer.error) return fail(tokenRefused("bot", answer.error.refusal));
    const { detail, notBefore } = answer.error;
    const pause = Math.max(backOff, notBefore);
    if (clock.monotonic() - startedAt + pause > limits.startWithin) {
      return fail({
        reason: "unreachable",
        detail: `Slack at ${options.settings.apiUrl} gives no answer: ${detail} Check the network and SLACK_API_URL.`,
      });
    }
    log.warn("slack does not answer; trying again", { detail, inMs: pause });
    await new Promise<void>((resolve) => void clock.after(millis(pause), resolve));
  }
}

/** What to tell a person whose token Slack does not take, and what to do now. */
export function tokenRefused(
  token: "bot" | "app",
  code: string,
): Extract<SlackStartFailure, { reason: "token refused" }> {
  const name = token === "bot" ? "SLACK_BOT_TOKEN" : "SLACK_APP_TOKEN";
  return { reason: "token refused", token, detail: `Slack refuses ${name} (${code}). ${remedies[token]}` };
}

const remedies = {
  bot: "Install the app to the workspace once more and copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions.",
  app: "Make an App-Level Token (xapp-…) with the scope connections:write under Basic Information, and switch Socket Mode on.",
} as const;

type AskFailure = { readonly refusal: string } | { readonly detail: string; readonly notBefore: number };

async function askOnce(client: WebClient): Promise<Result<SlackIdentity, AskFailure>> {
  try {
    const { user_id, bot_id, team, team_id } = await client.auth.test();
    return succeed({
      botUserId: user_id ?? "",
      botId: bot_id ?? null,
      team: team ?? team_id ?? "",
      teamId: team_id ?? "",
    });
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    if (code !== null && (isTokenRefusal(code) || code === "missing_scope")) return fail({ refusal: code });
    const problem = problemOf(error);
    if (problem.kind === "limited") return fail({ detail: "It asks for a pause.", notBefore: problem.retryAfter });
    return fail({ detail: problem.failure.detail, notBefore: 0 });
  }
}
