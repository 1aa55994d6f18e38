import type { Message } from "./api.ts";
import { dayOf, secondsOf } from "./dates.ts";
import type { Row } from "./row.ts";

/** A line of a conversation: a day's heading or a message. */
export type Line = { readonly kind: "day"; readonly label: string } | { readonly kind: "row"; readonly row: Row };

export interface Sources {
  readonly messages: readonly Message[];
  readonly ephemerals: readonly Message[];
  /** What the page itself has to say, in the shape of messages without a user. */
  readonly notices: readonly Message[];
}

/** Messages of the same author within this time stand under one name, as in Slack. */
const GROUP_SECONDS = 300;

/** The channel's main line: everything outside threads, ephemeral messages among the others by their time. */
export function channelLines(sources: Sources): readonly Line[] {
  const isTop = (message: Message) =>
    message.threadTs === null || message.threadTs === message.ts || message.raw.reply_broadcast === true;
  const top: Sources = {
    messages: sources.messages.filter(isTop),
    ephemerals: sources.ephemerals.filter((message) => message.threadTs === null),
    notices: sources.notices.filter((message) => message.threadTs === null),
  };
  return linesOf(top, (message) => repliesOf(message, sources.messages), false);
}

/** One thread: its first message and the replies. */
export function threadLines(sources: Sources, ts: string): readonly Line[] {
  const belongs = (message: Message) => message.threadTs === ts || message.ts === ts;
  const inside: Sources = {
    messages: sources.messages.filter(belongs),
    ephemerals: sources.ephemerals.filter(belongs),
    notices: sources.notices.filter(belongs),
  };
  return linesOf(inside, () => null, true);
}

function linesOf(sources: Sources, replies: (message: Message) => Row["replies"], inThread: boolean): readonly Line[] {
  const all = [
    ...sources.messages.map((message) => ({ message, kind: "message" as const })),
    ...sources.ephemerals.map((message) => ({ message, kind: "ephemeral" as const })),
    ...sources.notices.map((message) => ({ message, kind: "notice" as const })),
  ].sort((left, right) => secondsOf(left.message.ts) - secondsOf(right.message.ts));
  const lines: Line[] = [];
  let day = "";
  for (const [index, { message, kind }] of all.entries()) {
    const label = dayOf(message.ts);
    const newDay = label !== day;
    if (newDay) lines.push({ kind: "day", label });
    day = label;
    const above = all[index - 1];
    // A long answer under somebody's short line would seem to belong to it: it gets its own heading.
    const isShort = message.blocks.length <= 1 && kind !== "notice";
    const grouped = !newDay && isShort && above !== undefined && above.kind === kind && isNear(above.message, message);
    lines.push({
      kind: "row",
      row: { message, kind, grouped, replies: kind === "message" ? replies(message) : null, inThread },
    });
  }
  return lines;
}

function isNear(above: Message, message: Message): boolean {
  return above.user === message.user && secondsOf(message.ts) - secondsOf(above.ts) < GROUP_SECONDS;
}

function repliesOf(parent: Message, messages: readonly Message[]): Row["replies"] {
  const replies = messages.filter((message) => message.threadTs === parent.ts && message.ts !== parent.ts);
  const last = replies.at(-1);
  if (last === undefined) return null;
  return { count: replies.length, lastTs: last.ts, users: Array.from(new Set(replies.map((reply) => reply.user))) };
}
