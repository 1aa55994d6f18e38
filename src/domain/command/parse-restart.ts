import { printable } from "../printable.ts";
import { reasonMax } from "../restart/ask-restart.ts";
import { fail, type Result, succeed } from "../result.ts";
import { fullName } from "./choose-daemons.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { takeDaemon } from "./take-daemon.ts";
import { allHosts } from "./take-target.ts";
import { quote, unknownHost } from "./usage-phrases.ts";

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
      isExample: true,
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
    isExample: true,
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
