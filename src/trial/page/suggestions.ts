import type { Command } from "./workspace.ts";

/** Something that can be completed in the message box. */
export interface Suggestion {
  /** What the box holds after it was chosen. */
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly note: string;
}

/** More would cover the conversation on a phone. */
const SUGGESTIONS_MAX = 8;

/**
 * Completions for what has been typed: command names, then the words a command offers in its usage hint; behind "@" the bot,
 * and then the same words.
 */
export function suggestionsFor(typed: string, commands: readonly Command[], bot: string): readonly Suggestion[] {
  if (typed.startsWith("@")) return mentionsLike(typed, commands, bot).slice(0, SUGGESTIONS_MAX);
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  const space = typed.indexOf(" ");
  if (space < 0) return commandsLike(typed, commands).slice(0, SUGGESTIONS_MAX);
  const command = commands.find((each) => each.command === typed.slice(0, space));
  return command === undefined ? [] : wordsLike(typed.slice(space + 1), command).slice(0, SUGGESTIONS_MAX);
}

/** The first words of a usage hint such as "status [host] | why [host] | help"; none where it is no list of words. */
export function wordsOfHint(usageHint: string): readonly { readonly word: string; readonly rest: string }[] {
  const pieces = usageHint.replace(/^\[(.*)\]$/, "$1").split(/\s*[|·,]\s*/);
  const words = pieces.flatMap((piece) => {
    const match = /^([a-z][a-z-]*)\s*(.*)$/.exec(piece.trim());
    return match === null ? [] : [{ word: match[1] ?? "", rest: match[2] ?? "" }];
  });
  return words.length === pieces.length && words.length > 1 ? words : [];
}

function mentionsLike(typed: string, commands: readonly Command[], bot: string): readonly Suggestion[] {
  const mention = `@${bot}`;
  const [command] = commands;
  if (command !== undefined && typed.startsWith(`${mention} `))
    return wordsLike(typed.slice(mention.length + 1), command, mention);
  if (!mention.startsWith(typed.toLowerCase()) || typed === mention) return [];
  return [{ text: `${mention} `, label: mention, hint: "", note: "Ask the bot; it answers in the thread" }];
}

function commandsLike(typed: string, commands: readonly Command[]): readonly Suggestion[] {
  return commands
    .filter((each) => each.command.toLowerCase().startsWith(typed.toLowerCase()))
    .map((each) => ({ text: `${each.command} `, label: each.command, hint: each.usageHint, note: each.description }));
}

function wordsLike(typed: string, command: Command, said = command.command): readonly Suggestion[] {
  if (typed.includes(" ")) return [];
  return wordsOfHint(command.usageHint)
    .filter(({ word }) => word.startsWith(typed.toLowerCase()) && word !== typed)
    .map(({ word, rest }) => ({
      text: `${said} ${word}${rest === "" ? "" : " "}`,
      label: `${said} ${word}`,
      hint: rest,
      note: "",
    }));
}
