import { fail, type Result, succeed } from "../result.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { nearest } from "./nearest.ts";
import { parseAlerts } from "./parse-alerts.ts";
import { parseDeploy } from "./parse-deploy.ts";
import { parseHeap } from "./parse-heap.ts";
import { parseHostQuestion } from "./parse-host-question.ts";
import { parseReport } from "./parse-report.ts";
import {
  parseApprovals,
  parseAudit,
  parseBreakGlass,
  parseDryRun,
  parseLock,
  parseRestart,
  parseStanding,
} from "./parse-restart.ts";
import { parseSilence } from "./parse-silence.ts";
import { parseUnsilence } from "./parse-unsilence.ts";
import { daemonAsHost, quote } from "./usage-phrases.ts";

/**
 * Reads what was typed after the slash command. Nothing asks for help. Case does not matter, in words or in names. A word
 * that is not known is an error with the nearest match, never a guess. Total: every text gives a command or an error.
 */
export function parseCommand(text: string, known: KnownWords): Result<Command, UsageError> {
  const [typed = "help", ...rest] = text.split(/\s+/).filter((word) => word !== "");
  const word = findName(typed, availableWords);
  return word === null ? fail(unknownWord(typed, known)) : parsers[word](rest, known);
}

type Parser = (words: readonly string[], known: KnownWords) => Result<Command, UsageError>;

const availableWords = [
  "status",
  "why",
  "heap",
  "deploy",
  "plan",
  "capacity",
  "alerts",
  "silence",
  "unsilence",
  "report",
  "restart",
  "dry-run",
  "break-glass",
  "approvals",
  "standing",
  "lock",
  "unlock",
  "audit",
  "doctor",
  "help",
] as const;

const parsers: Readonly<Record<(typeof availableWords)[number], Parser>> = {
  status: (words, known) => parseHostQuestion("status", words, known),
  why: (words, known) => parseHostQuestion("why", words, known),
  heap: parseHeap,
  deploy: parseDeploy,
  plan: (words, known) => parseHostQuestion("plan", words, known),
  capacity: (words, known) => parseHostQuestion("capacity", words, known),
  alerts: parseAlerts,
  silence: parseSilence,
  unsilence: parseUnsilence,
  report: parseReport,
  restart: parseRestart,
  "dry-run": parseDryRun,
  "break-glass": parseBreakGlass,
  approvals: parseApprovals,
  standing: parseStanding,
  lock: (words, known) => parseLock("lock", words, known),
  unlock: (words, known) => parseLock("unlock", words, known),
  audit: parseAudit,
  doctor: () => succeed({ kind: "doctor" }),
  help: () => succeed({ kind: "help" }),
};

function unknownWord(typed: string, known: KnownWords): UsageError {
  const { hosts, commandName } = known;
  const word = typed.toLowerCase();
  const host = findName(typed, hosts);
  if (host !== null) {
    return { sentence: `${quote(typed)} is a host, not a command.`, suggestion: `${commandName} status ${host}` };
  }
  const daemon = daemonAsHost(typed, known, (meant) => `${commandName} why ${meant}`);
  if (daemon !== null) return daemon;
  const near = nearest(word, availableWords);
  const sentence = `There is no command ${quote(typed)}.`;
  if (near === null) return suggestHost(typed, sentence, known);
  return { sentence, suggestion: `${commandName} ${near}` };
}

function suggestHost(typed: string, sentence: string, known: KnownWords): UsageError {
  const host = nearest(typed, known.hosts);
  if (host === null) return seeHelp(sentence, known);
  return { sentence, suggestion: `${known.commandName} status ${host}` };
}

function seeHelp(sentence: string, { commandName }: KnownWords): UsageError {
  return { sentence: `${sentence} ${commandName} help lists all that there are.`, suggestion: null };
}
