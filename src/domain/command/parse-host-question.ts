import { fail, type Result, succeed } from "../result.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { quote, unknownHost } from "./usage-phrases.ts";

/** `status [host]`, and the others that are asked of one host or of all. */
export function parseHostQuestion(
  kind: "status" | "why" | "plan" | "capacity",
  names: readonly string[],
  known: KnownWords,
): Result<Command, UsageError> {
  const [name, ...extra] = names;
  if (name === undefined) return succeed({ kind, host: null });
  const host = findName(name, known.hosts);
  const complete = (meant: string): string => `${known.commandName} ${kind} ${meant}`;
  if (extra.length > 0) {
    const sentence = `${kind} takes one host or none, and ${quote(names.join(" "))} is more than one word.`;
    return fail({ sentence, suggestion: host === null ? null : complete(host) });
  }
  return host === null ? fail(unknownHost(name, known, complete)) : succeed({ kind, host });
}
