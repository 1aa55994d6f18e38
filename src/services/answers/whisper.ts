import type { AnswerAddress, Chat, Log, Reply } from "../ports.ts";

interface Whispering {
  readonly chat: Pick<Chat, "whisper">;
  readonly log: Log;
}

/** Tells the person alone who asked. Where the chat does not take it, or gave no address, the log says so. */
export async function whisper(self: Whispering, to: AnswerAddress | null, reply: Reply): Promise<void> {
  if (to === null) return self.log.warn("could not answer", { reason: "no address", reply: reply.kind });
  const told = await self.chat.whisper(to, reply);
  if (!told.ok) self.log.warn("could not answer", { reason: told.error.reason, detail: told.error.detail });
}

/** The same where what was asked for was not done: why, and what to do now. */
export function whisperObjection(self: Whispering, to: AnswerAddress | null, sentence: string): Promise<void> {
  return whisper(self, to, { kind: "notice", sentence, isRefusal: true });
}

/** One or more whole sentences for the person alone. */
export function whisperSentence(self: Whispering, to: AnswerAddress | null, sentence: string): Promise<void> {
  return whisper(self, to, { kind: "notice", sentence });
}
