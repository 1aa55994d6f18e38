import { type Content, checkContent } from "../content.ts";
import { addressedBy, type Conversation, conversationOf } from "../conversations.ts";
import { echoDirect } from "../direct-echo.ts";
import { isTrue, type JsonObject, textIn } from "../json.ts";
import type { Message } from "../messages.ts";
import { BOT, personOf, TEAM } from "../people.ts";
import { checkMetadata } from "./metadata.ts";
import { type Answer, botMethod, type Call, lacking, type Method, refusal } from "./method.ts";

export const chatMethods: readonly Method[] = [
  botMethod("chat.postMessage", "chat:write", postMessage),
  botMethod("chat.update", "chat:write", update),
  botMethod("chat.delete", "chat:write", remove),
  botMethod("chat.postEphemeral", "chat:write", postEphemeral),
  botMethod("chat.getPermalink", null, getPermalink),
];

function postMessage(call: Call): Answer {
  const { state, args } = call;
  const place = placeOf(call, addressedBy);
  if (place.kind === "refused") return place.answer;
  const checked = checkContent(state, call.method, args);
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  const thread = threadOf(call, place.conversation);
  if (thread.kind === "refused") return thread.answer;
  const told = checkMetadata(args.metadata);
  if (told.kind === "refused") return lacking(call, "metadata", told.error);
  const channel = place.conversation.id;
  const message = botMessage({
    ts: state.ids.ts(),
    content: checked.content,
    thread: thread.fields,
    metadata: told.metadata,
    // Slack knows it for replies only.
    broadcast: thread.fields.thread_ts !== undefined && isTrue(args.reply_broadcast),
  });
  state.postingRules.notePost({
    method: call.method,
    channel,
    thread: thread.fields.thread_ts ?? "",
    metadata: told.metadata,
  });
  state.messages.add(channel, message);
  if (place.conversation.kind === "im") echoDirect(state, channel, { now: message });
  return { ok: true, channel, ts: message.ts, message: { type: "message", team: TEAM.id, ...message } };
}

function botMessage(made: {
  readonly ts: string;
  readonly content: Content;
  readonly thread: ThreadFields;
  readonly metadata: JsonObject | null;
  readonly broadcast: boolean;
}): Message {
  return {
    ts: made.ts,
    ...made.thread,
    user: BOT.id,
    bot_id: BOT.botId,
    ...made.content,
    ...(made.metadata === null ? {} : { metadata: made.metadata }),
    ...(made.broadcast ? { reply_broadcast: true as const } : {}),
  };
}

function update(call: Call): Answer {
  const { state, args } = call;
  const found = ownMessage(call, "cant_update_message");
  if (found.kind === "refused") return found.answer;
  const checked = checkContent(state, call.method, args);
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  const told = checkMetadata(args.metadata);
  if (told.kind === "refused") return lacking(call, "metadata", told.error);
  const { channel, message } = found;
  const { edited: _edited, metadata: before, ...kept } = message;
  const mark = checked.content.blocks.length > 0 ? {} : { edited: { user: BOT.id, ts: state.ids.ts() } };
  // Without a word of it the old one stays; an empty one removes it.
  const now = args.metadata === undefined ? (before ?? null) : told.metadata;
  const metadata = now === null ? {} : { metadata: now };
  state.postingRules.noteUpdate(call.method, message.ts);
  const changed: Message = { ...kept, ...checked.content, ...metadata, ...mark };
  state.messages.replace(channel, changed);
  if (conversationOf(channel)?.kind === "im") echoDirect(state, channel, { now: changed, before: message });
  return { ok: true, channel, ts: message.ts, text: changed.text, message: { type: "message", ...changed } };
}

function remove(call: Call): Answer {
  const found = ownMessage(call, "cant_delete_message");
  if (found.kind === "refused") return found.answer;
  call.state.messages.remove(found.channel, found.message.ts);
  return { ok: true, channel: found.channel, ts: found.message.ts };
}

