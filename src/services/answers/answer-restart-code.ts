import type { Click } from "../ports.ts";
import type { FieldErrors, Submission } from "../ports-dialogs.ts";
import type { CodeVerdict } from "../ports-restart.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { personOf } from "./answer-restart.ts";
import { whisperSentence } from "./whisper.ts";

/** An approval that needs a one-time code is decided by the dialog that asks for it. */
export async function askForCode(self: AnswerOptions, clicked: Click): Promise<void> {
  const found = await self.restarts.find({ id: clicked.value });
  const request = found.ok ? found.value : null;
  const { message } = clicked;
  if (request === null || message === null)
    return whisperSentence(self, clicked.answerTo, "The bot knows no such request: it is over.");
  const { id, number, host, daemon } = request;
  const clickedAt = clicked.clickedAt ?? null;
  const dialog = { kind: "restart code", request: id, message, clickedAt, number, host, daemon } as const;
  const opened = await self.chat.openDialog(clicked.trigger, dialog);
  if (opened.ok) return;
  const sentence = `Slack did not open the dialog for your one-time code. ${opened.error.detail} Press Approve again.`;
  await whisperSentence(self, clicked.answerTo, sentence);
}

/** Null when it was right and the approval counts. */
export async function takeCode(
  self: AnswerOptions,
  submission: Extract<Submission, { kind: "code" }>,
): Promise<FieldErrors | null> {
  const { request, message, clickedAt, user, code } = submission;
  const verdict = self.codes.check(user, code);
  if (verdict !== "right") {
    self.log.warn("a one-time code was not right", { user, verdict });
    return { code: sentences[verdict] };
  }
  const by = personOf(submission);
  const at = clickedAt === null ? {} : { clickedAt };
  const done = await self.restarts.decide({ request, by, message, verdict: "approve", coded: true, ...at });
  return done.ok ? null : { code: done.error.sentence };
}

const sentences: Readonly<Record<Exclude<CodeVerdict, "right">, string>> = {
  wrong: "That code is not right, or not any more: type the one that is shown now.",
  used: "That code was used already: wait for the next one.",
  locked: "Too many wrong codes: try again in 15 min.",
  none: "No one-time code is set up for you: ask whoever keeps the bot's file of codes.",
};
