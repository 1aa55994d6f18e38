import type { SectionBlock } from "@slack/types";
import type { FiringAlert } from "../../../domain/alert/alert.ts";
import type { Silence, SilenceScope } from "../../../domain/alert/silence.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import { stateOf } from "../../../domain/notice/alert-notice.ts";
import { type Instant, instant } from "../../../domain/time.ts";
import type { AlertsReply } from "../../../services/ports-dialogs.ts";
import { numbered } from "./action-names.ts";
import { keyMarkup, stateMark } from "./alert-state.ts";
import { context, sectionsOf, sectionWithButton } from "./blocks.ts";
import { codeSpan, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";

/** With a button each: more is no overview. */
const alertsMax = 10;
const silencesMax = 5;

/** Slack takes about 13,200 characters in all blocks together. */
const alertsTextMax = 7000;
const silencesTextMax = 3000;

/** One line on a desktop. */
const sentenceMax = 200;

/** What is open and what is silenced, worst first as it comes. */
export function renderAlerts(reply: AlertsReply): Message {
  const { open, silences, commandName, wallOffsetMs } = reply;
  const wall = (at: Instant) => instant(at + wallOffsetMs);
  const text = summaryOf(open, silences);
  const alertBlocks = open.slice(0, alertsMax).map((alert, index) => alertBlock(alert, index, wall));
  const silenceBlocks = silences.slice(0, silencesMax).map((silence, index) => heldSilenceBlock(silence, index, wall));
  const shown = within(alertBlocks, alertsTextMax);
  const shownSilences = within(silenceBlocks, silencesTextMax);
  const blocks = [
    ...sectionsOf([`*${escapeMrkdwn(text)}*`]),
    ...shown,
    ...moreBlocks(open.length - shown.length, "open alert"),
    ...shownSilences,
    ...moreBlocks(silences.length - shownSilences.length, "silence"),
    context(`${codeSpan(`${commandName} status`)} shows the figures of now.`),
  ];
  return { text: escapeMrkdwn(text), blocks, plainBlocks: blocks };
}

/** Those of the first blocks that together have so many characters. */
function within(blocks: readonly SectionBlock[], charactersMax: number): readonly SectionBlock[] {
  let left = charactersMax;
  const end = blocks.findIndex(({ text }) => {
    left -= text?.text.length ?? 0;
    return left < 0;
  });
  return end < 0 ? blocks : blocks.slice(0, end);
}

/** "2 alerts are open, 1 of them critical; 1 silence holds." */
function summaryOf(open: readonly FiringAlert[], silences: readonly Silence[]): string {
  const critical = open.filter(({ severity }) => severity === "critical").length;
  const worst = critical === 0 ? "" : `, ${critical} of them critical`;
  const opened =
    open.length === 0
      ? "No alert is open"
      : `${plural(open.length, "alert")} ${open.length === 1 ? "is" : "are"} open${worst}`;
  const held =
    silences.length === 0 ? "" : `; ${plural(silences.length, "silence")} ${silences.length === 1 ? "holds" : "hold"}`;
  return `${opened}${held}.`;
}

type WallTime = (at: Instant) => Instant;

function alertBlock(alert: FiringAlert, index: number, wall: WallTime): SectionBlock {
  const { id, key, severity, finding, firedAt, acknowledged, specimen } = alert;
  const owner = acknowledged === null ? "" : ` · ${mention(acknowledged.by)} has it`;
  const markup = [
    `${specimen ? "*TEST* · " : ""}${stateMark(stateOf(alert), severity)} · ${keyMarkup(key)}`,
    `${escapeMrkdwn(finding.sentence, sentenceMax)} · since ${dateToken(wall(firedAt), dayAndTime)}${owner}`,
  ].join("\n");
  return sectionWithButton(`open_alert_${index}`, markup, {
    label: "Details",
    action: numbered("alert_details", index),
    value: id,
  });
}

const dayAndTime = "{date_short_pretty} {time}";

/** A silence with the button that ends it. */
export function heldSilenceBlock(
  { id, scope, reason, by, until, untilRestart }: Silence,
  index: number,
  wall: WallTime,
): SectionBlock {
  const end = `until ${dateToken(wall(until), dayAndTime)}${untilRestart ? " or the next restart" : ""}`;
  const markup = `:no_bell: ${escapeMrkdwn(scopePhrase(scope))}, ${end}, by ${mention(by)}: ${escapeMrkdwn(reason, sentenceMax)}`;
  return sectionWithButton(`held_silence_${index}`, markup, {
    label: "End silence",
    action: numbered("silence_end", index),
    value: id,
  });
}

/** "heap of zope on scipy", "everything on scipy", "everything". */
function scopePhrase({ host, rule, daemon }: SilenceScope): string {
  const what = rule ?? "everything";
  return `${what}${daemon === null ? "" : ` of ${daemon}`}${host === null ? " on all hosts" : ` on ${host}`}`;
}

function moreBlocks(count: number, noun: string): SectionBlock[] {
  return count > 0 ? sectionsOf([`… and ${plural(count, `more ${noun}`)}`]) : [];
}
