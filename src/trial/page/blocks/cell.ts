import type { Directory } from "../directory.ts";
import { el } from "../dom.ts";
import { type Fields, fieldsList, fieldsOf, labelOf, listOf, numberOf, textOf } from "../json.ts";
import { renderPlain } from "../mrkdwn-dom.ts";
import { renderRichElements } from "./rich-text.ts";

/** The rows of a table block, each a list of cells. */
export function rowsOf(block: Fields): readonly (readonly Fields[])[] {
  return listOf(block.rows).map(fieldsList);
}

export function renderCell(cell: Fields, directory: Directory): readonly Node[] {
  if (cell.type === "rich_text") return renderRichElements(cell, directory);
  return [renderPlain(cellText(cell), false)];
}

/** What a cell says, as text: for sorting and for column names. */
export function cellText(cell: Fields): string {
  if (cell.type === "rich_text") return plainOf(cell);
  return labelOf(cell) || textOf(cell.value);
}

/** The number a cell stands for where it is one, else undefined; "35 %" sorts as 35. */
export function cellNumber(cell: Fields): number | undefined {
  return numberOf(cell.value) ?? numberOf(/^-?\d+(?:\.\d+)?(?=$|\s|%)/.exec(cellText(cell))?.[0]);
}

/** A number column is easier to compare when its figures stand below each other. */
export function alignOf(cells: readonly Fields[]): "left" | "right" {
  return cells.length > 0 && cells.every((cell) => cell.type === "raw_number") ? "right" : "left";
}

/** A table without a caption is known by its columns. */
export function tableName(columns: readonly string[]): string {
  const names = columns.map((name) => name.trim()).filter((name) => name !== "");
  return names.length === 0 ? "Table" : `Table of ${names.join(", ")}`;
}

/** A box that scrolls sideways by itself, so that a wide table never widens the page; reachable by keyboard for that. */
export function scrollBox(label: string, table: HTMLElement): HTMLElement {
  if (table.querySelector("caption") === null) table.setAttribute("aria-label", label);
  return el("div", { class: "table-scroll", tabindex: 0, role: "group", "aria-label": label }, table);
}

function plainOf(node: unknown): string {
  const fields = fieldsOf(node);
  const own = textOf(fields.text) || textOf(fields.name) || textOf(fields.fallback);
  return own + fieldsList(fields.elements).map(plainOf).join("");
}
