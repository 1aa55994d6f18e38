import type { ModalView } from "@slack/types";
import type { Alert } from "../../../domain/alert/alert.ts";
import { hiddenBecause } from "../../../domain/alert/alert-sentence.ts";
import { stateOf } from "../../../domain/notice/alert-notice.ts";
import type { Instant } from "../../../domain/time.ts";
import type { AlertDetailsDialog } from "../../../services/ports-dialogs.ts";
import type { TransitionRecord } from "../../../services/ports-store.ts";
import { adviceLine } from "./advice.ts";
import { keyMarkup, stateMark } from "./alert-state.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { plainText } from "./input-blocks.ts";
import { mention } from "./mention.ts";
import { dateToken } from "./phrases.ts";
import { takeWithin } from "./take-within.ts";

/** Slack: 24 characters. */
const titleMax = 24;

/** The newest of them; all are in the thread of the alert. */
const historyMax = 30;

/** Slack: 250 kB in a dialog; nobody reads more. */
const linesMax = 8000;

/** Everything behind one alert. */
export function renderAlertDetailsDialog(dialog: AlertDetailsDialog): ModalView {
  const { alert, how } = dialog;
  const wall = (at: Instant) => dateToken(at, "{date_short_pretty} {time}");
  const { finding, key } = alert;
  const lines = [
    `${alert.specimen ? "*TEST* · " : ""}${markOf(alert)} · ${keyMarkup(key)}`,
    escapeMrkdwn(finding.sentence),
    ...(alert.kind === "resolved" ? [] : [adviceLine("What to do now", finding.advice)]),
    bold("Figures"),
    ...finding.figures.map(({ name, text }) => `• ${escapeMrkdwn(name)}: ${escapeMrkdwn(text)}`),
    bold("Its life"),
    ...lifeLines(alert, wall),
    bold("How it is computed"),
    escapeMrkdwn(how, howMax),
    ...historyLines(dialog.history, wall),
  ].filter((line) => line !== "");
  return {
    type: "modal",
    title: plainText("Alert details", titleMax),
    close: plainText("Close", titleMax),
    blocks: [
      ...sectionsOf(takeWithin(lines, linesMax)),
      context(`Figures of ${wall(alert.foundAt)} · ${codeSpan("docs/alerts.md")} explains ${codeSpan(key.rule)}`),
    ],
  };
}

/** A rule is told in a paragraph. */
const howMax = 2000;

function markOf(alert: Alert): string {
  if (alert.kind === "pending") return `:hourglass_flowing_sand: *Pending* (${alert.severity})`;
  return stateMark(stateOf(alert), alert.severity);
}

type WallTime = (at: Instant) => string;

function lifeLines(alert: Alert, wall: WallTime): readonly string[] {
  if (alert.kind === "pending") return [`• seen since ${wall(alert.since)}; it fires when it lasts`];
  const { firedAt, count, worst, peak, acknowledged, flappingSince } = alert;
  return [
    `• fired ${wall(firedAt)}${count > 1 ? `, ${count} times in this message` : ""}; at worst ${worst}`,
    ...(peak.measureText === "" ? [] : [`• peak: ${escapeMrkdwn(peak.measureText)}`]),
    ...(acknowledged === null ? [] : [`• acknowledged by ${mention(acknowledged.by)} ${wall(acknowledged.at)}`]),
    ...(flappingSince === null ? [] : [`• flapping since ${wall(flappingSince)}`]),
    ...(alert.kind === "firing" ? quietLines(alert, wall) : resolvedLines(alert, wall)),
  ];
}

function quietLines(alert: Extract<Alert, { kind: "firing" }>, wall: WallTime): readonly string[] {
  const { staleSince, inhibitedBy, silencedBy, clearSince } = alert;
  return [
    ...(clearSince === null ? [] : [`• clear since ${wall(clearSince)}; it resolves when that lasts`]),
    ...(staleSince === null ? [] : [`• no data since ${wall(staleSince)}`]),
    ...(inhibitedBy === null ? [] : [`• kept quiet: ${escapeMrkdwn(hiddenBecause(alert))}`]),
    ...(silencedBy === null ? [] : ["• silenced"]),
  ];
}

function resolvedLines(
  { resolvedAt, endedBy }: Extract<Alert, { kind: "resolved" }>,
  wall: WallTime,
): readonly string[] {
  return [`• resolved ${wall(resolvedAt)}${endedBy === null ? "" : `: ${escapeMrkdwn(endedBy)}`}`];
}

function historyLines(history: readonly TransitionRecord[], wall: WallTime): readonly string[] {
  if (history.length === 0) return [];
  const lines = history
    .slice(-historyMax)
    .map(({ at, transition, sentence }) => `• ${wall(at)} ${escapeMrkdwn(transition)}: ${escapeMrkdwn(sentence)}`);
  return [bold("History"), ...lines];
}
