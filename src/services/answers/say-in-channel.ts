import type { AskedCommand } from "../ports.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisperSentence } from "./whisper.ts";

/** What concerns everyone, and who did it. */
export async function sayInChannel(
  self: AnswerOptions,
  { user, answerTo }: Pick<AskedCommand, "user" | "answerTo">,
  what: string,
): Promise<void> {
  const said = await self.chat.post(self.channel, { kind: "notice", sentence: what, by: user });
  if (!said.ok) await whisperSentence(self, answerTo, `It is done, but the channel was not told: ${said.error.detail}`);
}
