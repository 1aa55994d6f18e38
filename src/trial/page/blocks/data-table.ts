import type { Directory } from "../directory.ts";
import { button, el, spoken } from "../dom.ts";
import { holdFocus } from "../focus.ts";
import { icon } from "../icons.ts";
import { type Fields, numberOf, textOf } from "../json.ts";
import { alignOf, cellNumber, cellText, renderCell, rowsOf, scrollBox } from "./cell.ts";

type Row = readonly Fields[];

interface Standing {
  page: number;
  column: number | null;
  ascending: boolean;
}

/** Slack shows five rows of a data table unless the block says otherwise, and never more than a hundred. */
const PAGE_SIZE_DEFAULT = 5;
const PAGE_SIZE_MAX = 100;

/** A table with a caption that its reader can sort and leaf through. */
export function renderDataTable(block: Fields, directory: Directory): HTMLElement {
  const [head = [], ...rows] = rowsOf(block);
  const pageSize = Math.min(PAGE_SIZE_MAX, Math.max(1, Math.floor(numberOf(block.page_size) ?? PAGE_SIZE_DEFAULT)));
  const standing: Standing = { page: 0, column: null, ascending: true };
  const nameColumn = numberOf(block.row_header_column_index) ?? 0;
  const caption = textOf(block.caption);
  const body = el("tbody");
  const pager = el("div", { class: "pager" });
  const heads = head.map((cell, column) =>
    headCell({ cell, align: alignOf(rows.map((row) => row[column] ?? {})) }, () => sortBy(column)),
  );

  const show = () => {
    const sorted = sortRows(rows, standing);
    const visible = sorted.slice(standing.page * pageSize, (standing.page + 1) * pageSize);
    body.replaceChildren(...visible.map((row) => bodyRow(row, { nameColumn, directory })));
    for (const [column, node] of heads.entries()) node.setAttribute("aria-sort", sortWord(standing, column));
    const release = holdFocus(pager);
    pager.replaceChildren(
      ...pagerParts({ standing, pages: Math.ceil(rows.length / pageSize), count: rows.length }, show),
    );
    release();
  };
  const sortBy = (column: number) => {
    standing.ascending = standing.column === column ? !standing.ascending : true;
    standing.column = column;
    standing.page = 0;
    show();
  };
  show();
  const table = el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...heads)), body);
  return el("div", {}, scrollBox(caption || "Table", table), pager);
}

function headCell(options: { cell: Fields; align: string }, sort: () => void): HTMLElement {
  const name = cellText(options.cell);
  return el(
    "th",
    { scope: "col", class: `align-${options.align}`, "aria-sort": "none" },
    button({ class: "sort" }, sort, name, icon("sort")),
  );
}

function bodyRow(row: Row, options: { nameColumn: number; directory: Directory }): HTMLElement {
  const cells = row.map((cell, column) => {
    const attributes = { class: `align-${alignOf([cell])}` };
    const content = renderCell(cell, options.directory);
    return column === options.nameColumn
      ? el("th", { scope: "row", ...attributes }, ...content)
      : el("td", attributes, ...content);
  });
  return el("tr", {}, ...cells);
}

function sortRows(rows: readonly Row[], { column, ascending }: Standing): readonly Row[] {
  if (column === null) return rows;
  const sign = ascending ? 1 : -1;
  return rows.toSorted((left, right) => sign * compareCells(left[column] ?? {}, right[column] ?? {}));
}

function compareCells(left: Fields, right: Fields): number {
  const [one, other] = [cellNumber(left), cellNumber(right)];
  if (one !== undefined && other !== undefined) return one - other;
  return cellText(left).localeCompare(cellText(right), undefined, { numeric: true });
}

function sortWord({ column, ascending }: Standing, of: number): string {
  return column !== of ? "none" : ascending ? "ascending" : "descending";
}

function pagerParts(
  options: { standing: Standing; pages: number; count: number },
  show: () => void,
): readonly HTMLElement[] {
  const { standing, pages, count } = options;
  if (pages <= 1) return [];
  const arrow = (by: -1 | 1, name: string) => {
    const attributes = {
      class: "quiet",
      "data-focus": `/${name}`,
      disabled: pages <= standing.page + by || standing.page + by < 0,
    };
    return button(attributes, () => turn(by), icon(by < 0 ? "left" : "right"), spoken(name));
  };
  const back = arrow(-1, "Previous page");
  const onward = arrow(1, "Next page");
  const turn = (by: -1 | 1) => {
    standing.page += by;
    show();
  };
  return [back, el("span", { role: "status" }, `Page ${standing.page + 1} of ${pages} · ${count} rows`), onward];
}
