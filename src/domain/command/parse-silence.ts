import { ruleNames } from "../alert/rule.ts";
import type { SilenceScope } from "../alert/silence.ts";
import { printable } from "../printable.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { daemonNames, findName } from "./find-name.ts";
import { nearest } from "./nearest.ts";
import { lengthExamples, type TakenLength, takeLength } from "./parse-length.ts";
import { allHosts, scopePhrase, scopeWords, takeTarget, targetNames } from "./take-target.ts";
import { listed, quote, unknownHost } from "./usage-phrases.ts";

/** A reason stands in one line of the alert's message; in characters. */
export const reasonMax = 200;
/** Stands in suggestions where a reason is missing, and is none itself. */
export const reasonToFill = "REASON";

/** `silence`, `silence list` and `silence HOST [DAEMON|RULE] LENGTH REASON…`. */
export function parseSilence(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const [typed, ...behind] = words;
  if (typed === undefined) return succeed({ kind: "silence dialog" });
  if (behind.length === 0 && findName(typed, ["list"]) !== null) return succeed({ kind: "silence list" });
  const host = findName(typed, [allHosts, ...known.hosts]);
  if (host === null) return fail(noHost(words, known));
  const target = takeTarget(behind, host === allHosts ? null : host, known);
  if (!target.ok) return target;
  const { scope, rest } = target.value;
  const taken = takeLength(rest);
  if (taken === null) return fail(noLength(rest, scope, known));
  return finish(scope, { taken, typed: rest }, known);
}

function finish(
  scope: SilenceScope,
  { taken, typed }: { readonly taken: TakenLength; readonly typed: readonly string[] },
  known: KnownWords,
): Result<Command, UsageError> {
  const { length, rest } = taken;
  const reason = printable(rest.join(" "), reasonMax);
  const given = typed.slice(0, typed.length - rest.length).join(" ");
  const complete = (as: Partial<Parts>): string => completed(known, { scope, length: given, reason, ...as });
  if (length === "too long") return refuse("A silence lasts at most 7 d.", complete({ length: "7 d" }));
  if (length === "too short") return refuse("A silence lasts at least 1 min.", complete({ length: "1 min" }));
  if (length.kind === "until restart" && scope.daemon === null) return fail(restartOfWhat(scope, reason, known));
  if (reason === "" || reason === reasonToFill)
    return refuse("A silence needs a reason, so that others know: write it at the end.", complete({ reason: "" }));
  return succeed({ kind: "silence", scope, length, reason });
}

function refuse(sentence: string, suggestion: string): Result<never, UsageError> {
  return fail({ sentence, suggestion });
}

interface Parts {
  readonly scope: SilenceScope;
  readonly length: string;
  readonly reason: string;
}

function completed({ commandName }: KnownWords, { scope, length, reason }: Parts): string {
  return `${commandName} silence ${scopeWords(scope)} ${length} ${reason === "" ? reasonToFill : reason}`;
}

function restartOfWhat(scope: SilenceScope, reason: string, known: KnownWords): UsageError {
  const [daemon] = daemonNames(known, scope.host);
  const suggested = { scope: { ...scope, daemon: daemon ?? null }, length: "until restart", reason };
  return {
    sentence: "Until whose restart? Name the daemon behind the host.",
    suggestion: daemon === undefined ? null : completed(known, suggested),
  };
}

/** The words behind the scope begin with no length: it is missing, or a daemon or rule was mistyped. */
function noLength(rest: readonly string[], scope: SilenceScope, known: KnownWords): UsageError {
  const [typed, ...behind] = rest;
  if (typed === undefined) {
    const sentence = `How long should ${scopePhrase(scope)} be quiet, and why? A length is ${lengthExamples}.`;
    return { sentence, suggestion: completed(known, { scope, length: "2 h", reason: "" }) };
  }
  const daemons = daemonNames(known, scope.host);
  const where = scope.host === null ? "on any host" : `on ${scope.host}`;
  const sentence = `${quote(typed)} is no daemon ${where}, no rule and no length like "2 h". ${daemonsAre(daemons)}The rules are ${ruleNames.join(", ")}.`;
  return { sentence, suggestion: meantBy(typed, { behind, scope }, known) };
}

function daemonsAre(names: readonly string[]): string {
  return names.length === 0 ? "" : `${names.length === 1 ? "The daemon is" : "The daemons are"} ${listed(names)}. `;
}

/** With the nearest name in its place. Where none is near and no length follows, the words were perhaps the reason. */
function meantBy(
  typed: string,
  { behind, scope }: { readonly behind: readonly string[]; readonly scope: SilenceScope },
  known: KnownWords,
): string | null {
  const near = nearest(typed, targetNames(known, scope.host));
  const hasLength = behind.some((_, index) => takeLength(behind.slice(index)) !== null);
  if (near === null && hasLength) return null;
  const reason = printable([typed, ...behind].join(" "), reasonMax);
  if (near === null) return completed(known, { scope, length: "2 h", reason });
  const rest = hasLength ? printable(behind.join(" "), reasonMax) : `2 h ${reasonToFill}`;
  return `${known.commandName} silence ${scopeWords(scope)} ${near} ${rest}`;
}

/** The first word is no host: it may be a daemon, a rule or a length, all of which stand behind one. */
function noHost(words: readonly string[], known: KnownWords): UsageError {
  const [typed = "", ...behind] = words;
  const rest = printable(behind.join(" "), reasonMax);
  const [host = allHosts] = known.hosts;
  if (findName(typed, ["end", "list"]) !== null) {
    const sentence = "silence list shows what is silenced, with a button to end each; unsilence ends those of a host.";
    return { sentence, suggestion: `${known.commandName} silence list` };
  }
  if (findName(typed, ruleNames) !== null || takeLength(words) !== null) {
    const sentence = `Name the host first, or ${allHosts} for every host.`;
    return { sentence, suggestion: `${known.commandName} silence ${host} ${printable(words.join(" "), reasonMax)}` };
  }
  const isDaemon = known.daemons.some(({ name }) => name.toLowerCase() === typed.toLowerCase());
  const then = rest === "" ? `2 h ${reasonToFill}` : rest;
  return unknownHost(typed, known, (meant) =>
    [known.commandName, "silence", meant, ...(isDaemon ? [printable(typed, reasonMax)] : []), then].join(" "),
  );
}
