/** A block of Markdown. Texts still hold their inline marks. */
export type MarkdownBlock =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph" | "quote" | "code"; readonly text: string }
  | { readonly kind: "rule" }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly aligns: readonly ("left" | "center" | "right")[];
      readonly rows: readonly (readonly string[])[];
    };

export interface ListItem {
  readonly depth: number;
  readonly text: string;
}

/** Headings, lists, quotes, fenced code, rules, pipe tables and paragraphs: what bots send. Raw HTML stays text. */
export function parseMarkdown(source: string): readonly MarkdownBlock[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: MarkdownBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if ((lines[at] ?? "").trim() === "") {
      at += 1;
      continue;
    }
    const [block, next] = blockAt(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

type Read = readonly [block: MarkdownBlock, next: number];

function blockAt(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? "";
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading !== null) return [{ kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" }, at + 1];
  if (/^\s*(`{3,}|~{3,})/.test(line)) return codeAt(lines, at);
  if (/^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) return [{ kind: "rule" }, at + 1];
  if (/^\s*>/.test(line)) return quoteAt(lines, at);
  if (ITEM.test(line)) return listAt(lines, at);
  if (isTable(lines, at)) return tableAt(lines, at);
  return paragraphAt(lines, at);
}

function codeAt(lines: readonly string[], at: number): Read {
  const fence = /^\s*(`{3,}|~{3,})/.exec(lines[at] ?? "")?.[1] ?? "```";
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trim().startsWith(fence)) end += 1;
  return [{ kind: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function quoteAt(lines: readonly string[], at: number): Read {
  let end = at;
  while (end < lines.length && /^\s*>/.test(lines[end] ?? "")) end += 1;
  const text = lines
    .slice(at, end)
    .map((line) => line.replace(/^\s*>\s?/, ""))
    .join("\n");
  return [{ kind: "quote", text }, end];
}

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

/** Deeper lists exist, but a phone has no room for them. */
const DEPTH_MAX = 4;

function listAt(lines: readonly string[], at: number): Read {
  const items: ListItem[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const match = ITEM.exec(lines[end] ?? "");
    if (match === null) break;
    items.push({ depth: Math.min(DEPTH_MAX, Math.floor((match[1]?.length ?? 0) / 2)), text: match[3] ?? "" });
  }
  return [{ kind: "list", ordered: /^\s*\d/.test(lines[at] ?? ""), items }, end];
}

function isTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? "").includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "");
}

function tableAt(lines: readonly string[], at: number): Read {
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
  const aligns = cellsOf(lines[at + 1] ?? "").map((cell) =>
    /^:-+:$/.test(cell) ? "center" : cell.endsWith(":") ? "right" : "left",
  );
  return [{ kind: "table", head: cellsOf(lines[at] ?? ""), aligns, rows: lines.slice(at + 2, end).map(cellsOf) }, end];
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function paragraphAt(lines: readonly string[], at: number): Read {
  let end = at + 1;
  while (
    end < lines.length &&
    (lines[end] ?? "").trim() !== "" &&
    !/^(#{1,6}\s|\s*>|\s*(`{3,}|~{3,}))/.test(lines[end] ?? "") &&
    !ITEM.test(lines[end] ?? "")
  )
    end += 1;
  return [{ kind: "paragraph", text: lines.slice(at, end).join("\n") }, end];
}
