import type { AnswerAddress } from "../../services/ports.ts";
import type { Frame } from "./frame.ts";
import { type MessageReader, wordsOfMessage } from "./words-of-message.ts";

/** What a person asked by a message: a mention in a channel, or a direct message. */
export interface AskedMessage {
  readonly channel: string;
  readonly ts: string;
  /** The thread that it was asked in; null outside of one. */
  readonly thread: string | null;
  readonly user: string;
  /** The person's own workspace; empty where Slack does not say it. */
  readonly team: string;
  /** As behind the slash command. */
  readonly words: string;
  /** In the direct conversation, which nobody else reads. */
  readonly isDirect: boolean;
}

/**
 * The question in an event; null where nobody asks: the bot itself and other bots, edits and deletions, what Slack says, and
 * pictures without a word.
 */
export function askedMessageOf(event: Frame, teamId: unknown, reader: MessageReader): AskedMessage | null {
  const { type, channel, ts, user, text } = event;
  if (type !== "app_mention" && event.channel_type !== "im") return null;
  if (typeof channel !== "string" || typeof ts !== "string" || typeof user !== "string") return null;
  if (isNoPerson(user, event, reader) || isNoNewMessage(event)) return null;
  const words = wordsOfMessage(typeof text === "string" ? text : "", reader);
  if (words === "" && event.subtype === "file_share") return null;
  const team = [event.user_team, event.team, teamId].find((id) => typeof id === "string" && id !== "");
  return {
    ...{ channel, ts, user, words },
    thread: typeof event.thread_ts === "string" && event.thread_ts !== ts ? event.thread_ts : null,
    team: typeof team === "string" ? team : "",
    isDirect: event.channel_type === "im" || channel.startsWith("D"),
  };
}

/** Two bots that answer each other would never end. */
function isNoPerson(user: string, { bot_id, bot_profile }: Frame, { botUserId }: MessageReader): boolean {
  return user === botUserId || user === "USLACKBOT" || isThere(bot_id) || isThere(bot_profile);
}

/** Of all that Slack tells as a message, these two are said by a person for the first time. */
const saidSubtypes: ReadonlySet<unknown> = new Set([undefined, null, "file_share", "thread_broadcast"]);

function isNoNewMessage({ subtype, edited, hidden }: Frame): boolean {
  return !saidSubtypes.has(subtype) || isThere(edited) || hidden === true;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Where the bot's answer for all stands: in the thread of a mention, and in a direct conversation as its next message. */
export function threadOfAnswer({ isDirect, thread, ts }: AskedMessage): string | null {
  return isDirect ? thread : (thread ?? ts);
}

const mark = "message ";

/** What the services answer to, for a message that has no response URL. */
export function addressOfMessage(asked: AskedMessage): AnswerAddress {
  const { channel, ts, thread, user, isDirect } = asked;
  return `${mark}${JSON.stringify({ channel, ts, thread, user, isDirect })}` as AnswerAddress;
}

export type MessageAddress = Pick<AskedMessage, "channel" | "ts" | "thread" | "user" | "isDirect">;

/** Null for a response URL. */
export function messageAt(to: AnswerAddress): MessageAddress | null {
  return to.startsWith(mark) ? (JSON.parse(to.slice(mark.length)) as MessageAddress) : null;
}
