import type { Message } from "./api.ts";

/** What the page itself tells one person in a conversation, such as a command that failed. Gone at the next reload. */
export interface Notices {
  add(notice: { person: string; channel: string; threadTs: string | null; text: string }): void;
  of(person: string, channel: string): readonly Message[];
}

/** Older ones have been read or never will be. */
const NOTICES_MAX = 30;

export function createNotices(): Notices {
  let all: { readonly person: string; readonly message: Message }[] = [];
  return {
    add({ person, channel, threadTs, text }) {
      const message: Message = {
        ts: (Date.now() / 1000).toFixed(6),
        ...{ channel, threadTs, text, user: "", blocks: [], edited: false, reactions: [] },
        raw: { text },
      };
      all = [...all, { person, message }].slice(-NOTICES_MAX);
    },
    of: (person, channel) =>
      all.flatMap((each) => (each.person === person && each.message.channel === channel ? [each.message] : [])),
  };
}
