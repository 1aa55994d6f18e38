import { daemonTrouble } from "../../../domain/diagnosis/daemon-trouble.ts";
import { standingOf, worstFirst } from "../../../domain/diagnosis/standing.ts";
import { verdictOf } from "../../../domain/diagnosis/verdict.ts";
import type { StatusBoard } from "../../../domain/status.ts";
import type { Instant } from "../../../domain/time.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { emojiOf } from "./phrases.ts";

/** The first line: how the whole board stands, for those who read nothing else. */
export interface Headline {
  /** Without markup, but escaped; for notifications. */
  readonly text: string;
  readonly markup: string;
}

/** Every host is fine, and a daemon is not. */
const troubleEmoji = ":warning:";

export function headlineOf(board: StatusBoard, now: Instant): Headline {
  const verdict = verdictOf(board, now);
  const [worst] = worstFirst(board.hosts);
  const isWaiting = worst === undefined || board.hosts.some((host) => host.kind === "waiting");
  const isTroubled = !isWaiting && hasTroubledDaemon(board) && standingOf(worst) === "ok";
  const emoji = isTroubled ? troubleEmoji : emojiOf[isWaiting ? "waiting" : standingOf(worst)];
  const why = worst?.kind === "failed" ? ` ${escapeMrkdwn(worst.failure.detail)}` : "";
  return { text: `${escapeMrkdwn(verdict)}.${why}`, markup: `${emoji} ${bolden(verdict)}` };
}

function hasTroubledDaemon({ hosts }: StatusBoard): boolean {
  return hosts.some((host) => host.kind === "read" && host.daemons.some((daemon) => daemonTrouble(daemon) !== null));
}

/** What is claimed in bold, what proves it behind: "*scipy is starving*: load 16.0 …". */
export function bolden(sentence: string): string {
  const end = sentence.search(/: |; | \(/);
  if (end < 0) return bold(sentence);
  return `${bold(sentence.slice(0, end))}${escapeTail(sentence.slice(end))}`;
}

/** Escaping trims, and the tail begins with its punctuation or its blank. */
function escapeTail(tail: string): string {
  return tail.startsWith(" ") ? ` ${escapeMrkdwn(tail)}` : escapeMrkdwn(tail);
}
