import type { Announcements } from "./announcements.ts";
import type { JsonObject } from "./json.ts";

/** A channel of a trial is read by people: older messages than these are dropped. */
export const MESSAGES_MAX = 1000;

export interface Message {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user: string;
  readonly bot_id?: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly metadata?: JsonObject;
  readonly files?: readonly JsonObject[];
  readonly reactions?: readonly Reaction[];
  readonly reply_broadcast?: true;
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
  readonly count: number;
}

/** The messages of all conversations, oldest first, thread replies among them. */
export interface Messages {
  add(channel: string, message: Message): void;
  /** Puts `message` in the place of the one with its `ts`, which must exist. */
  replace(channel: string, message: Message): void;
  remove(channel: string, ts: string): void;
  find(channel: string, ts: string): Message | undefined;
  list(channel: string): readonly Message[];
  clear(): void;
}

export function createMessages(options: { announcements: Announcements }): Messages {
  const byChannel = new Map<string, readonly Message[]>();
  const list = (channel: string) => byChannel.get(channel) ?? [];
  const set = (channel: string, messages: readonly Message[]) => {
    byChannel.set(channel, messages.slice(-MESSAGES_MAX));
    options.announcements.publish({ name: "message", data: { channel } });
  };
  return {
    add: (channel, message) => set(channel, [...list(channel), message]),
    replace(channel, message) {
      const changed = list(channel).map((each) => (each.ts === message.ts ? message : each));
      set(channel, changed);
    },
    remove(channel, ts) {
      const left = list(channel).filter((each) => each.ts !== ts);
      set(channel, left);
    },
    find: (channel, ts) => list(channel).find((each) => each.ts === ts),
    list,
    clear() {
      for (const channel of byChannel.keys()) set(channel, []);
    },
  };
}
