import { failureAfterName } from "../../../domain/diagnosis/host-sentence.ts";
import { needsHelp, standingOf, worstFirst } from "../../../domain/diagnosis/standing.ts";
import { verdictOf } from "../../../domain/diagnosis/verdict.ts";
import type { HostStatus, StatusBoard } from "../../../domain/status.ts";
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
  const [worst] = worstFirst(board.hosts);
  const verdict = withoutReason(verdictOf(board, now), worst);
  const isAnyAsked = board.hosts.some((host) => host.kind === "waiting");
  // What is known to be wrong is shown as such while others are still asked.
  const isWaiting = isAnyAsked && !(worst?.kind === "read" && needsHelp(worst)) && worst?.kind !== "failed";
  const isTroubled = worst !== undefined && !isWaiting && needsHelp(worst) && standingOf(worst) === "ok";
  const emoji = isTroubled ? troubleEmoji : emojiOf[standingShown(worst, isWaiting)];
  return { text: `${escapeMrkdwn(verdict)}.${whyOf(worst, board)}`, markup: `${emoji} ${bolden(verdict)}` };
}

function standingShown(worst: HostStatus | undefined, isWaiting: boolean) {
  if (worst === undefined) return "unknown";
  return isWaiting ? "waiting" : standingOf(worst);
}

/** The detail follows in any case, and says more than the reason's word. */
function withoutReason(verdict: string, worst: HostStatus | undefined): string {
  return worst?.kind === "failed" ? verdict.replace(` (${worst.failure.reason})`, "") : verdict;
}

function whyOf(worst: HostStatus | undefined, { hosts }: StatusBoard): string {
  if (worst?.kind !== "failed") return "";
  // Where other hosts were named since, "it" would be anyone.
  return ` ${escapeMrkdwn(hosts.length === 1 ? failureAfterName(worst) : worst.failure.detail)}`;
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
