import { conversationOf } from "../conversations.ts";
import { textIn } from "../json.ts";
import type { Message } from "../messages.ts";
import { BOT } from "../people.ts";
import { withoutReaction, withReaction } from "../reactions.ts";
import { type Answer, botMethod, type Call, lacking, type Method, refusal } from "./method.ts";

export const reactionMethods: readonly Method[] = [
  botMethod("reactions.add", "reactions:write", addReaction),
  botMethod("reactions.remove", "reactions:write", removeReaction),
  botMethod("reactions.get", "reactions:read", getReactions),
];

function addReaction(call: Call): Answer {
  return onMessage(call, (message, channel) => {
    const name = textIn(call.args.name);
    if (name === undefined) return lacking(call, "name");
    const changed = withReaction(message, name, BOT.id);
    if (changed === null) return refusal("already_reacted");
    call.state.messages.replace(channel, changed);
    return { ok: true };
  });
}

function removeReaction(call: Call): Answer {
  return onMessage(call, (message, channel) => {
    const name = textIn(call.args.name);
    if (name === undefined) return lacking(call, "name");
    const changed = withoutReaction(message, name, BOT.id);
    if (changed === null) return refusal("no_reaction");
    call.state.messages.replace(channel, changed);
    return { ok: true };
  });
}

function getReactions(call: Call): Answer {
  return onMessage(call, (message, channel) => ({
    ok: true,
    type: "message",
    channel,
    message: { type: "message", ...message },
  }));
}

function onMessage(call: Call, act: (message: Message, channel: string) => Answer): Answer {
  const channel = textIn(call.args.channel);
  const ts = textIn(call.args.timestamp);
  if (channel === undefined) return lacking(call, "channel");
  if (ts === undefined) return lacking(call, "timestamp");
  if (conversationOf(channel) === null) return refusal("channel_not_found");
  const message = call.state.messages.find(channel, ts);
  return message === undefined ? refusal("message_not_found") : act(message, channel);
}
