import type { SectionBlock } from "@slack/types";
import type { NoiseNotice } from "../../../domain/notice/notice.ts";
import { fields, sectionsOf, table, tableRowsMax } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { takeWithin } from "./take-within.ts";

/** Beside a full table. */
const suggestionsMax = 4000;
/** As lines. */
const rowsMax = 6000;

/** How useful each rule was, with what to change. */
export function renderNoiseNotice({ sentence, rows }: NoiseNotice): Message {
  const opening = sectionsOf([bold(sentence) || "–"]);
  const suggestions = rows.flatMap(({ rule, suggestion }) =>
    suggestion === null ? [] : [`• ${bold(rule, ruleMax)}: ${escapeMrkdwn(suggestion)}`],
  );
  const advice =
    suggestions.length === 0
      ? []
      : sectionsOf(["What to change:", ...takeWithin(suggestions, suggestionsMax, suggestedMax)]);
  const shown = rows.slice(0, tableRowsMax);
  const lines = shown.map(
    ({ rule, fired, useful, noise }) => `${bold(rule, ruleMax)} fired ${fired} · useful ${useful} · noise ${noise}`,
  );
  const cells = shown.map(({ rule, fired, useful, noise }) => [rule, String(fired), String(useful), String(noise)]);
  const native = shown.length === 0 ? [] : [table({ heads, rows: cells, figures: [1, 2, 3] })];
  return {
    text: escapeMrkdwn(sentence),
    blocks: [...opening, ...native, ...advice],
    plainBlocks: [...opening, ...fieldPairs(takeWithin(lines, rowsMax)), ...advice],
  };
}

/** The rules that were the most noise come first. */
const suggestedMax = 4;

/** Ten to a section; side by side they take half the lines. */
function fieldPairs(lines: readonly string[]): readonly SectionBlock[] {
  return lines.length === 0 ? [] : [...fields(lines.slice(0, 10)), ...fieldPairs(lines.slice(10))];
}

const heads = ["Rule", "Fired", "Useful", "Noise"];
const ruleMax = 64;
