import type { Message, Reaction } from "./messages.ts";

/** The message with one more reaction; null when this person has reacted so already. */
export function withReaction(message: Message, name: string, user: string): Message | null {
  const before = message.reactions ?? [];
  const same = before.find((each) => each.name === name);
  if (same === undefined) return { ...message, reactions: [...before, reaction(name, [user])] };
  if (same.users.includes(user)) return null;
  return {
    ...message,
    reactions: before.map((each) => (each === same ? reaction(name, [...same.users, user]) : each)),
  };
}

/** The message without that reaction of this person; null when there is none. */
export function withoutReaction(message: Message, name: string, user: string): Message | null {
  const before = message.reactions ?? [];
  const same = before.find((each) => each.name === name);
  if (same === undefined || !same.users.includes(user)) return null;
  const left = reaction(
    name,
    same.users.filter((each) => each !== user),
  );
  return {
    ...message,
    reactions: before.map((each) => (each === same ? left : each)).filter((each) => each.count > 0),
  };
}

function reaction(name: string, users: readonly string[]): Reaction {
  return { name, users, count: users.length };
}
