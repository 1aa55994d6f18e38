import { deployNoteMax } from "../deploy.ts";
import { printable } from "../printable.ts";
import { fail, type Result, succeed } from "../result.ts";
import { fullName } from "./choose-daemons.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { optionOf } from "./option-of.ts";
import { takeDaemon } from "./take-daemon.ts";
import { quote } from "./usage-phrases.ts";

/** Takes back the last mark. */
export const undoWord = "--undo";

/** `deploy DAEMON [RELEASE…]`, `deploy DAEMON --undo`. Nothing is marked on a guess, and no slip of an option becomes a release. */
export function parseDeploy(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const target = takeDaemon("deploy", words, known);
  if (!target.ok) return target;
  const { daemon, rest } = target.value;
  const of = { kind: "deploy", host: daemon.host, daemon: daemon.name } as const;
  const option = rest.find((word) => optionOf(word) !== null);
  if (option === undefined) {
    const note = printable(rest.join(" "), deployNoteMax);
    return succeed({ ...of, act: "mark", note: note === "" ? null : note });
  }
  if (optionOf(option) === undoWord && rest.length === 1) return succeed({ ...of, act: "undo" });
  const sentence =
    optionOf(option) === undoWord
      ? `${undoWord} takes back the last mark and stands alone behind the daemon.`
      : `deploy has one option, ${undoWord}; found ${quote(option)}.`;
  return fail({ sentence, suggestion: `${known.commandName} deploy ${fullName(daemon)} ${undoWord}` });
}
