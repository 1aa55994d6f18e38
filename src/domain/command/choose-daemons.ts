import { fail, type Result, succeed } from "../result.ts";
import type { KnownWords } from "./command.ts";
import { nearest } from "./nearest.ts";
import { listed, quote } from "./usage-phrases.ts";

type KnownDaemon = KnownWords["daemons"][number];

/** Nothing of that name; `meant` is the name that is near. */
export interface NoDaemon {
  readonly sentence: string;
  readonly meant: string | null;
}

/**
 * The daemons that are meant by "zope", "web-1/zope" or "web-1 zope", by "web-1" all of that host, and by no word all there
 * are; without regard to case. At least one, but where there are none at all.
 */
export function chooseDaemons(
  words: readonly string[],
  daemons: readonly KnownDaemon[],
): Result<readonly KnownDaemon[], NoDaemon> {
  const typed = words.join("/");
  if (typed === "") return succeed(daemons);
  const chosen = daemons.filter((daemon) => namesOf(daemon).some((name) => isSame(name, typed)));
  if (chosen.length > 0) return succeed(chosen);
  const names = [...new Set(daemons.flatMap(namesOf))];
  const shown = daemons.map(fullName);
  const known =
    daemons.length === 0
      ? "There is none yet."
      : `${daemons.length === 1 ? "The daemon is" : "The daemons are"} ${listed(shown)}.`;
  return fail({ sentence: `No daemon ${quote(typed)} is watched. ${known}`, meant: nearest(typed, names) });
}

/** As it is typed where several hosts have a daemon of this name. */
export function fullName({ host, name }: KnownDaemon): string {
  return `${host}/${name}`;
}

function namesOf(daemon: KnownDaemon): readonly string[] {
  return [daemon.name, fullName(daemon), daemon.host];
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
