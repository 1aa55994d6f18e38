import type { ActionsBlock, ContextBlock, SectionBlock } from "@slack/types";
import type { AlertNotice } from "../../../domain/notice/notice.ts";
import { millis, renderDuration } from "../../../domain/time.ts";
import type { ClickAction } from "../../../services/ports.ts";
import { adviceLine } from "./advice.ts";
import { placeMarkup, stateMark } from "./alert-state.ts";
import { actions, type ButtonText, context, fields, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { noticeChart } from "./notice-chart.ts";
import { dateToken, none } from "./phrases.ts";
import { takeWithin } from "./take-within.ts";

/** The root message of a problem: true at a glance for its whole life, in at most 12 lines beside its chart. */
export function renderAlertNotice(notice: AlertNotice): Message {
  const drawn = notice.state === "resolved" ? null : noticeChart(notice.chart);
  const top = [...sectionsOf(openingLines(notice)), ...figureBlocks(notice)];
  const end = [...noteBlocks(notice), alertButtons(notice), context(lifeLine(notice))];
  return {
    text: escapeMrkdwn(notice.sentence),
    blocks: [...top, ...(drawn === null ? [] : [drawn.chart]), ...end],
    plainBlocks: [...top, ...(drawn === null ? [] : [context(drawn.sparkline)]), ...end],
  };
}

function openingLines(notice: AlertNotice): readonly string[] {
  const { key, severity, state, specimen, meaning, advice, count } = notice;
  const test = specimen ? "*TEST* · " : "";
  const again = count > 1 ? ` (fired ${count} times)` : "";
  const means = meaning === "" ? "" : `: ${escapeMrkdwn(meaning)}`;
  // Whoever is woken by it reads this line and may stop there.
  const headline = `${test}${stateMark(state, severity)} · ${placeMarkup(key)}${means}${again}`;
  return [headline, ...stateLines(notice), ...adviceLines(state, advice)];
}

function adviceLines(state: AlertNotice["state"], advice: string): readonly string[] {
  return state === "resolved" || advice === "" ? [] : [adviceLine("What to do now", advice)];
}

/** What is so of this state alone. */
function stateLines({ state, silenced, resolved, course, figuresAt }: AlertNotice): readonly string[] {
  switch (state) {
    case "silenced":
      return silenced === null
        ? []
        : [
            `Silenced by ${mention(silenced.by)} until ${dateToken(silenced.until, dayAndTime)}: ${escapeMrkdwn(silenced.reason, reasonMax)}`,
          ];
    case "stale":
      return [`No answer: these figures are of ${dateToken(figuresAt, dayAndTime)} and not live.`];
    case "flapping":
      return course === null ? [] : [`Its last hour: ${statesLine(course)} (█ firing, ▁ clear)`];
    case "resolved":
      return resolved === null ? [] : [resolvedLine(resolved)];
    default:
      return [];
  }
}

const dayAndTime = "{date_short_pretty} {time}";

/** One line on a desktop. */
const reasonMax = 120;

/** More are no picture; the newest are the ones that count. */
const statesMax = 40;

function statesLine(course: NonNullable<AlertNotice["course"]>): string {
  return course
    .slice(-statesMax)
    .map((state) => (state === "firing" ? "█" : "▁"))
    .join("");
}

/** "After 3 h 12 min; peak 3.4 GiB; zope was restarted." */
function resolvedLine({ afterMs, peakText, endedBy }: NonNullable<AlertNotice["resolved"]>): string {
  const parts = [
    `After ${renderDuration(millis(afterMs))}`,
    ...(peakText === "" ? [] : [`peak ${escapeMrkdwn(peakText, reasonMax)}`]),
    endedBy === null ? "ended by itself" : escapeMrkdwn(endedBy, reasonMax),
  ];
  return `${parts.join("; ")}.`;
}

/** Two to a line. */
const figuresMax = 6;
const figureMax = 60;

function figureBlocks({ figures }: AlertNotice): readonly SectionBlock[] {
  const shown = figures.slice(0, figuresMax);
  return fields(shown.map(({ name, text }) => `${escapeMrkdwn(name, figureMax)} ${bold(text, figureMax) || none}`));
}

/** Notes stand in one small line: what does not fit is in the details. */
const notesMax = 400;

function noteBlocks({ notes }: AlertNotice): readonly ContextBlock[] {
  const lines = notes.map((note) => escapeMrkdwn(note)).filter((note) => note !== "");
  return lines.length === 0 ? [] : [context(takeWithin(lines, notesMax).join(" "))];
}

/** At most four, by what can still be done. */
function alertButtons({ alert, state, acknowledged, canRestart }: AlertNotice): ActionsBlock {
  const button = (label: string, action: ClickAction): ButtonText => ({ label, action, value: alert });
  const details = button("Details", "alert_details");
  if (state === "resolved")
    return actions("alert_actions", button("Useful", "alert_useful"), button("Noise", "alert_noise"), details);
  return actions(
    "alert_actions",
    ...(acknowledged === null ? [button("Acknowledge", "alert_acknowledge")] : []),
    ...(state === "silenced" ? [] : [button("Silence", "alert_silence")]),
    // A host that does not answer takes no command, and one that is hidden by a restart is being restarted.
    ...(canRestart === true && state !== "stale" && state !== "hidden" ? [button("Restart…", "restart_request")] : []),
    details,
  );
}

function lifeLine({ key, firedAt, acknowledged, resolved, figuresAt }: AlertNotice): string {
  return [
    codeSpan(key.rule),
    `fired ${dateToken(firedAt, dayAndTime)}`,
    ...(acknowledged === null
      ? []
      : [`acknowledged by ${mention(acknowledged.by)} ${dateToken(acknowledged.at, dayAndTime)}`]),
    ...(resolved === null ? [] : [`resolved ${dateToken(resolved.at, dayAndTime)}`]),
    `figures of ${dateToken(figuresAt, dayAndTime)}`,
  ].join(" · ");
}
