import { listCommands } from "../../domain/command/list-commands.ts";
import type { AskedCommand } from "../ports.ts";
import { type AnswerOptions, knownWordsOf } from "./answer-options.ts";
import { personOf } from "./answer-restart.ts";
import { whisper } from "./whisper.ts";

/** `help`: what this person may do, by the functions that decide when it is done. */
export async function answerHelp(self: AnswerOptions, asked: AskedCommand): Promise<void> {
  const known = knownWordsOf(self);
  const rights = await self.restarts.rightsOf(personOf(asked));
  const { whyNot } = rights;
  const note = whyNot === null ? null : `${whyNot}, so restarts, locks, deploys and doctor are left out here.`;
  const { hosts, commandName } = known;
  return whisper(self, asked.answerTo, {
    kind: "help",
    commandName,
    hosts,
    commands: listCommands(known, rights),
    note,
  });
}
