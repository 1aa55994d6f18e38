import { parseCommand } from "../domain/command/parse-command.ts";
import type {
  AnswerAddress,
  AskedCommand,
  Chat,
  ChatHandlers,
  Click,
  Clock,
  Log,
  Reply,
  StatusReply,
} from "./ports.ts";
import { type AnswerMemory, createAnswerMemory, type GivenAnswer } from "./remember-answers.ts";
import type { HostWatch } from "./watch-hosts.ts";

export interface AnswerOptions {
  readonly chat: Chat;
  readonly watch: HostWatch;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** With its slash. */
  readonly commandName: string;
  readonly hosts: readonly string[];
}

interface Answering extends AnswerOptions {
  readonly answers: AnswerMemory;
}

/** Answers what people ask in the chat: commands, and the buttons under the answers. */
export function createAnswerCommand(options: AnswerOptions): ChatHandlers {
  const answering = { ...options, answers: createAnswerMemory(options.newId) };
  return {
    command: (asked) => answerCommand(answering, asked),
    click: (clicked) => answerClick(answering, clicked),
    homeOpened: (user) => showHome(answering, user),
  };
}

async function answerCommand(self: Answering, asked: AskedCommand): Promise<void> {
  const { commandName, hosts } = self;
  const parsed = parseCommand(asked.text, { hosts, commandName });
  if (!parsed.ok) return whisper(self, asked.answerTo, { kind: "usage", commandName, ...parsed.error });
  if (parsed.value.kind === "help") return whisper(self, asked.answerTo, { kind: "help", commandName, hosts });
  return answerStatus(self, asked, { kind: parsed.value.kind, scope: parsed.value.host });
}

/** Says at once that it is asking, then edits that message as the hosts answer. */
async function answerStatus(
  self: Answering,
  asked: AskedCommand,
  question: Pick<GivenAnswer, "kind" | "scope">,
): Promise<void> {
  const answer = self.answers.keep({ ...question, board: self.watch.waiting(question.scope) });
  const posted = await self.chat.post(asked.channel, replyOf(self, answer));
  if (!posted.ok) {
    self.log.warn("could not answer in the channel", { channel: asked.channel, reason: posted.error.reason });
    await look(self, answer, () => undefined);
    return whisper(self, asked.answerTo, replyOf(self, answer));
  }
  const show = () => self.chat.update(posted.value, replyOf(self, answer));
  await look(self, answer, () => void show());
  const shown = await show();
  if (!shown.ok) self.log.warn("could not show the answer", { channel: asked.channel, reason: shown.error.reason });
}

async function answerClick(self: Answering, clicked: Click): Promise<void> {
  const answer = self.answers.find(clicked.value);
  if (answer === null) return tellForgotten(self, clicked);
  if (clicked.action === "status_refresh") return refresh(self, clicked, answer);
  const { board } = answer;
  const opened = await self.chat.openDialog(clicked.trigger, { kind: "details", board, now: self.clock.now() });
  if (!opened.ok) self.log.warn("could not open the details", { reason: opened.error.reason });
}

/** Several people press Refresh at once: one reading answers them all. */
async function refresh(self: Answering, clicked: Click, answer: GivenAnswer): Promise<void> {
  if (answer.refreshing) return;
  answer.refreshing = true;
  await look(self, answer, () => undefined);
  answer.refreshing = false;
  const reply = replyOf(self, answer);
  const shown = await (clicked.message === null
    ? self.chat.publishHome(clicked.user, reply)
    : self.chat.update(clicked.message, reply));
  if (!shown.ok) self.log.warn("could not show the new figures", { reason: shown.error.reason });
}

async function showHome(self: Answering, user: string): Promise<void> {
  const answer = self.answers.keep({ kind: "status", scope: null, board: self.watch.board() });
  const shown = await self.chat.publishHome(user, replyOf(self, answer));
  if (!shown.ok) self.log.warn("could not show the App Home", { reason: shown.error.reason });
}

async function look(self: Answering, answer: GivenAnswer, onProgress: () => void): Promise<void> {
  answer.board = await self.watch.look(answer.scope, (board) => {
    answer.board = board;
    onProgress();
  });
}

function replyOf(self: Answering, answer: GivenAnswer): StatusReply {
  const { kind, id, scope, board } = answer;
  return { kind, id, scope, board, now: self.clock.now() };
}

async function tellForgotten(self: Answering, clicked: Click): Promise<void> {
  if (clicked.answerTo === null) return;
  const sentence = `The bot no longer holds the figures behind this answer. Ask again with ${self.commandName} status.`;
  await whisper(self, clicked.answerTo, { kind: "notice", sentence });
}

async function whisper(self: Answering, to: AnswerAddress, reply: Reply): Promise<void> {
  const told = await self.chat.whisper(to, reply);
  if (!told.ok) self.log.warn("could not answer", { reason: told.error.reason, detail: told.error.detail });
}
