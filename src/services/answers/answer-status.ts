import { type Result, succeed } from "../../domain/result.ts";
import type { AnswerAddress, AskedCommand, ChatFailure, Click } from "../ports.ts";
import type { StatusReply } from "../ports-status.ts";
import type { Homes } from "./answer-home.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { privateNote } from "./private-note.ts";
import type { AnswerMemory, GivenAnswer } from "./remember-answers.ts";
import { whisper, whisperSentence } from "./whisper.ts";

export interface StatusAnswers {
  /** Says how hosts stand, or why, in the channel. */
  answer(asked: AskedCommand, question: StatusQuestion): Promise<void>;
  click(clicked: Click): Promise<void>;
}

export type StatusQuestion = Pick<GivenAnswer, "kind" | "scope">;

interface Answering extends Pick<AnswerOptions, "chat" | "watch" | "clock" | "log" | "commandName"> {
  readonly answers: AnswerMemory;
  readonly homes: Pick<Homes, "publish">;
}

/** Answers `status` and `why`, and the buttons under those answers and on the Home tab. */
export function createStatusAnswers(self: Answering): StatusAnswers {
  return {
    answer: (asked, question) => answerStatus(self, asked, question),
    click: (clicked) => answerClick(self, clicked),
  };
}

async function answerStatus(self: Answering, asked: AskedCommand, question: StatusQuestion): Promise<void> {
  const board = self.watch.waiting(question.scope);
  const answer = self.answers.keep({ ...question, note: null, board });
  const posted = await whileRefreshing(answer, () => answerInChannel(self, asked, answer));
  if (posted.ok) return;
  const { reason, detail } = posted.error;
  self.log.warn("could not answer in the channel", { channel: asked.channel, reason, detail });
  if (answer.board.hosts.some((host) => host.kind === "waiting")) await look(self, answer, () => undefined);
  return answerAlone(self, asked.answerTo, { answer, reason });
}

/** An answer of its own: the first may stand in the channel after all, where a Refresh of it must not say "only you". */
async function answerAlone(
  self: Answering,
  to: AnswerAddress,
  { answer, reason }: { readonly answer: GivenAnswer; readonly reason: ChatFailure["reason"] },
): Promise<void> {
  const { kind, scope, board } = answer;
  const alone = self.answers.keep({ kind, scope, board, note: privateNote(reason, self.commandName) });
  return whisper(self, to, replyOf(self, alone));
}

/** Says at once that it is asking, then edits that message as the hosts answer. Fails where the answer cannot be shown. */
async function answerInChannel(
  self: Answering,
  { channel, thread }: AskedCommand,
  answer: GivenAnswer,
): Promise<Result<null, ChatFailure>> {
  const posted = await self.chat.post(channel, replyOf(self, answer), thread);
  if (!posted.ok) return posted;
  const show = () => self.chat.update(posted.value, replyOf(self, answer));
  await look(self, answer, () => void show());
  const shown = await show();
  return shown.ok ? succeed(null) : shown;
}

/**
 * A Refresh meanwhile has nothing to add. The message has its buttons from the beginning: two that edit it at once would
 * leave the older figures standing.
 */
async function whileRefreshing<T>(answer: GivenAnswer, act: () => Promise<T>): Promise<T> {
  answer.refreshing = true;
  try {
    return await act();
  } finally {
    answer.refreshing = false;
  }
}

async function answerClick(self: Answering, clicked: Click): Promise<void> {
  const answer = self.answers.find(clicked.value);
  if (answer === null) return tellForgotten(self, clicked);
  if (clicked.action === "status_refresh") return refresh(self, clicked, answer);
  const { board } = answer;
  const opened = await self.chat.openDialog(clicked.trigger, { kind: "details", board, now: self.clock.now() });
  if (opened.ok) return;
  self.log.warn("could not open the details", { reason: opened.error.reason });
  const sentence = `Slack did not open the details. ${opened.error.detail} Press Details again.`;
  await whisperSentence(self, clicked.answerTo, sentence);
}

/** Several people press Refresh at once: one reading answers them all. */
async function refresh(self: Answering, clicked: Click, answer: GivenAnswer): Promise<void> {
  if (answer.refreshing) return;
  await whileRefreshing(answer, async () => {
    await look(self, answer, () => undefined);
    const reply = replyOf(self, answer);
    const shown = await (clicked.message === null
      ? self.homes.publish(clicked.user, reply)
      : self.chat.update(clicked.message, reply));
    if (shown.ok) return;
    const { reason } = shown.error;
    self.log.warn("could not show the new figures", { reason });
    if (clicked.answerTo !== null) await answerAlone(self, clicked.answerTo, { answer, reason });
  });
}

async function look(self: Answering, answer: GivenAnswer, onProgress: () => void): Promise<void> {
  answer.board = await self.watch.look(answer.scope, (board) => {
    answer.board = board;
    onProgress();
  });
}

function replyOf(self: Answering, answer: GivenAnswer): StatusReply {
  const { kind, id, scope, note, board } = answer;
  return { kind, id, scope, note, board, now: self.clock.now() };
}

async function tellForgotten(self: Answering, clicked: Click): Promise<void> {
  const sentence = `The bot no longer holds the figures behind this answer. Ask again with ${self.commandName} status.`;
  await whisperSentence(self, clicked.answerTo, sentence);
}
