import type { Announcements } from "./announcements.ts";
import { type FormState, initialState } from "./blocks/form-state.ts";
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
  /** Puts `message` in the place of the one with its `ts`, which must exist. What people entered into it is forgotten. */
  replace(channel: string, message: Message): void;
  remove(channel: string, ts: string): void;
  find(channel: string, ts: string): Message | undefined;
  list(channel: string): readonly Message[];
  stateOf(channel: string, ts: string): FormState;
  enter(channel: string, ts: string, state: FormState): void;
  clear(): void;
}

export function createMessages(options: { announcements: Announcements }): Messages {
  const byChannel = new Map<string, Message[]>();
  const states = new Map<string, FormState>();
  const announce = (channel: string) => options.announcements.publish({ name: "message", data: { channel } });
  const inChannel = (channel: string) => byChannel.get(channel) ?? [];
  const find = (channel: string, ts: string) => inChannel(channel).find((each) => each.ts === ts);
  return {
    add(channel, message) {
      const all = [...inChannel(channel), message];
      for (const dropped of all.slice(0, -MESSAGES_MAX)) states.delete(`${channel} ${dropped.ts}`);
      byChannel.set(channel, all.slice(-MESSAGES_MAX));
      announce(channel);
    },
    replace(channel, message) {
      byChannel.set(
        channel,
        inChannel(channel).map((each) => (each.ts === message.ts ? message : each)),
      );
      states.delete(`${channel} ${message.ts}`);
      announce(channel);
    },
    remove(channel, ts) {
      byChannel.set(
        channel,
        inChannel(channel).filter((each) => each.ts !== ts),
      );
      states.delete(`${channel} ${ts}`);
      announce(channel);
    },
    find,
    list: inChannel,
    stateOf: (channel, ts) => states.get(`${channel} ${ts}`) ?? initialState(find(channel, ts)?.blocks ?? []),
    enter: (channel, ts, state) => void states.set(`${channel} ${ts}`, state),
    clear() {
      const channels = [...byChannel.keys()];
      byChannel.clear();
      states.clear();
      for (const channel of channels) announce(channel);
    },
  };
}