function postEphemeral(call: Call): Answer {
  const { state, args } = call;
  const place = placeOf(call, conversationOf);
  if (place.kind === "refused") return place.answer;
  const user = textIn(args.user);
  if (user === undefined) return lacking(call, "user");
  if (personOf(user) === undefined || !place.conversation.members.includes(user)) return refusal("user_not_in_channel");
  const checked = checkContent(state, call.method, args);
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  const thread = threadOf(call, place.conversation);
  if (thread.kind === "refused") return thread.answer;
  const ts = state.ids.ts();
  const channel = place.conversation.id;
  state.postingRules.notePost({
    method: call.method,
    channel: `${channel} for ${user}`,
    thread: "",
    metadata: undefined,
  });
  state.ephemerals.add(user, { ts, channel, ...thread.fields, user: BOT.id, ...checked.content });
  return { ok: true, message_ts: ts };
}

function getPermalink(call: Call): Answer {
  const channel = textIn(call.args.channel);
  const ts = textIn(call.args.message_ts);
  if (channel === undefined) return lacking(call, "channel");
  if (ts === undefined) return lacking(call, "message_ts");
  if (conversationOf(channel) === null) return refusal("channel_not_found");
  if (call.state.messages.find(channel, ts) === undefined) return refusal("message_not_found");
  return { ok: true, channel, permalink: `${call.state.origin()}/archives/${channel}/p${ts.replace(".", "")}` };
}

type Place =
  | { readonly kind: "found"; readonly conversation: Conversation }
  | { readonly kind: "refused"; readonly answer: Answer };

function placeOf(call: Call, find: (id: string) => Conversation | null): Place {
  const id = textIn(call.args.channel);
  if (id === undefined) return { kind: "refused", answer: lacking(call, "channel") };
  const conversation = find(id);
  if (conversation === null) return { kind: "refused", answer: refusal("channel_not_found") };
  if (!conversation.members.includes(BOT.id)) return { kind: "refused", answer: refusal("not_in_channel") };
  return { kind: "found", conversation };
}

interface ThreadFields {
  readonly thread_ts?: string;
}

type Thread =
  | { readonly kind: "found"; readonly fields: ThreadFields }
  | { readonly kind: "refused"; readonly answer: Answer };

function threadOf(call: Call, conversation: Conversation): Thread {
  const thread_ts = textIn(call.args.thread_ts);
  if (thread_ts === undefined) return { kind: "found", fields: {} };
  const parent = call.state.messages.find(conversation.id, thread_ts);
  if (parent === undefined) return { kind: "refused", answer: refusal("thread_not_found") };
  if (parent.thread_ts !== undefined && parent.thread_ts !== parent.ts)
    return { kind: "refused", answer: refusal("cannot_reply_to_message") };
  return { kind: "found", fields: { thread_ts } };
}

type Own =
  | { readonly kind: "found"; readonly channel: string; readonly message: Message }
  | { readonly kind: "refused"; readonly answer: Answer };

function ownMessage(call: Call, whenNotOwn: string): Own {
  const { state, args } = call;
  const refuse = (answer: Answer): Own => ({ kind: "refused", answer });
  const channel = textIn(args.channel);
  const ts = textIn(args.ts);
  if (channel === undefined) return refuse(lacking(call, "channel"));
  if (ts === undefined) return refuse(lacking(call, "ts"));
  if (conversationOf(channel) === null) return refuse(refusal("channel_not_found"));
  if (state.ephemerals.has(ts)) {
    state.violations.record(
      "ephemeral updated",
      `${call.method} /ts`,
      `${ts} is ephemeral: only its response_url changes it`,
    );
    return refuse(refusal(whenNotOwn));
  }
  const message = state.messages.find(channel, ts);
  if (message === undefined) return refuse(refusal("message_not_found"));
  return message.user === BOT.id ? { kind: "found", channel, message } : refuse(refusal(whenNotOwn));
}
