import { trackRecordWord } from "../../../domain/command/parse-heap.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import {
  crossingsPhrase,
  shareOf,
  sideOf,
  spanPhrases,
  spanSentence,
  trackRecordLines,
  trackRecordSentence,
  widenedPhrase,
} from "../../../domain/heap/explain-track-record.ts";
import { forecastSpans } from "../../../domain/heap/logged-forecast.ts";
import { type SpanRecord, scoredIn, type TrackRecord } from "../../../domain/heap/track-record.ts";
import type { TrackRecordFinding, TrackRecordReply } from "../../../services/ports-heap.ts";
import { context, sectionsOf, table, tableRowsMax } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { none } from "./phrases.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** How earlier forecasts stood up to what came, the finding first: of one daemon in sentences, of several as a table. */
export function renderTrackRecord(reply: TrackRecordReply): Message {
  const [only, ...others] = reply.daemons;
  return only !== undefined && others.length === 0 && reply.more === 0 ? renderOne(only, reply) : renderMany(reply);
}

/** Names are not bounded where they come from. */
const nameMax = 80;

function renderOne(finding: TrackRecordFinding, { now, commandName }: TrackRecordReply): Message {
  const { record, problem, widening } = finding;
  const name = `${finding.daemon} on ${finding.host}`;
  const said = record === null ? (problem ?? "") : trackRecordSentence([record], now);
  const lines = record === null ? [] : trackRecordLines(record, widening);
  const blocks = [
    ...sectionsOf([`${bold(name, nameMax)}: ${escapeMrkdwn(said)}`, ...lines.map((line) => `• ${escapeMrkdwn(line)}`)]),
    context(`${explained} ${codeSpan(`${commandName} heap ${trackRecordWord}`)} compares all daemons.`),
  ];
  return { text: escapeMrkdwn(`${name}: ${said}`), blocks, plainBlocks: blocks };
}

const explained =
  "Every 6 h each heap is foretold 1 day and 7 days ahead, and held against its upper level of the day when it is due.";

/** Slack takes about 13,200 characters in all blocks together. */
const linesMax = 9000;

function renderMany({ daemons, more, commandName, now }: TrackRecordReply): Message {
  const records = daemons.flatMap(({ record }) => record ?? []);
  const said = trackRecordSentence(records, now);
  const rows = daemons.slice(0, tableRowsMax).map(rowOf);
  const rest = more === 0 ? "" : `${more} more were not looked at. `;
  const opening = sectionsOf([bold(said)]);
  const closing = [
    context(`${rest}${explained} ${codeSpan(`${commandName} heap ${trackRecordWord} DAEMON`)} says more of one.`),
  ];
  const lines = daemons.map((finding) => lineOf(finding));
  return {
    text: escapeMrkdwn(`Forecasts of ${plural(daemons.length, "heap")}: ${said}`),
    blocks: [...opening, table({ heads, rows, figures: [1, 2, 3] }), ...closing],
    plainBlocks: [...opening, ...sectionsOf(takeWithin(lines, linesMax, messageLinesMax - 2)), ...closing],
  };
}

/** Five columns are what a phone shows without scrolling. */
const heads = ["Daemon", "1 day held", "7 days held", "Off by", "Notes"];

function rowOf({ host, daemon, record, widening }: TrackRecordFinding): readonly string[] {
  const name = `${host}/${daemon}`;
  if (record === null) return [name, none, none, none, "not read"];
  const { day, week } = record.spans;
  return [
    name,
    heldCell(day),
    heldCell(week),
    offCell(week.errorRatio === null ? day : week),
    notesOf(record, widening),
  ];
}

function heldCell(span: SpanRecord): string {
  const scored = scoredIn(span);
  return scored === 0 ? none : `${span.held}/${scored}`;
}

function offCell({ errorRatio, biasRatio }: SpanRecord): string {
  if (errorRatio === null || biasRatio === null) return none;
  return [shareOf(errorRatio), sideOf(biasRatio)].filter((part) => part !== null).join(" ");
}

function notesOf({ crossings }: TrackRecord, widening: TrackRecordFinding["widening"]): string {
  const known = crossings.inside + crossings.before + crossings.after;
  const notes = [
    widening.factor === 1 ? null : `×${widening.factor}`,
    known === 0 ? null : `crossed ${crossings.inside}/${known}`,
  ];
  return notes.filter((note) => note !== null).join(", ") || none;
}

function lineOf({ host, daemon, record, problem, widening }: TrackRecordFinding): string {
  const name = bold(`${daemon} on ${host}`, nameMax);
  if (record === null) return `${name}: ${escapeMrkdwn(problem ?? "")}`;
  const said = [
    ...forecastSpans.map((span) => `${spanPhrases[span]}: ${spanSentence(record.spans[span])}`),
    crossingsPhrase(record),
    widenedPhrase(widening),
  ];
  return `${name}: ${escapeMrkdwn(said.filter((part) => part !== null).join(" · "))}`;
}
