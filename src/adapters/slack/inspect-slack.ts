import { WebAPIPlatformError, WebClient } from "@slack/web-api";
import type { Finding } from "../../domain/doctor/finding.ts";
import type { Secret } from "../../domain/secret.ts";
import { problemOf } from "./failures.ts";
import { fetchFromSlack } from "./fetch-from-slack.ts";
import { type FoundChannel, findChannel } from "./find-channel.ts";
import { tokenRefused } from "./identity.ts";
import { slackLimits } from "./limits.ts";

/** What `manifest.yml` asks for and the bot uses; docs/scopes.md says what each is for. */
export const botScopes = [
  "commands",
  "chat:write",
  "channels:read",
  "groups:read",
  "channels:history",
  "groups:history",
  "im:history",
  "im:write",
  "users:read",
  "usergroups:read",
  "app_mentions:read",
  "reactions:write",
  "files:write",
] as const;

/** What is left out without them. */
const consequences: readonly { readonly scopes: readonly string[]; readonly until: string }[] = [
  {
    scopes: ["channels:history", "groups:history", "im:history", "im:write"],
    until: "an alert whose post Slack does not confirm cannot be looked up, and may be told twice",
  },
  { scopes: ["app_mentions:read"], until: "nobody is answered who mentions the bot" },
  { scopes: ["im:history"], until: "direct messages to the bot are not answered" },
  { scopes: ["reactions:write"], until: "questions are answered without the marks that say how they stand" },
  { scopes: ["files:write"], until: "a picture is shown as a plainer chart, without its range" },
];

/** Without these there is no bot. */
const neededScopes: readonly string[] = ["commands", "chat:write"];

export interface InspectOptions {
  readonly settings: { readonly botToken: Secret; readonly appToken: Secret; readonly apiUrl: string };
  /** A name with its "#", or a channel id. */
  readonly channel: string;
}

/** What Slack says of the tokens, their scopes and the configured channel. Posts nothing and changes nothing. */
export async function inspectSlack(options: InspectOptions): Promise<readonly Finding[]> {
  const { settings } = options;
  const bot = newClient(settings.botToken, settings.apiUrl);
  const app = newClient(settings.appToken, settings.apiUrl);
  const token = await inspectBotToken(bot);
  const socket = await inspectAppToken(app);
  if (token.botName === null) return [...token.findings, socket];
  return [...token.findings, socket, await inspectChannel(bot, { channel: options.channel, botName: token.botName })];
}

function newClient(token: Secret, slackApiUrl: string): WebClient {
  return new WebClient(token.reveal(), {
    slackApiUrl,
    fetch: fetchFromSlack,
    timeout: slackLimits.callWithin,
    retryConfig: { retries: 0 },
    // The SDK would wait as long as Slack asks, which may be an hour, and then give up.
    rejectRateLimitedCalls: true,
  });
}

interface InspectedToken {
  readonly findings: readonly Finding[];
  /** As people mention it, without "@"; null where Slack refuses the token. */
  readonly botName: string | null;
}

async function inspectBotToken(client: WebClient): Promise<InspectedToken> {
  try {
    const answer = await client.auth.test();
    const granted = new Set(answer.response_metadata?.scopes ?? []);
    const missing = botScopes.filter((scope) => !granted.has(scope));
    const name = `It is ${answer.user ?? "a bot"} in the workspace ${answer.team ?? "(unnamed)"}.`;
    const findings = [finding("bot token", "ok", name), scopesFinding(missing)];
    return { findings, botName: answer.user ?? "the bot" };
  } catch (error) {
    return { findings: [finding("bot token", "failed", refusalOf(error, "bot"))], botName: null };
  }
}

function scopesFinding(missing: readonly string[]): Finding {
  if (missing.length === 0) return finding("scopes", "ok", `All ${botScopes.length} are granted.`);
  const left = consequences.filter(({ scopes }) => scopes.some((scope) => missing.includes(scope)));
  const until = left.map(({ until }) => ` Until then ${until}.`).join("");
  const sentence = `Missing: ${missing.join(", ")}. Paste manifest.yml into the app's manifest once more and reinstall the app.${until}`;
  return finding("scopes", missing.some((scope) => neededScopes.includes(scope)) ? "failed" : "warning", sentence);
}

/** Asks for a connection's address, which is what the token is for; nothing connects to it. */
async function inspectAppToken(client: WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open({});
    return finding("app token", "ok", "It may open Socket Mode connections.");
  } catch (error) {
    return finding("app token", "failed", refusalOf(error, "app"));
  }
}

interface ChannelAsked {
  readonly channel: string;
  readonly botName: string;
}

async function inspectChannel(client: WebClient, { channel, botName }: ChannelAsked): Promise<Finding> {
  try {
    const found = channel.startsWith("#")
      ? await findChannel(client, channel.slice(1))
      : await findById(client, channel);
    if (found === null)
      return finding(
        "channel",
        "failed",
        `There is no channel ${channel} that the bot can see. Invite it there, if it is private.`,
      );
    if (!found.isMember)
      return finding("channel", "failed", `The bot is not in ${channel}. Type /invite @${botName} there.`);
    return finding("channel", "ok", `The bot is in ${channel}.`);
  } catch (error) {
    return finding("channel", "warning", `${channel} cannot be looked up. ${reasonOf(error)}`);
  }
}

async function findById(client: WebClient, channel: string): Promise<Pick<FoundChannel, "isMember"> | null> {
  try {
    const answer = await client.conversations.info({ channel });
    return { isMember: answer.channel?.is_member === true };
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === "channel_not_found") return null;
    throw error;
  }
}

function finding(check: string, outcome: Finding["outcome"], sentence: string): Finding {
  return { subject: "slack", check, outcome, sentence };
}

/** A refused token has one remedy; anything else is told as it is. */
function refusalOf(error: unknown, token: "bot" | "app"): string {
  const problem = problemOf(error);
  return problem.kind === "token refused" ? tokenRefused(token, problem.code).detail : reasonOf(error);
}

function reasonOf(error: unknown): string {
  const problem = problemOf(error);
  return problem.kind === "limited" ? "Slack asks for patience; try again in a minute." : problem.failure.detail;
}
