import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  MrkdwnElement,
  SectionBlock,
  TableBlock,
} from "@slack/types";
import type { Picture } from "../../../domain/picture/picture.ts";
import { clipMarkup, plain } from "./escape.ts";
import type { ChartSeries, LineChartBlock } from "./message.ts";

/** Slack's limits: docs.slack.dev/reference/block-kit */
const sectionMax = 3000;
const headerMax = 150;
const buttonMax = 75;
const contextElementsMax = 10;
const valueMax = 2000;
const titleMax = 50;
const labelMax = 20;
const axisLabelMax = 50;

/** Finished mrkdwn as a section. Every builder cuts to Slack's limit, so that a long name never costs the whole answer. */
export function section(markup: string): SectionBlock {
  // `expand` keeps Slack from hiding the end of an answer behind "see more".
  return { type: "section", text: mrkdwn(markup, sectionMax), expand: true };
}

/** Lines of finished mrkdwn in as few sections as hold them; a line is never torn. */
export function sectionsOf(lines: readonly string[]): SectionBlock[] {
  const pages: string[] = [];
  for (const line of lines.map((each) => clipMarkup(each, sectionMax))) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= sectionMax) pages[pages.length - 1] = `${last}\n${line}`;
    else pages.push(line);
  }
  return pages.filter((page) => page !== "").map(section);
}

/** Slack: ten fields of 2,000 characters to a section. */
const fieldsMax = 10;
const fieldMax = 2000;

/** Finished pieces of mrkdwn side by side, two to a line; nothing where there are none, since Slack refuses that. */
export function fields(pieces: readonly string[]): SectionBlock[] {
  const shown = pieces.slice(0, fieldsMax).map((piece) => mrkdwn(piece, fieldMax));
  return shown.length === 0 ? [] : [{ type: "section", fields: shown }];
}

/** Plain text; Slack shows it large. */
export function header(text: string): HeaderBlock {
  return { type: "header", text: { type: "plain_text", text: plain(text, headerMax), emoji: false } };
}

/** Pieces of finished mrkdwn in small print. */
export function context(...pieces: readonly string[]): ContextBlock {
  return { type: "context", elements: pieces.slice(0, contextElementsMax).map((piece) => mrkdwn(piece, sectionMax)) };
}

export interface ButtonText {
  readonly label: string;
  readonly action: string;
  /** An opaque id, by which the click is understood. */
  readonly value: string;
  /** What it does cannot be taken back, or is what most people want. */
  readonly style?: "primary" | "danger";
  /** Asked before the click counts. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
}

/** Slack makes up another id with every edit where there is none, and then a click on what was just read fails. */
export function actions(blockId: string, ...buttons: readonly ButtonText[]): ActionsBlock {
  return { type: "actions", block_id: blockId, elements: buttons.map(button) };
}

/** A line of finished mrkdwn with its button. */
export function sectionWithButton(blockId: string, markup: string, pressed: ButtonText): SectionBlock {
  return { ...section(markup), block_id: blockId, accessory: button(pressed) };
}

function button({ label, action, value, style, confirm }: ButtonText): Button {
  return {
    type: "button",
    text: plainText(label, buttonMax),
    action_id: action,
    value: value.slice(0, valueMax),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm: confirmOf(confirm, style) }),
  };
}

/** Slack: 100 characters of title, 300 of text, 30 on each button. */
function confirmOf({ title, text, yes, no }: NonNullable<ButtonText["confirm"]>, style: ButtonText["style"]) {
  return {
    title: plainText(title, 100),
    text: plainText(text, 300),
    confirm: plainText(yes, 30),
    deny: plainText(no, 30),
    ...(style === undefined ? {} : { style }),
  };
}

function plainText(text: string, charactersMax: number) {
  return { type: "plain_text", text: plain(text, charactersMax), emoji: false } as const;
}

export interface TableText {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of figures, which stand to the right. */
  readonly figures: readonly number[];
}

/**
 * Slack: 100 rows, about 10,000 characters in all cells, and about 13,200 in all blocks of a message. With every cell full
 * these make 5,400, which leaves more than as much for the rest.
 */
export const tableRowsMax = 35;
const cellMax = 30;

/** A native table; one to a message. Cells are plain text. */
export function table({ heads, rows, figures }: TableText): TableBlock {
  const all = [heads, ...rows.slice(0, tableRowsMax)];
  return {
    type: "table",
    rows: all.map((row) => row.map((cell) => ({ type: "raw_text", text: plain(cell, cellMax) }))),
    column_settings: heads.map((_, column) => ({
      align: figures.includes(column) ? "right" : "left",
      is_wrapped: true,
    })),
  };
}

export interface LineChartText {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly xLabel: string;
  readonly yLabel: string;
}

/** A native line chart; two to a message at most. Categories must be unique, and every series as long as they are. */
export function lineChart({ title, categories, series, xLabel, yLabel }: LineChartText): LineChartBlock {
  const labels = categories.map((category) => plain(category, labelMax));
  return {
    type: "data_visualization",
    title: plain(title, titleMax),
    chart: {
      type: "line",
      series: series.map(({ name, values }) => seriesOf(name, labels, values)),
      axis_config: { categories: labels, x_label: plain(xLabel, axisLabelMax), y_label: plain(yLabel, axisLabelMax) },
    },
  };
}

function seriesOf(name: string, labels: readonly string[], values: readonly number[]): ChartSeries {
  const data = labels.map((label, index) => ({ label, value: Math.round((values[index] ?? 0) * 100) / 100 }));
  return { name: plain(name, labelMax), data };
}

/** Slack: at most 2,000 characters. */
const altTextMax = 2000;

/** A picture that was uploaded, by the id of its file. */
export function imageOf({ altText }: Picture, file: string): ImageBlock {
  return { type: "image", slack_file: { id: file }, alt_text: plain(altText, altTextMax) || "–" };
}

/** `verbatim` keeps Slack from making links and mentions of its own. */
function mrkdwn(markup: string, charactersMax: number): MrkdwnElement {
  return { type: "mrkdwn", text: clipMarkup(markup, charactersMax) || "–", verbatim: true };
}
