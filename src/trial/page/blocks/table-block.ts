import type { Directory } from "../directory.ts";
import { el } from "../dom.ts";
import { type Fields, fieldsList } from "../json.ts";
import { alignOf, cellText, renderCell, rowsOf, scrollBox, tableName } from "./cell.ts";

/** A table whose first row names the columns. */
export function renderTable(block: Fields, directory: Directory): HTMLElement {
  const [head = [], ...rows] = rowsOf(block);
  const settings = fieldsList(block.column_settings);
  const classOf = (column: number) => {
    const set = settings[column] ?? {};
    const align = set.align ?? alignOf(rows.map((row) => row[column] ?? {}));
    const side = align === "right" || align === "center" ? align : "left";
    return `align-${side}${set.is_wrapped === true ? " wrapped" : ""}`;
  };
  const heads = head.map((cell, column) =>
    el("th", { scope: "col", class: classOf(column) }, ...renderCell(cell, directory)),
  );
  const body = rows.map((row) =>
    el("tr", {}, ...row.map((cell, column) => el("td", { class: classOf(column) }, ...renderCell(cell, directory)))),
  );
  return scrollBox(
    tableName(head.map(cellText)),
    el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...body)),
  );
}
