import type { BotTrouble } from "../alert/event.ts";
import type { Bytes } from "../bytes.ts";
import { mebibytes, renderBytes } from "../bytes.ts";
import { millis, renderDuration } from "../time.ts";
import { isOverdue, overdueSentence, type VitalSign } from "./vital-sign.ts";

/** How the bot stands, as its parts tell it. */
export interface BotFacts {
  readonly vital: readonly VitalSign[];
  /** How much later than asked the bot's own timer came. */
  readonly lateMs: number;
  readonly store: { readonly problem: StoreProblem | null; readonly disk: DiskSpace | null };
  readonly slack: {
    readonly connected: number;
    /** That another copy of the bot takes its commands, for example; null when all is well. */
    readonly problem: string | null;
    /** Slack takes the token no more. */
    readonly tokenRefused: boolean;
  };
  readonly outbox: { readonly messages: number; readonly oldestMs: number };
}

export interface StoreProblem {
  readonly reason: string;
  readonly detail: string;
}

export interface DiskSpace {
  readonly freeBytes: Bytes;
  /** Null where the store cannot tell. */
  readonly totalBytes: Bytes | null;
}

/** Twice as long as a slow disk or a busy machine makes it: a poll that is so late is missed. */
export const lateMax = 5000;

/** Slack lets one message a second into a channel, so that a hundred alerts at once are told by then. */
export const outboxAgeMax = 120_000;

/** Deleting old readings needs space as well. */
export const freeRatioMin = 0.1;
export const freeRatioCritical = 0.02;
/** The same where nobody knows how large the disk is; a day of readings of 20 hosts has about 250 MiB. */
export const freeBytesMin = mebibytes(500);
export const freeBytesCritical = mebibytes(100);

/** What keeps the bot from its work, worst first. */
export function botTroubles(facts: BotFacts): readonly BotTrouble[] {
  const found = [
    ...slackTroubles(facts),
    ...storeTroubles(facts),
    ...overdueTroubles(facts, "poll", pollAdvice),
    ...lateTrouble(facts),
    ...outboxTrouble(facts),
    ...diskTrouble(facts),
  ];
  return found.toSorted((a, b) => Number(b.severity === "critical") - Number(a.severity === "critical"));
}

const pollAdvice = "No host is watched. Look at the bot's log, and restart it if that says nothing.";

function slackTroubles({ slack, vital }: BotFacts): readonly BotTrouble[] {
  if (slack.tokenRefused) {
    const sentence = "Slack takes the bot's token no more.";
    return [{ name: "slack", severity: "critical", sentence, advice: "Give the bot a new token and start it anew." }];
  }
  const overdue = vital.find((sign) => sign.name === "slack" && isOverdue(sign));
  if (overdue !== undefined || slack.connected === 0) {
    const sentence = slack.problem ?? (overdue === undefined ? "No connection to Slack." : overdueSentence(overdue));
    const advice =
      "Commands and clicks do not arrive. See whether this machine reaches slack.com, and status.slack.com.";
    return [{ name: "slack", severity: overdue === undefined ? "warning" : "critical", sentence, advice }];
  }
  if (slack.problem === null) return [];
  const advice = "Stop the other copy, or make new tokens. Until then some commands are lost.";
  return [{ name: "copies", severity: "warning", sentence: slack.problem, advice }];
}

function storeTroubles(facts: BotFacts): readonly BotTrouble[] {
  const { problem } = facts.store;
  if (problem === null) {
    return overdueTroubles(facts, "store", "Look at the bot's log: what is not stored is lost when it stops.");
  }
  const advice = "The bot goes on from memory. What it knows is lost when it stops, so mend this first.";
  return [{ name: "store", severity: "critical", sentence: problem.detail, advice }];
}

function overdueTroubles({ vital }: BotFacts, name: VitalSign["name"], advice: string): readonly BotTrouble[] {
  return vital
    .filter((sign) => sign.name === name && isOverdue(sign))
    .map((sign) => ({ name, severity: "critical", sentence: overdueSentence(sign), advice }));
}

function lateTrouble({ lateMs }: BotFacts): readonly BotTrouble[] {
  if (lateMs <= lateMax) return [];
  const sentence = `The bot's own work was ${renderDuration(millis(lateMs))} late.`;
  const advice = "Its machine is too busy, swaps, or was suspended: figures and alerts come late.";
  return [{ name: "late", severity: "warning", sentence, advice }];
}

function outboxTrouble({ outbox }: BotFacts): readonly BotTrouble[] {
  if (outbox.messages === 0 || outbox.oldestMs <= outboxAgeMax) return [];
  const what = outbox.messages === 1 ? "1 message waits" : `${outbox.messages} messages wait`;
  const sentence = `${what} for Slack, the oldest for ${renderDuration(millis(outbox.oldestMs))}.`;
  const advice = "Slack is out of order or lets the bot post slowly. The messages are kept and told in their order.";
  return [{ name: "outbox", severity: "warning", sentence, advice }];
}

function diskTrouble({ store: { disk } }: BotFacts): readonly BotTrouble[] {
  if (disk === null) return [];
  const { freeBytes, totalBytes } = disk;
  const isBelow = (ratio: number, size: number): boolean =>
    totalBytes === null ? freeBytes < size : freeBytes < ratio * totalBytes;
  if (!isBelow(freeRatioMin, freeBytesMin)) return [];
  const of = totalBytes === null ? "" : ` of ${renderBytes(totalBytes)}`;
  const sentence = `The disk of the data folder has ${renderBytes(freeBytes)}${of} left.`;
  const advice = "Make room, or keep figures for less long (keep in scipy.yml).";
  const severity = isBelow(freeRatioCritical, freeBytesCritical) ? "critical" : "warning";
  return [{ name: "disk", severity, sentence, advice }];
}
