import type { Command, KnownWords } from "../../domain/command/command.ts";
import { hostInText } from "../../domain/command/host-in-text.ts";
import { reportTextMax } from "../../domain/command/parse-report.ts";
import { reportPhrase } from "../../domain/command/report-phrase.ts";
import { printable } from "../../domain/printable.ts";
import type { AnswerAddress, AskedCommand, ChatHandlers, ReportShortcut } from "../ports.ts";
import type { FieldErrors, ReportDialog, Submission } from "../ports-dialogs.ts";
import { type AnswerOptions, knownWordsOf } from "./answer-options.ts";
import type { AddressMemory } from "./remember-addresses.ts";
import { type GivenReport, takeReport } from "./take-report.ts";
import { whisperObjection, whisperSentence } from "./whisper.ts";

export interface ReportAnswers {
  answer(asked: AskedCommand, command: Extract<Command, { kind: "report" }>): Promise<void>;
  shortcut: ChatHandlers["reportShortcut"];
  submit(submission: ReportSubmission): Promise<FieldErrors | null>;
}

type ReportSubmission = Extract<Submission, { kind: "report" }>;

/** Takes reports of people that users suffer: by command, by dialog, and from the menu of a message. */
export function createReportAnswers(self: AnswerOptions, addresses: AddressMemory): ReportAnswers {
  const open = (from: Opening, dialog: Pick<ReportDialog, "host" | "text">): Promise<void> => {
    addresses.opened(from.user, from.answerTo ?? null);
    return openDialog(self, from, dialog);
  };
  return {
    answer: (asked, { host, text }) =>
      text === "" ? open(asked, { host, text }) : take(self, { host, text, by: asked.user }, asked.answerTo),
    shortcut: (asked) =>
      open(asked, { host: hostInText(asked.text, knownWordsOf(self)), text: printable(asked.text, reportTextMax) }),
    async submit({ user, host, text: typed }) {
      const text = printable(typed, reportTextMax);
      const wrong = problemsOf({ host, text }, knownWordsOf(self));
      if (wrong !== null) return wrong;
      // A reading takes longer than the chat waits for the dialog: what became of the report is whispered.
      void take(self, { host, text, by: user }, addresses.of(user)).catch((error: unknown) =>
        self.log.error("a report was lost", { host, text, by: user, error: String(error) }),
      );
      return null;
    },
  };
}

type Opening = Pick<ReportShortcut, "user" | "trigger" | "answerTo">;

async function openDialog(
  self: AnswerOptions,
  { trigger, answerTo }: Opening,
  { host, text }: Pick<ReportDialog, "host" | "text">,
): Promise<void> {
  const { hosts } = knownWordsOf(self);
  const opened = await self.chat.openDialog(trigger, { kind: "report", hosts, host, text });
  if (opened.ok) return;
  self.log.warn("could not open the dialog of a report", { reason: opened.error.reason });
  const sentence = `Slack did not open the dialog. ${opened.error.detail} Type ${self.commandName} report and what is wrong.`;
  await whisperObjection(self, answerTo ?? null, sentence);
}

function problemsOf({ host, text }: Pick<GivenReport, "host" | "text">, known: KnownWords): FieldErrors | null {
  if (host !== null && !known.hosts.includes(host)) return { host: `No host ${host} is watched any more.` };
  return text === "" ? { text: "Say what is wrong, in a few words." } : null;
}

async function take(self: AnswerOptions, given: GivenReport, to: AnswerAddress | null): Promise<void> {
  const taken = await takeReport(self, given);
  if (!taken.ok) return whisperObjection(self, to, taken.error.sentence);
  await whisperSentence(self, to, reportPhrase({ ...taken.value, channel: self.channel }));
}
