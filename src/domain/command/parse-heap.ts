import { fail, type Result, succeed } from "../result.ts";
import { chooseDaemons } from "./choose-daemons.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { nearest } from "./nearest.ts";
import { optionOf } from "./option-of.ts";
import { quote, suggestionOf } from "./usage-phrases.ts";

/** Asks how earlier forecasts stood up to what came. */
export const trackRecordWord = "--track-record";

/** `heap [daemon]`, `heap --track-record [daemon]`; the option may stand behind the daemon, too. */
export function parseHeap(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const options = words.filter((word) => optionOf(word) !== null);
  const names = words.filter((word) => optionOf(word) === null);
  const unknown = options.find((word) => optionOf(word) !== trackRecordWord);
  if (unknown !== undefined) return fail(unknownOption(unknown, names, known));
  const option = options.length === 0 ? [] : [trackRecordWord];
  const chosen = chooseDaemons(names, known.daemons);
  if (chosen.ok) return succeed({ kind: option.length === 0 ? "heap" : "track record", daemons: chosen.value });
  if (option.length === 0 && isSlip(names)) return fail(withoutDashes(names, known));
  const { sentence, meant } = chosen.error;
  return fail({ sentence, suggestion: meant === null ? null : commandOf(known, [...option, meant]) });
}

/** A name behind it goes with the suggestion, where it is long enough for one. */
function unknownOption(typed: string, names: readonly string[], known: KnownWords): UsageError {
  return {
    sentence: `heap has one option, ${trackRecordWord}; found ${quote(typed)}.`,
    suggestion: commandOf(known, [trackRecordWord, ...names]),
  };
}

const bareWord = trackRecordWord.slice(2);

/** "track-record" or "track record", which no daemon is called. */
function isSlip(names: readonly string[]): boolean {
  return isNear(names.slice(0, 1)) || isNear(names.slice(0, 2));
}

function isNear(words: readonly string[]): boolean {
  return nearest(words.join("-"), [bareWord]) !== null;
}

function withoutDashes(names: readonly string[], known: KnownWords): UsageError {
  const rest = names.slice(isNear(names.slice(0, 1)) ? 1 : 2);
  return {
    sentence: `The option of heap is written with two dashes: ${trackRecordWord}.`,
    suggestion: commandOf(known, [trackRecordWord, ...rest]),
  };
}

function commandOf({ commandName }: KnownWords, words: readonly string[]): string {
  return suggestionOf([commandName, "heap", ...words]);
}
