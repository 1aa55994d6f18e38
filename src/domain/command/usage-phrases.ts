import { printable } from "../printable.ts";
import type { KnownWords, UsageError } from "./command.ts";
import { hostsOfDaemon } from "./find-name.ts";
import { nearest } from "./nearest.ts";

/** A quoted word longer than this would push what matters out of sight. */
export const quotedMax = 40;
/** So many names fit one line; the rest are counted. */
export const listedHostsMax = 10;

export function quote(text: string): string {
  return `"${printable(text, quotedMax)}"`;
}

/** More is no suggestion. */
const suggestionMax = 200;

/** A whole command to be suggested, with what was typed behind it: nobody types that twice. */
export function suggestionOf(words: readonly string[]): string {
  return printable(words.join(" "), suggestionMax);
}

export function listed(names: readonly string[]): string {
  const rest = names.length - listedHostsMax;
  return `${names.slice(0, listedHostsMax).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** No such host: it may be a daemon, or near to a host. `complete` gives the whole command for another host. */
export function unknownHost(name: string, known: KnownWords, complete: (host: string) => string): UsageError {
  const daemon = daemonAsHost(name, known, complete);
  if (daemon !== null) return daemon;
  const near = nearest(name, known.hosts);
  return {
    sentence: `No host ${quote(name)} is watched. ${listHosts(known.hosts)}`,
    suggestion: near === null ? null : complete(near),
  };
}

/** Somebody asks for a daemon where a host is meant; null when no daemon has this name. */
export function daemonAsHost(name: string, known: KnownWords, complete: (host: string) => string): UsageError | null {
  const hosts = hostsOfDaemon(name, known);
  const [first] = hosts;
  if (first === undefined) return null;
  return { sentence: `${quote(name)} is a daemon on ${listed(hosts)}, not a host.`, suggestion: complete(first) };
}

function listHosts(hosts: readonly string[]): string {
  if (hosts.length === 0) return "No host is configured.";
  return `${hosts.length === 1 ? "The host is" : "The hosts are"} ${listed(hosts)}.`;
}
