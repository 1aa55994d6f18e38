import type { KnownBlock } from "@slack/types";
import type { FiringAlert } from "../../../domain/alert/alert.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import { stateOf } from "../../../domain/notice/alert-notice.ts";
import { type Instant, instant } from "../../../domain/time.ts";
import type { HomeReply } from "../../../services/ports-home.ts";
import { numbered } from "./action-names.ts";
import { keyMarkup, severityMark, stateMark } from "./alert-state.ts";
import { actions, context, header, section, sectionsOf, sectionWithButton } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { linkMarkup } from "./link.ts";
import { mention } from "./mention.ts";
import { dateToken } from "./phrases.ts";
import { heldSilenceBlock } from "./render-alerts.ts";
import { lockLine, requestLine } from "./render-approvals.ts";
import { takeWithin } from "./take-within.ts";

/** Slack: 100 blocks. With these, 40 lines of hosts and what stands around them there are at most 80. */
const requestsMax = 8;
const alertsMax = 8;
const silencesMax = 8;
const dueMax = 5;
const locksMax = 8;
/** Characters: three sections. */
const linesMax = 6000;
const sentenceMax = 200;
const dayAndTime = "{date_short_pretty} {time}";

/** Restarts: those that wait for this person first, with the way to the message that decides. */
export function requestBlocks(reply: HomeReply): readonly KnownBlock[] {
  const { requests, forYou, links, locks, canAsk, due, channel } = reply;
  if (requests.length + locks.length + due.length === 0 && !canAsk) return [];
  const yours = requests.filter(({ id }) => forYou.has(id));
  const others = requests.filter(({ id }) => !forYou.has(id));
  const shown = [...yours, ...others].slice(0, requestsMax);
  const where = (id: string): string =>
    forYou.has(id) ? `\n${linkMarkup(links.get(id), "Decide") ?? `Decide in ${escapeMrkdwn(channel)}`}` : "";
  return [
    header(
      yours.length === 0 ? "Restarts" : `Restarts: ${yours.length} ${yours.length === 1 ? "waits" : "wait"} for you`,
    ),
    ...shown.map((request, index) =>
      sectionWithButton(
        `home_request_${index}`,
        `${requestLine(request, forYou.has(request.id))}${where(request.id)}`,
        {
          label: "Details",
          action: numbered("restart_details", index),
          value: request.id,
        },
      ),
    ),
    ...more(requests.length - shown.length, "restart"),
    ...(requests.length === 0 ? [context("None is asked for or under way.")] : []),
    ...sectionsOf(takeWithin(locks.map(lockLine), linesMax, locksMax)),
    ...dueBlocks(due),
    ...(canAsk
      ? [actions("home_restart", { label: "Ask for a restart…", action: "restart_request", value: anyDaemon })]
      : []),
  ];
}

/** What "Ask for a restart…" carries: no id of an alert or a request looks like it. */
const anyDaemon = "any";

function dueBlocks(due: HomeReply["due"]): readonly KnownBlock[] {
  if (due.length === 0) return [];
  const lines = due
    .slice(0, dueMax)
    .map(({ host, daemon, at }) => `${bold(daemon)} on ${bold(host)} ${dateToken(at, dayAndTime)}`);
  return [context(`The plan wants next: ${lines.join(" · ")}. Nothing is restarted by it.`)];
}

/** Each with the buttons of its own message. */
export function alertBlocks({ alerts }: HomeReply): readonly KnownBlock[] {
  const { open, wallOffsetMs } = alerts;
  const wall = (at: Instant) => instant(at + wallOffsetMs);
  if (open.length === 0) return [header("Alerts"), context("None is open.")];
  const shown = open.slice(0, alertsMax);
  return [
    header(`Alerts: ${open.length} open`),
    ...shown.flatMap((alert, index) => [section(alertText(alert, wall)), alertButtons(alert, index)]),
    ...more(open.length - shown.length, "alert"),
  ];
}

function alertText(alert: FiringAlert, wall: (at: Instant) => Instant): string {
  const { key, severity, finding, firedAt, acknowledged, specimen } = alert;
  const owner = acknowledged === null ? "" : ` · ${mention(acknowledged.by)} has it`;
  const test = specimen ? "*TEST* · " : "";
  return [
    `${test}${stateMark(stateOf(alert), severity)} · ${keyMarkup(key)}`,
    `${escapeMrkdwn(finding.sentence, sentenceMax)} · since ${dateToken(wall(firedAt), dayAndTime)}${owner}`,
  ].join("\n");
}

function alertButtons({ id, acknowledged, silencedBy }: FiringAlert, index: number) {
  const button = (label: string, action: string) => ({ label, action: numbered(action, index), value: id });
  return actions(
    `home_alert_${index}`,
    ...(acknowledged === null ? [button("Acknowledge", "alert_acknowledge")] : []),
    ...(silencedBy === null ? [button("Silence", "alert_silence")] : []),
    button("Details", "alert_details"),
  );
}

export function silenceBlocks({ alerts }: HomeReply): readonly KnownBlock[] {
  const { silences, wallOffsetMs } = alerts;
  if (silences.length === 0) return [];
  const wall = (at: Instant) => instant(at + wallOffsetMs);
  return [
    header("Silences"),
    ...silences.slice(0, silencesMax).map((silence, index) => heldSilenceBlock(silence, index, wall)),
    ...more(silences.length - silencesMax, "silence"),
  ];
}

/** How the bot itself is: silence is to mean that all is well. */
export function botBlocks({ troubles }: HomeReply): readonly KnownBlock[] {
  if (troubles.length === 0) return [context("The bot itself is well.")];
  const lines = troubles.map(({ severity, sentence, advice }) => {
    return `${severityMark(severity)} · ${escapeMrkdwn(sentence, sentenceMax)} ${escapeMrkdwn(advice, sentenceMax)}`;
  });
  return [header("The bot itself"), ...sectionsOf(takeWithin(lines, linesMax))];
}

function more(count: number, noun: string): readonly KnownBlock[] {
  return count > 0 ? [context(`… and ${plural(count, `more ${noun}`)}`)] : [];
}
