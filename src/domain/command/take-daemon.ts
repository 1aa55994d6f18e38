import { fail, type Result, succeed } from "../result.ts";
import { fullName } from "./choose-daemons.ts";
import type { KnownWords, UsageError } from "./command.ts";
import { nearest } from "./nearest.ts";
import { optionOf } from "./option-of.ts";
import { listed, quote, suggestionOf } from "./usage-phrases.ts";

type KnownDaemon = KnownWords["daemons"][number];

/** Behind the daemon these take whatever a person says. */
const verbsWithText: readonly string[] = ["restart", "break-glass", "deploy"];

/** The one daemon that is meant, and the words behind it. */
export interface DaemonTarget {
  readonly daemon: KnownDaemon;
  readonly rest: readonly string[];
}

/** "zope", "web-1/zope" or "web-1 zope", whatever their case, where that is one daemon alone. */
export function takeDaemon(
  verb: string,
  words: readonly string[],
  known: KnownWords,
): Result<DaemonTarget, UsageError> {
  const { daemons, commandName } = known;
  const [first = "", second = "", ...others] = words;
  const isMissing = first === "" || optionOf(first) !== null;
  // With the reason as it was typed: nobody types it twice.
  const behind = verbsWithText.includes(verb) ? words.slice(isMissing ? 0 : 1) : [];
  const suggest = (daemon: KnownDaemon): string => suggestionOf([commandName, verb, fullName(daemon), ...behind]);
  if (isMissing) {
    const [daemon] = daemons;
    const suggestion = daemon === undefined ? null : suggest(daemon);
    return fail({ sentence: `${verb} takes a daemon. ${namesOf(daemons)}`, suggestion, isExample: true });
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
