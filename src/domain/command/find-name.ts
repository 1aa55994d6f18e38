import type { KnownWords } from "./command.ts";

/** The name among those known, whatever its case; one typed exactly goes before one that differs in case. */
export function findName<Name extends string>(typed: string, names: readonly Name[]): Name | null {
  const sameBut = names.find((name) => name.toLowerCase() === typed.toLowerCase());
  return names.find((name) => name === typed) ?? sameBut ?? null;
}

/** Names of the daemons on a host; of all hosts, each name once, when the host is null. */
export function daemonNames({ daemons }: KnownWords, host: string | null): readonly string[] {
  const names = daemons.filter((daemon) => host === null || daemon.host === host).map(({ name }) => name);
  return [...new Set(names)];
}

/** The hosts that have a daemon of this name, whatever its case. */
export function hostsOfDaemon(typed: string, { daemons }: KnownWords): readonly string[] {
  return daemons.filter(({ name }) => name.toLowerCase() === typed.toLowerCase()).map(({ host }) => host);
}
