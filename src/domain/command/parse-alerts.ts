import { type RuleName, ruleNames } from "../alert/rule.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { nearest } from "./nearest.ts";
import { quote, suggestionOf, unknownHost } from "./usage-phrases.ts";

/** `alerts`, `alerts noise` and `alerts test RULE [HOST]`. */
export function parseAlerts(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const [typed, ...rest] = words;
  if (typed === undefined) return succeed({ kind: "alerts" });
  const word = findName(typed, ["test", "noise"] as const);
  if (word === "test") return parseTest(rest, known);
  if (word === null) return fail(unknownAlertsWord(typed, rest, known));
  const [extra] = rest;
  if (extra === undefined) return succeed({ kind: "alerts noise" });
  const sentence = `alerts noise is about all hosts and takes no further word, and ${quote(extra)} is one.`;
  return fail({ sentence, suggestion: `${known.commandName} alerts noise` });
}

function parseTest(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const [typed, name, ...extra] = words;
  if (typed === undefined)
    return fail({ ...noRule("alerts test needs the rule to be tested.", ruleNames[0], known), isExample: true });
  const rule = findName(typed, ruleNames);
  if (rule === null) return fail(noRule(`There is no rule ${quote(typed)}.`, nearestRule(typed), known));
  if (name === undefined) return succeed({ kind: "alerts test", rule, host: null });
  const complete = (host: string): string => `${known.commandName} alerts test ${rule} ${host}`;
  const host = findName(name, known.hosts);
  if (host === null) return fail(unknownHost(name, known, complete));
  if (extra.length === 0) return succeed({ kind: "alerts test", rule, host });
  const sentence = `alerts test takes a rule and at most one host, and ${quote(extra.join(" "))} is left over.`;
  return fail({ sentence, suggestion: complete(host) });
}

function noRule(sentence: string, meant: RuleName | null, { commandName }: KnownWords): UsageError {
  return {
    sentence: `${sentence} The rules are ${ruleNames.join(", ")}.`,
    suggestion: meant === null ? null : `${commandName} alerts test ${meant}`,
  };
}

function nearestRule(typed: string): RuleName | null {
  return findName(nearest(typed, ruleNames) ?? "", ruleNames);
}

function unknownAlertsWord(typed: string, rest: readonly string[], { hosts, commandName }: KnownWords): UsageError {
  if (findName(typed, hosts) !== null) {
    const sentence = `alerts lists those of all hosts at once, so it takes no ${quote(typed)}.`;
    return { sentence, suggestion: `${commandName} alerts` };
  }
  const near = nearest(typed, ["test", "noise"]);
  const sentence = `alerts stands alone or before test or noise, and ${quote(typed)} is neither.`;
  return { sentence, suggestion: suggestionOf([commandName, "alerts", ...(near === null ? [] : [near, ...rest])]) };
}
