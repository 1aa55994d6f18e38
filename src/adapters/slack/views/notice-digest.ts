import type { DigestNotice } from "../../../domain/notice/notice.ts";
import { context, header, sectionsOf } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { takeWithin } from "./take-within.ts";

/** Slack takes about 13,200 characters in all blocks together. */
const linesMax = 9000;

/** The weekly summary: what to know first, then its sections. */
export function renderDigestNotice({ sentence, from, to, sections }: DigestNotice): Message {
  const told = sections.filter(({ lines }) => lines.length > 0);
  const lines = told.flatMap(({ title, lines: each }) => [
    bold(title, titleMax) || "–",
    ...each.map((line) => `• ${escapeMrkdwn(line)}`),
  ]);
  const blocks = [
    header("The week"),
    ...sectionsOf([escapeMrkdwn(sentence) || "–", ...takeWithin(lines, linesMax)]),
    context(`${dateToken(from, dayAndTime)} to ${dateToken(to, dayAndTime)}`),
  ];
  return { text: escapeMrkdwn(sentence), blocks, plainBlocks: blocks };
}

const dayAndTime = "{date_short_pretty} {time}";
const titleMax = 100;
