import { el } from "./dom.ts";
import { linkNode, renderPlain } from "./mrkdwn-dom.ts";

/** A line of Markdown as elements: bold, italic, strike, code, links. Anything else, HTML included, stays text. */
export function renderMarkdownLine(source: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let rest = 0;
  for (const match of source.matchAll(INLINE)) {
    fragment.append(renderPlain(withoutBackslashes(source.slice(rest, match.index))), renderMatch(match.groups ?? {}));
    rest = match.index + match[0].length;
  }
  fragment.append(renderPlain(withoutBackslashes(source.slice(rest))));
  return fragment;
}

const INLINE = new RegExp(
  [
    "(?<break>\\n)",
    "`(?<code>[^`\\n]+)`",
    '!?\\[(?<label>[^\\]\\n]*)\\]\\((?<url>[^()\\s]+)(?: "[^"]*")?\\)',
    "<(?<auto>https?://[^<>\\s]+)>",
    "(?<bare>https?://[^\\s<>()*`]*[^\\s<>()*`.,;:!?])",
    "\\*\\*(?<bold>[^\\n]+?)\\*\\*",
    "__(?<bold2>[^\\n]+?)__",
    "~~(?<strike>[^\\n]+?)~~",
    "(?<![*\\w])\\*(?<italic>[^*\\s][^*\\n]*?)\\*(?!\\*)",
    "(?<![_\\w])_(?<italic2>[^_\\s][^_\\n]*?)_(?![_\\w])",
  ].join("|"),
  "gu",
);

type Groups = Readonly<Record<string, string | undefined>>;

function renderMatch(groups: Groups): Node {
  const bold = groups.bold ?? groups.bold2;
  const italic = groups.italic ?? groups.italic2;
  const address = groups.auto ?? groups.bare;
  if (groups.code !== undefined) return el("code", {}, groups.code);
  if (bold !== undefined) return el("strong", {}, renderMarkdownLine(bold));
  if (italic !== undefined) return el("em", {}, renderMarkdownLine(italic));
  if (groups.strike !== undefined) return el("s", {}, renderMarkdownLine(groups.strike));
  if (address !== undefined) return linkNode(address, address);
  if (groups.url !== undefined) return linkNode(groups.url, renderMarkdownLine(groups.label ?? ""));
  return el("br");
}

function withoutBackslashes(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()#+\-.!|~<>])/g, "$1");
}
