import { printable } from "../printable.ts";
import { reasonMax } from "../restart/ask-restart.ts";
import { fail, type Result, succeed } from "../result.ts";
import { fullName } from "./choose-daemons.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { nearest } from "./nearest.ts";
import { allHosts } from "./take-target.ts";
import { listed, quote, unknownHost } from "./usage-phrases.ts";

type KnownDaemon = KnownWords["daemons"][number];

/** Asks for the next quiet window instead of now. */
export const windowWord = "--quiet";

/** `restart DAEMON [--quiet] [REASON…]`. Never acts on a guess: the daemon must be named so that there is one alone. */
export function parseRestart(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const target = takeDaemon("restart", words, known);
  if (!target.ok) return target;
  const { daemon, rest } = target.value;
  const isQuiet = rest.includes(windowWord);
  const reason = printable(rest.filter((word) => word !== windowWord).join(" "), reasonMax);
  return succeed({
    kind: "restart",
    host: daemon.host,
    daemon: daemon.name,
    timing: isQuiet ? "window" : "now",
    reason,
  });
}

/** `break-glass DAEMON REASON…`: who types the name in full means it. */
export function parseBreakGlass(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const target = takeDaemon("break-glass", words, known);
  if (!target.ok) return target;
  const { daemon, rest } = target.value;
  const reason = printable(rest.join(" "), reasonMax);
  if (reason !== "") return succeed({ kind: "break-glass", host: daemon.host, daemon: daemon.name, reason });
  return fail({
    sentence: "break-glass restarts without approval, and needs a reason that everybody will read.",
    suggestion: `${known.commandName} break-glass ${fullName(daemon)} nobody answers and the site is down`,
  });
}

/** `dry-run DAEMON`. */
export function parseDryRun(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const target = takeDaemon("dry-run", words, known);
  if (!target.ok) return target;
  const { daemon, rest } = target.value;
  const [extra] = rest;
  if (extra === undefined) return succeed({ kind: "dry-run", host: daemon.host, daemon: daemon.name });
  const suggestion = `${known.commandName} dry-run ${fullName(daemon)}`;
  return fail({ sentence: `dry-run takes a daemon and nothing behind it; found ${quote(extra)}.`, suggestion });
}

/** `standing` shows them; `standing DAEMON 14 d` signs one, `standing DAEMON off` ends it. */
export function parseStanding(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  if (words.length === 0) return succeed({ kind: "approvals" });
  const target = takeDaemon("standing", words, known);
  if (!target.ok) return target;
  const { daemon, rest } = target.value;
  const said = rest.join("").toLowerCase();
  const days = /^(\d{1,3})(d|days?)?$/.exec(said)?.[1];
  if (said !== "off" && days === undefined) {
    const suggestion = `${known.commandName} standing ${fullName(daemon)} 14 d`;
    const found = said === "" ? "found none" : `found ${quote(rest.join(" "))}`;
    return fail({ sentence: `standing takes a daemon and for how many days, or off; ${found}.`, suggestion });
  }
  return succeed({
    kind: "standing",
    host: daemon.host,
    daemon: daemon.name,
    days: days === undefined ? null : Number(days),
  });
}

/** `lock HOST|all [REASON…]`, `unlock HOST|all`. */
export function parseLock(
  kind: "lock" | "unlock",
  words: readonly string[],
  known: KnownWords,
): Result<Command, UsageError> {
  const { commandName } = known;
  const [typed, ...rest] = words;
  if (typed === undefined) {
    const [host = allHosts] = known.hosts;
    const example = kind === "lock" ? `${commandName} lock ${host} backup is running` : `${commandName} unlock ${host}`;
    return fail({
      sentence: `${kind} takes a host, or ${allHosts}${kind === "lock" ? ", and a reason" : ""}.`,
      suggestion: example,
    });
  }
  const host = findName(typed, [allHosts, ...known.hosts]);
  if (host === null)
    return fail(unknownHost(typed, known, (meant) => `${commandName} ${[kind, meant, ...rest].join(" ")}`));
  const scope = host === allHosts ? null : host;
  const reason = printable(rest.join(" "), reasonMax);
  if (kind === "unlock") return succeed({ kind, host: scope });
  if (reason !== "") return succeed({ kind, host: scope, reason });
  return fail({
    sentence: "A lock needs a reason, so that others know when it may end.",
    suggestion: `${commandName} lock ${host} backup is running`,
  });
}

