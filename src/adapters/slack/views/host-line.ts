import { standingOf } from "../../../domain/diagnosis/standing.ts";
import { hostVerdict } from "../../../domain/diagnosis/verdict.ts";
import type { FailedHost, HostStatus, ReadHost } from "../../../domain/status.ts";
import type { Instant } from "../../../domain/time.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { bolden } from "./headline.ts";
import { age, dateToken, emojiOf, loadPhrase, memoryPhrase, swapPhrase, wordOf } from "./phrases.ts";

/** One host in one line of mrkdwn: its state in a word and its figures, or why there are none. */
export function hostLine(status: HostStatus, now: Instant): string {
  const standing = standingOf(status);
  const emoji = emojiOf[standing];
  if (status.kind === "waiting") return `${emoji} ${bold(status.host)}: ${wordOf.waiting}…`;
  if (status.kind === "read") return `${emoji} ${bold(status.host)}, ${wordOf[standing]}: ${figuresLine(status)}`;
  return `${emoji} ${bolden(hostVerdict(status, now))}. ${failureLine(status, now)}`;
}

/** "load 16.0 14.0 9.2 on 2 CPUs · 0.3 of 7.7 GiB available · swap 2.1 of 4.0 GiB used". */
export function figuresLine({ sample, rates }: ReadHost): string {
  const phrases = [loadPhrase(sample, rates), memoryPhrase(sample), swapPhrase(sample, rates)];
  return phrases.map((phrase) => escapeMrkdwn(phrase)).join(" · ");
}

/** Why there is no answer, when the bot tries again, and the last figures with their age: they are never shown as live. */
export function failureLine({ failure, lastGood }: FailedHost, now: Instant): string {
  const parts = [escapeMrkdwn(failure.detail, detailMax)];
  if (failure.nextTryAt !== null && failure.nextTryAt > now) {
    parts.push(`The next try is at ${dateToken(failure.nextTryAt, "{time_secs}")}.`);
  }
  if (lastGood === null) parts.push("There are no earlier figures.");
  else parts.push(`Its last figures, ${when(lastGood, now)}: ${figuresLine(lastGood)}`);
  return parts.join(" ");
}

/** Two sentences; the dialog has no more room than this either. */
const detailMax = 300;

function when({ sample }: ReadHost, now: Instant): string {
  return `of ${dateToken(sample.takenAt)} and ${age(sample.takenAt, now)}`;
}
