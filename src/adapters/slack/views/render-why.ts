import { adviceOn } from "../../../domain/diagnosis/daemon-trouble.ts";
import type { Cause } from "../../../domain/diagnosis/diagnosis.ts";
import { toSentence } from "../../../domain/diagnosis/phrases.ts";
import { needsHelp, worstFirst } from "../../../domain/diagnosis/standing.ts";
import { hostVerdict } from "../../../domain/diagnosis/verdict.ts";
import type { DaemonStatus, HostStatus, ReadHost } from "../../../domain/status.ts";
import type { Instant } from "../../../domain/time.ts";
import type { StatusReply } from "../../../services/ports-status.ts";
import { adviceAbout, adviceLine } from "./advice.ts";
import { sectionsOf } from "./blocks.ts";
import { countLines } from "./count-lines.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { figuresNote } from "./figures-note.ts";
import { headlineOf } from "./headline.ts";
import { hostLine, onlyHostLines } from "./host-line.ts";
import type { Message } from "./message.ts";
import { openingBlocks, openingText, waitingNote } from "./opening.ts";
import { share, size } from "./phrases.ts";
import { statusActions } from "./render-status.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** Other hosts in a line each: what is wrong with them comes first, and status tells all. */
const toldMax = 2;

/** Slack takes about 13,200 characters in all blocks together. */
const openingMax = 2000;
const evidenceMax = 1300;
const explanationMax = 2500;
const unexplainedMax = 500;

/** Why it is so: cause, what to do now, evidence, culprits and victims. */
export function renderWhy(reply: StatusReply): Message {
  const { board, now } = reply;
  const hosts = worstFirst(board.hosts);
  const headline = headlineOf(board, now);
  const { explained, others, unexplained } = divide(hosts);
  const [worst] = hosts;
  const top = openingBlocks(headline, reply, takeWithin(toldLines(hosts, others, now), openingMax, toldMax));
  const end = [
    ...sectionsOf(unexplainedLines(unexplained)),
    ...figuresNote(hosts, now),
    ...waitingNote(board),
    statusActions(reply.id),
  ];
  const said = explained !== null && explained === worst ? hostVerdict(explained, now) : "";
  const linesMax = messageLinesMax - countLines([...top, ...end]);
  const lines = explained === null ? [] : explain(explained, { isNamed: hosts.length > 1, said, linesMax });
  const blocks = [...top, ...sectionsOf(takeWithin(lines, explanationMax)), ...end];
  return { text: `${openingText(headline, reply)} ${adviceAbout(hosts).text}`.trim(), blocks, plainBlocks: blocks };
}

interface Division {
  readonly explained: ReadHost | null;
  /** Told in a line; none when the one host that was asked for is explained. */
  readonly others: readonly HostStatus[];
  /** Not fine, and neither explained nor told. */
  readonly unexplained: readonly ReadHost[];
}

/** Of those that need help the worst is explained; the only host always is. */
function divide(hosts: readonly HostStatus[]): Division {
  const read = hosts.filter((host): host is ReadHost => host.kind === "read");
  const ill = hosts.length === 1 ? read : read.filter(needsHelp);
  const others = hosts.filter((host) => !ill.some((each) => each === host));
  return { explained: ill[0] ?? null, others, unexplained: ill.slice(1) };
}

function unexplainedLines(hosts: readonly ReadHost[]): readonly string[] {
  if (hosts.length === 0) return [];
  const names = takeWithin(
    hosts.map(({ host }) => escapeMrkdwn(host)),
    unexplainedMax,
  );
  return [`Not fine either: ${names.join(", ")}. Ask for one of them by its name.`];
}

/** The only host's name and state stand in the headline already. */
function toldLines(hosts: readonly HostStatus[], others: readonly HostStatus[], now: Instant): readonly string[] {
  return others.flatMap((host) => (hosts.length === 1 ? onlyHostLines(host, now) : [hostLine(host, now)]));
}

interface Said {
  readonly isNamed: boolean;
  /** What the headline has said of the host; "" where it was not about this one. */
  readonly said: string;
  /** As many as the message has left. */
  readonly linesMax: number;
}

/** A cause without any evidence is a claim. */
const evidenceLinesMin = 2;

function explain(status: ReadHost, { isNamed, said, linesMax }: Said): readonly string[] {
  const { host, daemons, diagnosis } = status;
  const { cause, culprits, victims } = diagnosis;
  const evidence = cause.evidence.map((line) => `• ${escapeMrkdwn(line)}`);
  const [first, ...more] = unsaid(cause, said).map((sentence) => escapeMrkdwn(sentence));
  const name = isNamed ? [first === undefined ? bold(host) : `${bold(host)}: ${first}`] : [first ?? ""];
  const top = [...name, ...more, adviceLine("What to do now", adviceOn(status))].filter((line) => line !== "");
  const end = [
    ...labelled(
      "Culprits",
      culprits
        .slice(0, namedMax)
        .map((each) => culprit(each, daemons))
        .join("; "),
    ),
    // Who starves itself is its own victim, which says nothing.
    ...labelled(
      "Victims",
      victims
        .filter((each) => !culprits.includes(each))
        .slice(0, namedMax)
        .join(", "),
    ),
  ];
  const evidenceLines = Math.max(evidenceLinesMin, linesMax - top.length - end.length - 1);
  return [
    ...top,
    ...(evidence.length === 0 ? [] : [bold("Evidence"), ...takeWithin(evidence, evidenceMax, evidenceLines)]),
    ...end,
  ];
}

/** The cause without what the headline has said, word by word or, of a host that is fine, in other words. */
function unsaid({ kind, sentence }: Cause, said: string): readonly string[] {
  if (said === "") return [sentence];
  if (kind === "none") return [];
  const known = said.toLowerCase();
  const parts = sentence.replace(/\.$/, "").split("; ");
  const left = parts.filter((part) => !known.includes(part.toLowerCase()));
  return left.length === 0 ? [] : [toSentence(left)];
}

/** The largest first; what comes after these changes little. */
const namedMax = 5;

function labelled(label: string, text: string): readonly string[] {
  return text === "" ? [] : [`${bold(label)}: ${escapeMrkdwn(text)}`];
}

function culprit(name: string, daemons: readonly DaemonStatus[]): string {
  const daemon = daemons.find(({ figures }) => figures.name === name);
  if (daemon === undefined) return name;
  const back = daemon.givesBackBytes.value === null ? "" : `, a restart gives back ${size(daemon.givesBackBytes)}`;
  return `${name} holds ${size(daemon.figures.heapBytes)} (${share(daemon.share.value)} of RAM)${back}`;
}
