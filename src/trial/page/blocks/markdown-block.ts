import { el } from "../dom.ts";
import { type Fields, textOf } from "../json.ts";
import { type MarkdownBlock, parseMarkdown } from "../markdown.ts";
import { renderMarkdownLine } from "../markdown-dom.ts";
import { scrollBox, tableName } from "./cell.ts";

/** A markdown block: the usual Markdown, not Slack's own. */
export function renderMarkdown(block: Fields): HTMLElement {
  return el("div", { class: "rich markdown" }, ...parseMarkdown(textOf(block.text)).map(renderPart));
}

function renderPart(part: MarkdownBlock): HTMLElement {
  switch (part.kind) {
    case "heading":
      // The page's own headings are levels 1 and 2, so that a message's outline stands below them.
      return el(part.level <= 1 ? "h3" : part.level === 2 ? "h4" : "h5", {}, renderMarkdownLine(part.text));
    case "code":
      return el("pre", { tabindex: 0 }, el("code", {}, part.text));
    case "quote":
      return el("blockquote", {}, renderMarkdownLine(part.text));
    case "rule":
      return el("hr");
    case "list":
      return el(
        part.ordered ? "ol" : "ul",
        {},
        ...part.items.map((item) => el("li", { class: `indent-${item.depth}` }, renderMarkdownLine(item.text))),
      );
    case "table":
      return scrollBox(tableName(part.head), tableOf(part));
    case "paragraph":
      return el("p", {}, renderMarkdownLine(part.text));
  }
}

function tableOf(part: Extract<MarkdownBlock, { kind: "table" }>): HTMLElement {
  const classOf = (column: number) => ({ class: `align-${part.aligns[column] ?? "left"}` });
  const head = part.head.map((cell, column) =>
    el("th", { scope: "col", ...classOf(column) }, renderMarkdownLine(cell)),
  );
  const rows = part.rows.map((row) =>
    el("tr", {}, ...row.map((cell, column) => el("td", classOf(column), renderMarkdownLine(cell)))),
  );
  return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
}
