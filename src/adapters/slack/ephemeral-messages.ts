import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { AnswerAddress } from "../../services/ports.ts";

/** Messages that one person alone sees. Slack edits them through the response URL of a click only, never by their ts. */
export interface EphemeralMessages {
  /** After a click on it. */
  remember(message: MessageRef, answerTo: AnswerAddress): void;
  /** One that stands in a person's direct conversation with the bot: edited like any other, but read by nobody else. */
  rememberDirect(message: MessageRef): void;
  isDirect(message: MessageRef): boolean;
  /** Through what it is edited; null for a message that all can see. */
  addressOf(message: MessageRef): AnswerAddress | null;
}

/** More than people click on within the 30 minutes that a response URL lives. */
const messagesMax = 500;

export function createEphemeralMessages(): EphemeralMessages {
  const addresses = new Map<string, AnswerAddress>();
  const direct = new Set<string>();
  return {
    remember(message, answerTo) {
      const key = keyOf(message);
      addresses.delete(key);
      addresses.set(key, answerTo);
      const oldest = addresses.keys().next();
      if (addresses.size > messagesMax && oldest.done !== true) addresses.delete(oldest.value);
    },
    rememberDirect(message) {
      direct.add(keyOf(message));
      const [oldest] = direct;
      if (direct.size > messagesMax && oldest !== undefined) direct.delete(oldest);
    },
    isDirect: (message) => direct.has(keyOf(message)),
    addressOf: (message) => addresses.get(keyOf(message)) ?? null,
  };
}

function keyOf({ channel, ts }: MessageRef): string {
  return `${channel} ${ts}`;
}
