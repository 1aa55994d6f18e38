import type { ImageBlock } from "@slack/types";
import type { DigestNotice } from "../../../domain/notice/notice.ts";
import { drawWeek } from "../../../domain/picture/draw-week.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { takeWithin } from "./take-within.ts";

/** Slack takes about 13,200 characters in all blocks together. */
const linesMax = 9000;

/** The weekly summary: what to know first, then its sections. */
export function renderDigestNotice({ sentence, from, to, sections, hosts = [] }: DigestNotice): Message {
  const lines = sections.filter((section) => section.lines.length > 0).flatMap(sectionLines);
  const said = sectionsOf([`:bar_chart: ${bold(sentence) || "–"}`, ...takeWithin(lines, linesMax)]);
  const end = context(`${dateToken(from, dayAndTime)} to ${dateToken(to, dayAndTime)}`);
  const blocks = [...said, end];
  const picture = drawWeek({ from, to, hosts });
  return {
    text: escapeMrkdwn(sentence),
    blocks,
    plainBlocks: blocks,
    ...(picture === null ? {} : { pictured: { picture, blocksWith: (image: ImageBlock) => [...said, image, end] } }),
  };
}

/** A single line stands beside its title. */
function sectionLines({ title, lines, more = 0 }: DigestNotice["sections"][number]): readonly string[] {
  const count = more === 0 ? "" : ` (${lines.length} of ${lines.length + more})`;
  const name = `${bold(title, titleMax) || "–"}${count}`;
  const [only = ""] = lines;
  return lines.length === 1
    ? [`${name}: ${escapeMrkdwn(only)}`]
    : [name, ...lines.map((line) => `• ${escapeMrkdwn(line)}`)];
}

const dayAndTime = "{date_short_pretty} {time}";
const titleMax = 100;
