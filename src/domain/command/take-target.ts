import { ruleNames } from "../alert/rule.ts";
import type { SilenceScope } from "../alert/silence.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { KnownWords, UsageError } from "./command.ts";
import { daemonNames, findName } from "./find-name.ts";
import { quote } from "./usage-phrases.ts";

export interface Target {
  readonly scope: SilenceScope;
  /** The words behind it. */
  readonly rest: readonly string[];
}

/** Where a person says "every host". No host can be called so. */
export const allHosts = "all";

/**
 * Reads a daemon, a rule, or one of each behind a host, as far as the words are any. A word that is both is refused: it is
 * for the person to say which.
 */
export function takeTarget(
  words: readonly string[],
  host: string | null,
  known: KnownWords,
): Result<Target, UsageError> {
  let scope: SilenceScope = { host, rule: null, daemon: null };
  let rest = words;
  for (let [word] = rest; word !== undefined; [word] = rest) {
    const daemon = scope.daemon === null ? findName(word, daemonNames(known, host)) : null;
    const rule = scope.rule === null ? findName(word, ruleNames) : null;
    if (daemon !== null && rule !== null) return fail(ambiguous(word, known));
    if (daemon === null && rule === null) break;
    scope = { ...scope, daemon: daemon ?? scope.daemon, rule: rule ?? scope.rule };
    rest = rest.slice(1);
  }
  return succeed({ scope, rest });
}

function ambiguous(word: string, { commandName }: KnownWords): UsageError {
  const sentence = `${quote(word)} is the name of a daemon and of a rule. Choose in the dialog which is meant.`;
  return { sentence, suggestion: `${commandName} silence` };
}

/** The words by which a scope is named in a command: "web-1 zope heap". */
export function scopeWords({ host, daemon, rule }: SilenceScope): string {
  return [host ?? allHosts, daemon, rule].filter((word) => word !== null).join(" ");
}

/** What a silence of the scope keeps quiet, for a sentence: "the rule heap of zope on web-1". */
export function scopePhrase({ host, daemon, rule }: SilenceScope): string {
  const where = host === null ? "on all hosts" : `on ${host}`;
  const what = [rule === null ? null : `the rule ${rule}`, daemon].filter((part) => part !== null).join(" of ");
  return what === "" ? `all alerts ${where}` : `${what} ${where}`;
}

/** What can be named behind the host. */
export function targetNames(known: KnownWords, host: string | null): readonly string[] {
  return [...daemonNames(known, host), ...ruleNames];
}