/** `audit [NUMBER]`. */
export function parseAudit(words: readonly string[], { commandName }: KnownWords): Result<Command, UsageError> {
  const [typed, ...more] = words;
  if (typed === undefined) return succeed({ kind: "audit", number: null });
  const digits = /^#?(\d{1,9})$/.exec(typed)?.[1];
  if (digits !== undefined && more.length === 0) return succeed({ kind: "audit", number: Number(digits) });
  const sentence = `audit takes the number of a restart, or nothing; found ${quote(words.join(" "))}.`;
  return fail({ sentence, suggestion: `${commandName} audit` });
}

/** `approvals`. */
export function parseApprovals(words: readonly string[], { commandName }: KnownWords): Result<Command, UsageError> {
  const [extra] = words;
  if (extra === undefined) return succeed({ kind: "approvals" });
  return fail({
    sentence: `approvals takes nothing behind it; found ${quote(extra)}.`,
    suggestion: `${commandName} approvals`,
  });
}

/** More is no suggestion. */
const suggestionMax = 200;

interface Target {
  readonly daemon: KnownDaemon;
  readonly rest: readonly string[];
}

/** "zope", "web-1/zope" or "web-1 zope", whatever their case, where that is one daemon alone. */
function takeDaemon(verb: string, words: readonly string[], known: KnownWords): Result<Target, UsageError> {
  const { daemons, commandName } = known;
  const [first = "", second = "", ...others] = words;
  // With the reason as it was typed: nobody types it twice.
  const behind = verb === "restart" || verb === "break-glass" ? words.slice(1) : [];
  const suggest = (daemon: KnownDaemon): string =>
    printable([commandName, verb, fullName(daemon), ...behind].join(" "), suggestionMax);
  if (first === "") {
    const [daemon] = daemons;
    const suggestion = daemon === undefined ? null : suggest(daemon);
    return fail({ sentence: `${verb} takes a daemon. ${namesOf(daemons)}`, suggestion });
  }
  const behindHost = daemons.filter(({ host, name }) => isSame(host, first) && isSame(name, second));
  if (behindHost.length === 1 && behindHost[0] !== undefined) return succeed({ daemon: behindHost[0], rest: others });
  const named = daemons.filter((daemon) => isSame(daemon.name, first) || isSame(fullName(daemon), first));
  const [daemon, ...more] = named;
  if (daemon === undefined) return fail(noDaemon(first, known, suggest));
  if (more.length > 0)
    return fail({
      sentence: `${quote(first)} runs on several hosts: ${listed(named.map(({ host }) => host))}. Say which.`,
      suggestion: suggest(daemon),
    });
  return succeed({ daemon, rest: words.slice(1) });
}

function noDaemon(typed: string, { daemons }: KnownWords, suggest: (daemon: KnownDaemon) => string): UsageError {
  const near = nearest(typed, [...new Set(daemons.flatMap((daemon) => [daemon.name, fullName(daemon)]))]);
  const meant = daemons.find((daemon) => daemon.name === near || fullName(daemon) === near);
  return {
    sentence: `No daemon ${quote(typed)} is watched. ${namesOf(daemons)}`,
    suggestion: meant === undefined ? null : suggest(meant),
  };
}

function namesOf(daemons: readonly KnownDaemon[]): string {
  if (daemons.length === 0) return "There is none yet.";
  return `${daemons.length === 1 ? "The daemon is" : "The daemons are"} ${listed(daemons.map(fullName))}.`;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
