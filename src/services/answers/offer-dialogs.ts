import type { Command } from "../../domain/command/command.ts";
import type { AskedCommand, Click } from "../ports.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisper, whisperObjection } from "./whisper.ts";

export interface DialogOffers {
  /** Shows the asker a button in the place of the dialog, where the chat opens none in answer to what was asked. */
  offer(asked: AskedCommand, command: DialogCommand): Promise<void>;
  /** What the button stands for, as if it had been asked by the click; null, and its clicker is told, where it is forgotten. */
  take(clicked: Click): Promise<AskedCommand | null>;
}

/** Commands that ask by a dialog where they say no more. */
export type DialogCommand = Extract<Command, { kind: "silence dialog" | "report" | "restart" }>;

/** Those that say nothing of what the dialog asks for. */
export function asksByDialog(command: Command): command is DialogCommand {
  if (command.kind === "report") return command.text === "";
  return command.kind === "restart" ? command.reason === "" : command.kind === "silence dialog";
}

/** People press such a button at once; an older one says that it should be asked again. */
export const offersMax = 200;

export function createDialogOffers(self: AnswerOptions): DialogOffers {
  const offers = new Map<string, AskedCommand>();
  return {
    offer(asked, command) {
      const id = self.newId();
      offers.set(id, asked);
      const [oldest] = offers.keys();
      if (offers.size > offersMax && oldest !== undefined) offers.delete(oldest);
      return whisper(self, asked.answerTo, { kind: "dialog offer", id, sentence: sentenceOf(command) });
    },
    async take({ value, user, team, trigger, answerTo }) {
      const asked = offers.get(value);
      if (asked !== undefined) return { ...asked, user, team, trigger, answerTo: answerTo ?? asked.answerTo };
      await whisperObjection(self, answerTo, "The bot no longer holds what this button was for. Ask again.");
      return null;
    },
  };
}

/** What the dialog is for, and how to do without it. */
function sentenceOf(command: DialogCommand): string {
  switch (command.kind) {
    case "restart":
      return `A restart of ${command.daemon} on ${command.host} needs a reason: this button asks for it and shows what the restart would cost. Or write it behind the daemon.`;
    case "silence dialog":
      return "A silence needs a length and a reason: this button asks for them and shows what would be quiet. Or write them behind the host.";
    case "report":
      return "A report needs a few words: this button asks for them. Or write them behind report.";
  }
}
