import { type Instant, millis, renderDuration } from "../time.ts";
import type { Alert, AlertKey, FiringAlert, ResolvedAlert } from "./alert.ts";
import { type Happening, lasted } from "./lifecycle/moved.ts";
import { botHost } from "./rule.ts";

/** What the alert is about, as people name it: "zope on web-1". */
export function subjectOf({ host, daemon }: AlertKey): string {
  if (host === botHost) return "the bot";
  return daemon === null ? host : `${daemon} on ${host}`;
}

/** The whole of it for who sees one line: "Warning · zope on web-1: heap 3.1 of 3.6 GiB, 86 % of its threshold". */
export function headline(alert: Alert, state: string): string {
  const words = `${state.charAt(0).toUpperCase()}${state.slice(1)} · ${subjectOf(alert.key)}: ${alert.finding.sentence}`;
  return alert.specimen ? `TEST · ${words}` : words;
}

/** "after 3 h 12 min; peak 3.4 GiB; ended when zope was restarted". */
export function endSentence({ firedAt, resolvedAt, peak, endedBy }: ResolvedAlert): string {
  const peaked = peak.measure === null ? [] : [`peak ${peak.measureText}`];
  const ended = endedBy === null ? [] : [`ended when ${endedBy}`];
  return [`after ${time(firedAt, resolvedAt)}`, ...peaked, ...ended].join("; ");
}

/** One whole sentence for a thread, a direct message or the record. Durations alone: whoever shows it knows the clock. */
export function sentenceOf(happening: Happening, alert: FiringAlert | ResolvedAlert, now: Instant): string {
  const subject = subjectOf(alert.key);
  const sentence = wordsOf[happening](alert, now);
  const words = isWhole.includes(happening) ? sentence : `${subject}: ${sentence}`;
  return alert.specimen && !words.startsWith("TEST") ? `TEST · ${words}` : words;
}

const isWhole: readonly Happening[] = ["told", "told again", "repeated", "escalated to group", "escalated to channel"];

type Words = (alert: FiringAlert | ResolvedAlert, now: Instant) => string;

const wordsOf: Readonly<Record<Happening, Words>> = {
  told: (alert) => headline(alert, alert.severity),
  "told again": (alert, now) => `${headline(alert, alert.severity)}; ${soFar(alert, now)}`,
  repeated: (alert, now) => `${headline(alert, `still ${alert.severity}`)}; ${soFar(alert, now)}`,
  "fired again": ({ count, finding }) => `fired again, ${count} times by now: ${finding.sentence}`,
  worse: ({ finding }) => `critical now: ${finding.sentence}`,
  better: ({ finding }) => `a warning again, no longer critical: ${finding.sentence}`,
  resolved: (alert) => (alert.kind === "resolved" ? `resolved ${endSentence(alert)}` : "resolved"),
  flapping: ({ transitions }) =>
    `comes and goes, ${transitions.length} changes in a short time; it is told again only when it gets worse`,
  calm: () => "no longer comes and goes",
  stale: ({ foundAt }, now) => `no data for ${time(foundAt, now)}; the last figures stay until there are new ones`,
  fresh: ({ finding }) => `there are figures again: ${finding.sentence}`,
  hidden: (alert) => `kept quiet: ${hiddenBecause(alert)}`,
  unhidden: () => "shown again: what explained it is over",
  silenced: ({ finding }) => `silenced: ${finding.sentence}`,
  unsilenced: ({ finding }) => `no longer silenced, and still there: ${finding.sentence}`,
  acknowledged: () => "acknowledged",
  "still on it": () => "still being worked on",
  asked: (alert, now) =>
    `still on it? You acknowledged this a while ago, and it lasts: ${alert.finding.sentence}; ${soFar(alert, now)}`,
  unacknowledged: ({ finding }) => `nobody is on it any more, and it lasts: ${finding.sentence}`,
  "escalated to on call": (alert, now) =>
    `${alert.severity}, and nobody has acknowledged it: ${alert.finding.sentence}; ${soFar(alert, now)}`,
  "escalated to group": (alert, now) =>
    `${headline(alert, alert.severity)}; nobody has acknowledged it, ${soFar(alert, now)}`,
  "escalated to channel": (alert, now) =>
    `${headline(alert, alert.severity)}; nobody has acknowledged it, ${soFar(alert, now)}`,
  figures: ({ finding }) => finding.sentence,
};

/** What hides it, as a clause. */
export function hiddenBecause({ key, ...alert }: Alert): string {
  const by = alert.kind === "firing" ? alert.inhibitedBy : null;
  if (by === "maintenance") return `${key.daemon ?? key.host} is being restarted`;
  if (by?.includes("/unreachable/")) return `${key.host} does not answer`;
  if (key.rule === "restarted") return `another alert, ${by?.split("/")[1] ?? "its own"}, tells of it`;
  return `${key.host} is short of memory, which explains it`;
}

function soFar({ firedAt, count }: FiringAlert | ResolvedAlert, now: Instant): string {
  const lasts = `it has lasted for ${time(firedAt, now)}`;
  return count > 1 ? `${lasts} and fired ${count} times` : lasts;
}

function time(from: Instant, to: Instant): string {
  return renderDuration(millis(lasted(from, to)));
}
