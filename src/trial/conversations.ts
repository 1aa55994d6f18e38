import { BOT, CHANNELS, PEOPLE } from "./people.ts";

/** A channel, or a person's direct messages with the bot. */
export type Conversation =
  | {
      readonly kind: "channel";
      readonly id: string;
      readonly name: string;
      readonly purpose: string;
      readonly members: readonly string[];
    }
  | { readonly kind: "im"; readonly id: string; readonly user: string; readonly members: readonly string[] };

/** The conversation with this id, or null. A direct conversation has the person's id with "D" for "U", and needs no opening. */
export function conversationOf(id: string): Conversation | null {
  const channel = CHANNELS.find((each) => each.id === id);
  if (channel !== undefined) return { kind: "channel", ...channel };
  const person = PEOPLE.find((each) => directIdOf(each.id) === id);
  return person === undefined ? null : { kind: "im", id, user: person.id, members: [person.id, BOT.id] };
}

/** What a post may be addressed to: a channel by its id or "#name", a direct conversation, or a person. */
export function addressedBy(channel: string): Conversation | null {
  const named = CHANNELS.find((each) => `#${each.name}` === channel);
  if (named !== undefined) return { kind: "channel", ...named };
  return conversationOf(channel) ?? conversationOf(directIdOf(channel));
}

export function directIdOf(userId: string): string {
  return userId.replace(/^U/, "D");
}

/** What Slack writes into the payload's `channel.name`. */
export function nameOf(conversation: Conversation): string {
  return conversation.kind === "channel" ? conversation.name : "directmessage";
}
