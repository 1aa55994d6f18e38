import { fail, type Result, succeed } from "../result.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { nearest } from "./nearest.ts";
import { allHosts, scopeWords, takeTarget, targetNames } from "./take-target.ts";
import { quote, unknownHost } from "./usage-phrases.ts";

/** `unsilence HOST [DAEMON|RULE]`. */
export function parseUnsilence(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const { commandName } = known;
  const [typed, ...behind] = words;
  if (typed === undefined) {
    const sentence = "Which silence is to end? Name its host, or press End in the list.";
    return fail({ sentence, suggestion: `${commandName} silence list` });
  }
  const host = findName(typed, [allHosts, ...known.hosts]);
  if (host === null) return fail(unknownHost(typed, known, (meant) => `${commandName} unsilence ${meant}`));
  const target = takeTarget(behind, host === allHosts ? null : host, known);
  if (!target.ok) return target;
  const { scope, rest } = target.value;
  const [extra] = rest;
  if (extra === undefined) return succeed({ kind: "unsilence", scope });
  const near = nearest(extra, targetNames(known, scope.host));
  const sentence = `unsilence takes a host, and a daemon or a rule of it; ${quote(extra)} is neither.`;
  return fail({
    sentence,
    suggestion: `${commandName} unsilence ${scopeWords(scope)}${near === null ? "" : ` ${near}`}`,
  });
}
