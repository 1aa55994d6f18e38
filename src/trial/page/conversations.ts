import { getEphemerals, getMessages, type Message } from "./api.ts";
import type { Sources } from "./conversation.ts";
import type { Notices } from "./notices.ts";
import { channelOf, directIdOf, type PageContext } from "./page-context.ts";
import { markSeen, seenUpTo } from "./state.ts";

/** What the page knows of the conversations, as of the last fetch. */
export interface Conversations {
  /** Asks for one conversation anew; false when the server did not answer. */
  fetchChannel(channel: string): Promise<boolean>;
  fetchEphemerals(): Promise<boolean>;
  sources(channel: string): Sources;
  /** False before the first answer: what it brings is not news. */
  isLoaded(channel: string): boolean;
  /** Notes that the reader has the end of this conversation before their eyes. */
  see(channel: string): void;
  unread(): ReadonlySet<string>;
  /** Every conversation that this person can open. */
  ids(): readonly string[];
}

export function createConversations(context: PageContext, notices: Notices): Conversations {
  const messages = new Map<string, readonly Message[]>();
  let ephemerals: readonly Message[] = [];
  const ids = () => [...context.workspace.channels.map((channel) => channel.id), directIdOf(context.standing().person)];
  const sources = (channel: string): Sources => ({
    messages: messages.get(channel) ?? [],
    ephemerals: ephemerals.filter((message) => message.channel === channel),
    notices: notices.of(context.standing().person, channel),
  });
  return {
    ids,
    sources,
    isLoaded: (channel) => messages.has(channel),
    async fetchChannel(channel) {
      const list = await getMessages(channel);
      // The list names no conversation: the call did.
      if (list !== null)
        messages.set(
          channel,
          list.map((message) => ({ ...message, channel })),
        );
      return list !== null;
    },
    async fetchEphemerals() {
      const { person } = context.standing();
      const list = await getEphemerals(person);
      if (list !== null && context.standing().person === person) ephemerals = list;
      return list !== null;
    },
    see(channel) {
      const last = newestTs(sources(channel));
      if (last !== "") markSeen(context.standing().person, channel, last);
    },
    unread() {
      const { person } = context.standing();
      const here = channelOf(context.standing());
      return new Set(
        ids().filter((channel) => channel !== here && newestTs(sources(channel), person) > seenUpTo(person, channel)),
      );
    },
  };
}

/** The newest message, leaving out one's own where `except` names somebody: those need no dot. */
function newestTs({ messages, ephemerals }: Sources, except = ""): string {
  return [...messages, ...ephemerals].reduce(
    (newest, message) => (message.user !== except && message.ts > newest ? message.ts : newest),
    "",
  );
}
