import type { WebClient } from "@slack/web-api";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { ChatFailure } from "../../services/ports.ts";
import { isNoticeMetadata } from "./notice-metadata.ts";

export interface Looking {
  readonly client: WebClient;
  /** Makes a call of this method as Slack's pace allows. */
  readonly look: <T>(method: string, act: () => Promise<T>) => Promise<Result<T, ChatFailure>>;
  readonly pagesMax: number;
}

export interface LookedUp {
  readonly id: string;
  /** Posted then or later; milliseconds since 1970. */
  readonly since: number;
  /** Who has posted it: metadata can be copied by another app. Null for anybody. */
  readonly botId: string | null;
}

interface Place {
  readonly channel: string;
  /** The root's ts, for a reply. */
  readonly thread: string | null;
}

/** Looks through a channel's messages, or a thread's, for the one with this id in its metadata. */
export async function findMessage(
  looking: Looking,
  place: Place,
  wanted: LookedUp,
): Promise<Result<MessageRef | null, ChatFailure>> {
  let cursor = "";
  for (let page = 0; page < looking.pagesMax; page += 1) {
    const read = await looking.look(methodFor(place), () => readPage(looking.client, place, { wanted, cursor }));
    if (!read.ok) return read;
    const found = read.value.messages.find((message) => isWanted(message, wanted));
    if (found?.ts !== undefined) return succeed({ channel: place.channel, ts: found.ts });
    cursor = read.value.next;
    if (cursor === "") return succeed(null);
  }
  return fail({
    reason: "refused",
    detail: `There is more in ${place.channel} since then than the bot looks through.`,
  });
}

interface Page {
  readonly messages: readonly Seen[];
  /** "" after the last one. */
  readonly next: string;
}

interface Seen {
  readonly ts?: string;
  readonly bot_id?: string;
  readonly metadata?: unknown;
}

/** Slack: at most 999. So many alerts with their charts are about 1 MB, which leaves room for what people write. */
const pageSize = 100;

function methodFor({ thread }: Place): string {
  return thread === null ? "conversations.history" : "conversations.replies";
}

async function readPage(
  client: WebClient,
  { channel, thread }: Place,
  { wanted, cursor }: { readonly wanted: LookedUp; readonly cursor: string },
): Promise<Page> {
  const oldest = (Math.max(0, wanted.since) / 1000).toFixed(6);
  const asked = { channel, oldest, inclusive: true, include_all_metadata: true, limit: pageSize };
  const paged = cursor === "" ? asked : { ...asked, cursor };
  const answer =
    thread === null
      ? await client.conversations.history(paged)
      : await client.conversations.replies({ ...paged, ts: thread });
  return { messages: answer.messages ?? [], next: answer.response_metadata?.next_cursor ?? "" };
}

function isWanted({ bot_id, metadata }: Seen, { id, botId }: LookedUp): boolean {
  return isNoticeMetadata(metadata, id) && (botId === null || bot_id === botId);
}
