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
export function keyMarkup(key: AlertKey): string {
  return `${escapeMrkdwn(key.rule)} · ${placeMarkup(key)}`;
}

/** The same without the rule: "*zope* on *scipy*". */
export function placeMarkup({ host, daemon }: AlertKey): string {
  const place = bold(host === botHost ? "the bot itself" : host, nameMax);
  return daemon === null ? place : `${bold(daemon, nameMax)} on ${place}`;
}

/** As long as the configuration lets a name be. */
const nameMax = 64;
