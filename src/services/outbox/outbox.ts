import type { Transition } from "../../domain/alert/effect.ts";
import type { Notice } from "../../domain/notice/notice.ts";
import type { OutgoingMessage, OutgoingPlace } from "../ports-store.ts";

/**
 * Every message that the bot sends unasked. What is asked of it changes the memory at once and returns the changed messages,
 * which the caller stores in the same turn, together with the reason for them; nothing is sent before `release` says that they are stored.
 */
export interface Outbox {
  /** A new message, not sent yet. */
  add(asked: NewMessage): OutgoingMessage;
  /** The message is to show this instead; null where there is no such message any more. */
  revise(
    id: string,
    change: {
      readonly notice: Notice;
      readonly urgency: OutgoingMessage["urgency"];
      readonly transitions?: readonly NewTransition[];
    },
  ): OutgoingMessage | null;
  find(id: string): OutgoingMessage | null;
  /** They are stored, or the store is out of order: now they may be sent. */
  release(messages: readonly OutgoingMessage[]): void;
  /** The message will not change any more: once it is sent it may be forgotten. */
  finish(id: string): void;
  /** How much waits, for the bot's own metrics. */
  backlog(): { readonly messages: number; readonly oldestMs: number };
  start(): void;
  stop(): Promise<void>;
}

export interface NewMessage {
  readonly id: string;
  readonly place: OutgoingPlace;
  readonly urgency: OutgoingMessage["urgency"];
  readonly notice: Notice;
  /** The recorded transitions whose `message` is this one: needed to count them where many are told in one message. */
  readonly transitions?: readonly NewTransition[];
}

export interface NewTransition {
  /** Of its record. */
  readonly id: string;
  readonly transition: Transition;
}
