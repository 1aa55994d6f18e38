import type { AlertKey } from "../../../domain/alert/alert.ts";
import { botHost, type Severity } from "../../../domain/alert/rule.ts";
import type { AlertNotice } from "../../../domain/notice/notice.ts";
import { bold, escapeMrkdwn } from "./escape.ts";

/** Colour never carries a state alone: its word stands beside it. */
export function stateMark(state: AlertNotice["state"], severity: Severity): string {
  if (state === "firing") return severityMark(severity);
  return `${emojis[state]} ${bold(words[state])}${state === "resolved" ? "" : ` (${severity})`}`;
}

export function severityMark(severity: Severity): string {
  return severity === "critical" ? ":red_circle: *Critical*" : ":large_orange_circle: *Warning*";
}

const emojis = {
  acknowledged: ":eyes:",
  silenced: ":no_bell:",
  stale: ":white_circle:",
  flapping: ":repeat:",
  hidden: ":zzz:",
  resolved: ":large_green_circle:",
} as const;

const words = {
  acknowledged: "Acknowledged",
  silenced: "Silenced",
  stale: "No data",
  flapping: "Flapping",
  hidden: "Hidden",
  resolved: "Resolved",
} as const;

/** "heap · *zope* on *scipy*", "memory · *scipy*", "bot · *the bot itself*". */
export function keyMarkup({ host, rule, daemon }: AlertKey): string {
  const place = host === botHost ? "the bot itself" : host;
  return `${escapeMrkdwn(rule)} · ${daemon === null ? bold(place, nameMax) : `${bold(daemon, nameMax)} on ${bold(place, nameMax)}`}`;
}

/** As long as the configuration lets a name be. */
const nameMax = 64;
