import { type Conversation, conversationOf } from "../conversations.ts";
import { isTrue, type JsonObject, textIn } from "../json.ts";
import type { Message } from "../messages.ts";
import { BOT } from "../people.ts";
import { type Answer, botMethod, type Call, lacking, lackingScope, type Method, refusal } from "./method.ts";
import { pageOf } from "./page-of-messages.ts";

/** What stands in a conversation, as the bot may read it. The scope depends on the kind of the conversation. */
export const historyMethods: readonly Method[] = [
  botMethod("conversations.history", null, history),
  botMethod("conversations.replies", null, replies),
];

/** Newest first; of threads only what was also sent to the channel. */
function history(call: Call): Answer {
  const place = readable(call);
  if (place.kind === "refused") return place.answer;
  const all = call.state.messages.list(place.conversation.id);
  const top = all.filter((message) => isRoot(message) || message.reply_broadcast === true).toReversed();
  return answerWith(call, top, all);
}

/** The root and its replies, oldest first. */
function replies(call: Call): Answer {
  const place = readable(call);
  if (place.kind === "refused") return place.answer;
  const ts = textIn(call.args.ts);
  if (ts === undefined) return lacking(call, "ts");
  const all = call.state.messages.list(place.conversation.id);
  if (!all.some((message) => message.ts === ts)) return refusal("thread_not_found");
  return answerWith(
    call,
    all.filter((message) => message.ts === ts || message.thread_ts === ts),
    all,
  );
}

function isRoot({ ts, thread_ts }: Message): boolean {
  return thread_ts === undefined || thread_ts === ts;
}

function answerWith(call: Call, messages: readonly Message[], all: readonly Message[]): Answer {
  const page = pageOf(call.args, messages);
  if (page === null) return refusal("invalid_cursor");
  const withMetadata = isTrue(call.args.include_all_metadata);
  return {
    ok: true,
    messages: page.messages.map((message) => ({ ...shown(message, withMetadata), ...threadFacts(message, all) })),
    has_more: page.next !== "",
    response_metadata: { next_cursor: page.next },
  };
}

/** Slack leaves the metadata out unless it is asked for. */
function shown({ metadata, ...message }: Message, withMetadata: boolean): JsonObject {
  const subtype = message.reply_broadcast === true ? { subtype: "thread_broadcast" } : {};
  return { type: "message", ...subtype, ...message, ...(withMetadata && metadata !== undefined ? { metadata } : {}) };
}

function threadFacts({ ts }: Message, all: readonly Message[]): JsonObject {
  const under = all.filter((message) => message.thread_ts === ts && message.ts !== ts);
  const last = under.at(-1);
  if (last === undefined) return {};
  return { thread_ts: ts, reply_count: under.length, latest_reply: last.ts };
}

type Readable =
  | { readonly kind: "found"; readonly conversation: Conversation }
  | { readonly kind: "refused"; readonly answer: Answer };

function readable(call: Call): Readable {
  const refuse = (answer: Answer): Readable => ({ kind: "refused", answer });
  const id = textIn(call.args.channel);
  if (id === undefined) return refuse(lacking(call, "channel"));
  const conversation = conversationOf(id);
  if (conversation === null) return refuse(refusal("channel_not_found"));
  const missing = lackingScope(call, conversation.kind === "im" ? "im:history" : "channels:history");
  if (missing !== null) return refuse(missing);
  if (!conversation.members.includes(BOT.id)) return refuse(refusal("not_in_channel"));
  return { kind: "found", conversation };
}
