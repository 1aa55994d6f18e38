import type { ImageBlock } from "@slack/types";
import { trackRecordWord } from "../../../domain/command/parse-heap.ts";
import { deployNoteMax, deployPhrase } from "../../../domain/deploy.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import { explainHeap } from "../../../domain/heap/explain-heap.ts";
import { widenedSentence } from "../../../domain/heap/explain-track-record.ts";
import type { VerdictKind } from "../../../domain/heap/heap-analysis.ts";
import { limitSentence } from "../../../domain/heap/limit-of-daemon.ts";
import { sizeRange } from "../../../domain/heap/rough-range.ts";
import { drawHeap } from "../../../domain/picture/draw-heap.ts";
import type { Instant } from "../../../domain/time.ts";
import type { HeapFinding, HeapReply } from "../../../services/ports-heap.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { heapChart } from "./heap-chart.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** Where heaps are going: of one daemon with its course, of several a sentence each, the worst first. */
export function renderHeap(reply: HeapReply): Message {
  const [only, ...others] = reply.daemons;
  return only !== undefined && others.length === 0 && reply.more === 0 ? renderOne(only, reply) : renderMany(reply);
}

/** Names are not bounded where they come from. */
const nameMax = 80;

function renderOne(finding: HeapFinding, { horizonDays, commandName, now }: HeapReply): Message {
  const name = `${finding.daemon} on ${finding.host}`;
  const said = sentenceOf(finding);
  const opening = sectionsOf([`${emojiOf(finding)} ${bold(name, nameMax)}: ${escapeMrkdwn(said)}`]);
  const drawn = heapChart(finding);
  const deployed = deployedLine(finding, now);
  const closing = [
    ...sectionsOf([...linesOf(finding, horizonDays).map((line) => `• ${escapeMrkdwn(line)}`), ...deployed]),
    context(`${basisOf(finding, horizonDays)} ${codeSpan(`${commandName} heap`)} compares all daemons.`),
  ];
  const first = linesOf(finding, horizonDays)[0] ?? "";
  const picture = finding.outlook === null ? null : drawHeap({ ...finding, outlook: finding.outlook });
  return {
    text: escapeMrkdwn(`${name}: ${said} ${first}`.trim()),
    blocks: [...opening, ...(drawn === null ? [] : [drawn.chart]), ...closing],
    plainBlocks: [...opening, ...(drawn === null ? [] : [context(drawn.sparkline)]), ...closing],
    ...(picture === null
      ? {}
      : { pictured: { picture, blocksWith: (image: ImageBlock) => [...opening, image, ...closing] } }),
  };
}

function deployedLine({ deploys: [deploy] }: HeapFinding, now: Instant): readonly string[] {
  if (deploy === undefined) return [];
  const note = deploy.note === null ? null : escapeMrkdwn(deploy.note, deployNoteMax);
  return [`• ${deployPhrase({ ...deploy, note }, { now, nameOf: mention })}.`];
}

/** Slack takes about 13,200 characters in all blocks together. */
const linesMax = 9000;

function renderMany(reply: HeapReply): Message {
  const { daemons, more, commandName, horizonDays } = reply;
  const growing = daemons.filter(({ outlook }) => outlook?.analysis.verdict.kind === "growing").length;
  const crossing = daemons.filter(isCrossing).length;
  const summary = `${plural(daemons.length, "heap")}: ${growing} ${growing === 1 ? "grows" : "grow"} without a bend, ${crossing} ${crossing === 1 ? "is" : "are"} likely to reach ${crossing === 1 ? "its" : "their"} limit within ${plural(horizonDays, "day")}.`;
  const lines = daemons.map((finding) => {
    const name = bold(`${finding.daemon} on ${finding.host}`, nameMax);
    const first = isCrossing(finding) ? ` ${explained(finding, horizonDays)?.crossings[0] ?? ""}` : "";
    return `${emojiOf(finding)} ${name}: ${escapeMrkdwn(`${sentenceOf(finding)}${first}`)}`;
  });
  const rest = more === 0 ? "" : `${plural(more, "more daemon")} ${more === 1 ? "was" : "were"} not looked at. `;
  const widened = daemons.filter(({ widening }) => widening.factor !== 1).length;
  const wider =
    widened === 0
      ? ""
      : `Ranges of ${plural(widened, "daemon")} are widened: ${codeSpan(`${commandName} heap ${trackRecordWord}`)} says why. `;
  const blocks = [
    ...sectionsOf([bold(summary), ...takeWithin(lines, linesMax, messageLinesMax - 2)]),
    context(`${rest}${wider}${codeSpan(`${commandName} heap DAEMON`)} shows the course and the forecast of one.`),
  ];
  return { text: escapeMrkdwn(summary), blocks, plainBlocks: blocks };
}

function isCrossing({ outlook }: HeapFinding): boolean {
  return outlook?.analysis.crossings?.some(({ in: when }) => when.p50 !== null) === true;
}

const emojis: Readonly<Record<VerdictKind, string>> = {
  settled: ":large_green_circle:",
  settling: ":large_green_circle:",
  growing: ":chart_with_upwards_trend:",
  undecided: ":white_circle:",
};

/** The words say it too. */
function emojiOf(finding: HeapFinding): string {
  if (finding.outlook === null) return ":black_circle:";
  return isCrossing(finding) ? ":large_orange_circle:" : emojis[finding.outlook.analysis.verdict.kind];
}

function sentenceOf({ outlook, problem }: HeapFinding): string {
  return outlook === null ? (problem ?? "It could not be looked at.") : outlook.analysis.verdict.sentence;
}

function explained({ outlook, limit }: HeapFinding, horizonDays: number) {
  return outlook === null ? null : explainHeap(outlook.analysis, { horizonDays, limitBytes: limit?.bytes ?? null });
}

function linesOf(finding: HeapFinding, horizonDays: number): readonly string[] {
  const told = explained(finding, horizonDays);
  if (told === null) return [];
  const level = told.plateau ?? forecastOf(finding);
  // Without a forecast there is no range that could be widened.
  const widened = finding.outlook?.analysis.crossings == null ? null : widenedSentence(finding.widening);
  return [...told.crossings, level, told.interval, told.needs, widened].filter((line) => line !== null);
}

/** Of one that may have no plateau. */
function forecastOf({ outlook }: HeapFinding): string | null {
  const last = outlook?.forecast.at(-1);
  if (last === undefined) return null;
  const { p05, p50, p95 } = last.heapBytes;
  const days = plural(Math.round(last.aheadSeconds / 86_400), "day");
  return `In ${days} it stands at ${sizeRange(p05, p95)} with 90 % probability, most likely at ${sizeRange(p50, p50)}.`;
}

function basisOf(finding: HeapFinding, horizonDays: number): string {
  const told = explained(finding, horizonDays);
  const whence = limitSentence(finding.limit, finding.outlook?.analysis.plateau ?? null);
  return told === null ? "" : escapeMrkdwn(`${told.basis}${whence === null ? "" : ` ${whence}`}`);
}
