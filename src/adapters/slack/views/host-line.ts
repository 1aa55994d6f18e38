import { failureAfterName } from "../../../domain/diagnosis/host-sentence.ts";
import { standingOf } from "../../../domain/diagnosis/standing.ts";
import type { FailedHost, HostStatus, ReadHost } from "../../../domain/status.ts";
import { type Instant, seconds } from "../../../domain/time.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import {
  busyPhrase,
  dateToken,
  earlierLoadPhrase,
  emojiOf,
  loadPhrase,
  memoryPhrase,
  swapPhrase,
  swapTrafficPhrase,
  wordOf,
} from "./phrases.ts";

/** One host in one line of mrkdwn: its state in a word and its figures, or why there are none. */
export function hostLine(status: HostStatus, now: Instant): string {
  const standing = standingOf(status);
  const emoji = emojiOf[standing];
  if (status.kind === "waiting") return `${emoji} ${bold(status.host)}: ${wordOf.waiting}…`;
  if (status.kind === "read") return `${emoji} ${bold(status.host)}, ${wordOf[standing]}: ${figuresLine(status)}`;
  return `${emoji} ${bold(`${status.host} ${failedWords[status.state]}`)}. ${failureLine(status, now)}`;
}

const failedWords = { unreachable: "is unreachable", stale: "does not answer just now" } as const;

/** The only host of an answer, whose name and state stand in the headline already: what the headline lacks. */
export function onlyHostLines(status: HostStatus, now: Instant): readonly string[] {
  if (status.kind === "waiting") return [];
  const line = status.kind === "read" ? restLine(status) : failureLine(status, now);
  return line === "" ? [] : [line];
}

/**
 * The figures that the verdict on a host does not give: of one that is fine it gives memory and swap, of one that is not
 * how busy its CPUs are.
 */
function restLine(status: ReadHost): string {
  const { sample, rates } = status;
  const { memory, swap } = sample.system;
  const standing = standingOf(status);
  const isFine = standing === "ok";
  const saysBusy = !isFine && standing !== "unknown";
  const saysMemory = isFine && memory.availableBytes.value !== null && memory.totalBytes.value !== null;
  const saysSwap = isFine && swap.totalBytes.value !== null && swap.freeBytes.value !== null;
  const phrases = [
    earlierLoadPhrase(sample),
    saysBusy ? null : busyPhrase(rates),
    saysMemory ? null : memoryPhrase(sample),
    saysSwap ? swapTrafficPhrase(sample, rates) : swapPhrase(sample, rates),
  ];
  return phrases.flatMap((phrase) => (phrase === null ? [] : [escapeMrkdwn(phrase)])).join(" · ");
}

/** "load 16.0 14.0 9.2 on 2 CPUs · 0.3 of 7.7 GiB available · swap 2.1 of 4.0 GiB used". */
function figuresLine({ sample, rates }: ReadHost): string {
  const phrases = [loadPhrase(sample, rates), memoryPhrase(sample), swapPhrase(sample, rates)];
  return phrases.map((phrase) => escapeMrkdwn(phrase)).join(" · ");
}

/** Why there is no answer, when the bot tries again, and the last figures with their time: they are never shown as live. */
function failureLine(status: FailedHost, now: Instant): string {
  const { failure, lastGood } = status;
  const parts = [escapeMrkdwn(failureAfterName(status), detailMax)];
  if (failure.nextTryAt !== null && failure.nextTryAt > now) {
    parts.push(`The next try is at ${dateToken(failure.nextTryAt, "{time_secs}")}.`);
  }
  if (lastGood !== null) parts.push(`Its last figures, ${when(lastGood, now)}: ${figuresLine(lastGood)}`);
  return parts.join(" ");
}

/** Two sentences; the dialog has no more room than this either. */
const detailMax = 300;

/** From this age on a time of day could be that of another day. */
const datedAfter = seconds(12 * 3600);

function when({ sample }: ReadHost, now: Instant): string {
  const isOld = now - sample.takenAt >= datedAfter;
  return `of ${dateToken(sample.takenAt, isOld ? "{date_short_pretty} {time}" : "{time}")}`;
}
