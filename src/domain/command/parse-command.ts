import { printable } from "../printable.ts";
import { fail, type Result, succeed } from "../result.ts";
import { nearest } from "./nearest.ts";

/** What can be asked of the bot with its slash command. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "status"; readonly host: string | null }
  | { readonly kind: "why"; readonly host: string | null };

/** Why a command was not understood. The sentence does not repeat the suggestion. */
export interface UsageError {
  readonly sentence: string;
  /** A whole command that was perhaps meant, for example "/scipy status web-1". Never carried out unasked. */
  readonly suggestion: string | null;
}

export interface KnownWords {
  readonly hosts: readonly string[];
  /** Each daemon on each host, since people know those names too. */
  readonly daemons: readonly { readonly name: string; readonly host: string }[];
  /** With its slash. */
  readonly commandName: string;
}

/** A quoted word longer than this would push what matters out of sight. */
export const quotedMax = 40;
/** So many names fit one line; the rest are counted. */
export const listedHostsMax = 10;

const availableWords = ["status", "why", "help"] as const;
const hostWords = ["status", "why"] as const;

/** Words of the grammar that this version does not carry out. */
const laterWords: readonly string[] = [
  "heap",
  "restart",
  "dry-run",
  "plan",
  "capacity",
  "alerts",
  "silence",
  "approvals",
  "lock",
  "unlock",
  "report",
  "audit",
  "doctor",
];

/**
 * Reads what was typed after the slash command. Nothing asks for help. Case does not matter, in words or in names. A word
 * that is not known is an error with the nearest match, never a guess. Total: every text gives a command or an error.
 */
export function parseCommand(text: string, known: KnownWords): Result<Command, UsageError> {
  const [typed = "help", ...rest] = text.split(/\s+/).filter((word) => word !== "");
  const word = typed.toLowerCase();
  if (word === "help") return succeed({ kind: "help" });
  const kind = hostWords.find((candidate) => candidate === word);
  return kind === undefined ? fail(unknownWord(typed, known)) : parseHostCommand(kind, rest, known);
}

function parseHostCommand(
  kind: (typeof hostWords)[number],
  names: readonly string[],
  known: KnownWords,
): Result<Command, UsageError> {
  const [name, ...extra] = names;
  if (name === undefined) return succeed({ kind, host: null });
  const host = hostNamed(name, known.hosts);
  if (extra.length > 0) return fail(tooManyWords(kind, names, { host, commandName: known.commandName }));
  return host === null ? fail(unknownHost(kind, name, known)) : succeed({ kind, host });
}

/** A name typed exactly goes before one that differs in case. */
function hostNamed(name: string, hosts: readonly string[]): string | null {
  const sameBut = hosts.find((host) => host.toLowerCase() === name.toLowerCase());
  return hosts.find((host) => host === name) ?? sameBut ?? null;
}

function tooManyWords(
  kind: string,
  names: readonly string[],
  known: { readonly host: string | null; readonly commandName: string },
): UsageError {
  return {
    sentence: `${kind} takes one host or none, and ${quote(names.join(" "))} is more than one word.`,
    suggestion: known.host === null ? null : `${known.commandName} ${kind} ${known.host}`,
  };
}

function unknownHost(kind: string, name: string, known: KnownWords): UsageError {
  const daemon = daemonAsHost(kind, name, known);
  if (daemon !== null) return daemon;
  const near = nearest(name, known.hosts);
  return {
    sentence: `No host ${quote(name)} is watched. ${listHosts(known.hosts)}`,
    suggestion: near === null ? null : `${known.commandName} ${kind} ${near}`,
  };
}

/** Somebody asks for a daemon where a host is meant; null when no daemon has this name. */
function daemonAsHost(kind: string, name: string, { daemons, commandName }: KnownWords): UsageError | null {
  const meant = daemons.filter((daemon) => daemon.name.toLowerCase() === name.toLowerCase());
  const [first] = meant;
  if (first === undefined) return null;
  const sentence = `${quote(name)} is a daemon on ${listed(meant.map(({ host }) => host))}, not a host.`;
  return { sentence, suggestion: `${commandName} ${kind} ${first.host}` };
}

function listHosts(hosts: readonly string[]): string {
  if (hosts.length === 0) return "No host is configured.";
  return `${hosts.length === 1 ? "The host is" : "The hosts are"} ${listed(hosts)}.`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - listedHostsMax;
  return `${names.slice(0, listedHostsMax).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function unknownWord(typed: string, known: KnownWords): UsageError {
  const { hosts, commandName } = known;
  const word = typed.toLowerCase();
  if (laterWords.includes(word)) return notYet(`${word} is not available in this version.`);
  const host = hostNamed(typed, hosts);
  if (host !== null) {
    return { sentence: `${quote(typed)} is a host, not a command.`, suggestion: `${commandName} status ${host}` };
  }
  const daemon = daemonAsHost("why", typed, known);
  if (daemon !== null) return daemon;
  const near = nearest(word, [...availableWords, ...laterWords]);
  const sentence = `There is no command ${quote(typed)}.`;
  if (near === null) return suggestHost(typed, sentence, known);
  if (laterWords.includes(near))
    return notYet(`${sentence} If ${near} was meant: it is not available in this version.`);
  return { sentence, suggestion: `${commandName} ${near}` };
}

function suggestHost(typed: string, sentence: string, known: KnownWords): UsageError {
  const host = nearest(typed, known.hosts);
  if (host === null) return notYet(sentence);
  return { sentence, suggestion: `${known.commandName} status ${host}` };
}

function notYet(sentence: string): UsageError {
  return { sentence: `${sentence} This version knows status, why and help.`, suggestion: null };
}

function quote(text: string): string {
  return `"${printable(text, quotedMax)}"`;
}
