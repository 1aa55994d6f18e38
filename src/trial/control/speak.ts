import { z } from "zod";
import { directIdOf } from "../conversations.ts";
import { acknowledged, sendEvent, sendInteraction } from "../interactions.ts";
import type { JsonObject } from "../json.ts";
import type { Message } from "../messages.ts";
import { channelField, interactionBy } from "../payloads/interaction.ts";
import { BOT, TEAM } from "../people.ts";
import { withReaction } from "../reactions.ts";
import type { State } from "../state.ts";
import { answered, type ControlAnswer, conversation, impossible, outsider, person, type Route } from "./route.ts";

const said = z.object({
  channel: conversation,
  user: person,
  text: z.string().min(1).max(40_000),
  thread_ts: z.string().optional(),
});

/** A person writes a message. */
export const messageRoute: Route<z.infer<typeof said>> = { path: "/message", body: said, act: say };

async function say(state: State, { channel, user, text, thread_ts }: z.infer<typeof said>): Promise<ControlAnswer> {
  const refusal = outsider(user, channel);
  if (refusal !== null) return refusal;
  if (thread_ts !== undefined && state.messages.find(channel.id, thread_ts) === undefined)
    return impossible("thread_not_found", `there is no message ${thread_ts} in ${channel.id}`);
  const thread = thread_ts === undefined ? {} : { thread_ts };
  const message: Message = { ts: state.ids.ts(), ...thread, user: user.id, text: escaped(text), blocks: [] };
  state.messages.add(channel.id, message);
  if (!channel.members.includes(BOT.id)) return answered({ ok: true, ts: message.ts });
  const event = {
    user: user.id,
    team: TEAM.id,
    text: message.text,
    ts: message.ts,
    ...thread,
    channel: channel.id,
    event_ts: message.ts,
  };
  const events = eventsOf(state, message, channel.kind).map((kind) => ({ ...event, ...kind }));
  const deliveries = await Promise.all(events.map((each) => sendEvent(state, each)));
  return answered({ ok: true, ts: message.ts, acknowledged: deliveries.every((each) => each.kind === "acknowledged") });
}

/** Of what the bot may read: a message in a channel, also one that mentions it, or a direct one. */
function eventsOf({ settings }: State, { text }: Message, kind: "channel" | "im"): readonly JsonObject[] {
  const may = (scope: string) => settings.scopes.includes(scope);
  if (kind === "im") return may("im:history") ? [{ type: "message", channel_type: "im" }] : [];
  const isMention = text.includes(`<@${BOT.id}>`) && may("app_mentions:read");
  return [
    ...(may("channels:history") ? [{ type: "message", channel_type: "channel" }] : []),
    ...(isMention ? [{ type: "app_mention" }] : []),
  ];
}

/** Slack escapes what people write, but for mentions, which its composer makes. */
function escaped(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return safe.replace(/&lt;(@[UW][A-Z0-9]+|#C[A-Z0-9]+)&gt;/g, "<$1>");
}

const reaction = z.object({
  channel: conversation,
  user: person,
  messageTs: z.string(),
  name: z.string().min(1).max(100),
});

/** A person reacts to a message with an emoji, named without colons. */
export const reactRoute: Route<z.infer<typeof reaction>> = { path: "/react", body: reaction, act: react };

async function react(
  state: State,
  { channel, user, messageTs, name }: z.infer<typeof reaction>,
): Promise<ControlAnswer> {
  const message = state.messages.find(channel.id, messageTs);
  if (message === undefined)
    return impossible("message_not_found", `there is no message ${messageTs} in ${channel.id}`);
  const changed = withReaction(message, name, user.id);
  if (changed === null) return impossible("already_reacted", `${user.id} has reacted with ${name} already`);
  state.messages.replace(channel.id, changed);
  const item = { type: "message", channel: channel.id, ts: messageTs };
  const event = {
    type: "reaction_added",
    user: user.id,
    reaction: name,
    item,
    item_user: message.user,
    event_ts: state.ids.ts(),
  };
  await sendEvent(state, event);
  return answered({ ok: true });
}

const opener = z.object({ user: person });

/** A person opens the bot's Home tab. */
export const openHomeRoute: Route<z.infer<typeof opener>> = {
  path: "/open-home",
  body: opener,
  act: async (state, { user }) => {
    const view = state.views.home(user.id);
    const event = {
      type: "app_home_opened",
      user: user.id,
      channel: directIdOf(user.id),
      tab: "home",
      ...(view === null ? {} : { view }),
      event_ts: state.ids.ts(),
    };
    return answered(acknowledged(await sendEvent(state, event)));
  },
};

const used = z.object({
  user: person,
  callback_id: z.string().min(1),
  channel: conversation.optional(),
  messageTs: z.string().optional(),
});

/** A person uses a shortcut: on a message where one is named, else from the menu beside the composer. */
export const shortcutRoute: Route<z.infer<typeof used>> = { path: "/shortcut", body: used, act: useShortcut };

async function useShortcut(state: State, wanted: z.infer<typeof used>): Promise<ControlAnswer> {
  const payload = wanted.messageTs === undefined ? globalShortcut(state, wanted) : messageShortcut(state, wanted);
  if (payload === null)
    return impossible("message_not_found", `there is no message ${wanted.messageTs ?? ""} in that channel`);
  return answered(acknowledged(await sendInteraction(state, payload, `shortcut ${wanted.callback_id}`)));
}

function globalShortcut(state: State, { user, callback_id }: z.infer<typeof used>): JsonObject {
  const base = { type: "shortcut", ...interactionBy(user), callback_id, action_ts: state.ids.ts() };
  return { ...base, trigger_id: state.triggers.issue(user.id) };
}

function messageShortcut(
  state: State,
  { user, callback_id, channel, messageTs }: z.infer<typeof used>,
): JsonObject | null {
  const message = channel === undefined ? undefined : state.messages.find(channel.id, messageTs ?? "");
  if (channel === undefined || message === undefined) return null;
  const original = { kind: "message", channel: channel.id, ts: message.ts } as const;
  return {
    type: "message_action",
    ...interactionBy(user),
    callback_id,
    action_ts: state.ids.ts(),
    trigger_id: state.triggers.issue(user.id),
    response_url: state.responseUrls.issue({ user: user.id, channel: channel.id, original }),
    channel: channelField(channel),
    message_ts: message.ts,
    message: { type: "message", ...message },
  };
}
