import type { Directory } from "../directory.ts";
import { el } from "../dom.ts";
import { emojiNode } from "../emoji.ts";
import { type Fields, fieldsList, fieldsOf, numberOf, textOf } from "../json.ts";
import { dateNode, linkNode, mentionNode, renderPlain } from "../mrkdwn-dom.ts";

/** A rich_text block: sections, lists, quotes and preformatted text. */
export function renderRichText(block: Fields, directory: Directory): HTMLElement {
  return el("div", { class: "rich" }, ...renderRichElements(block, directory));
}

/** The pieces of a rich_text object, for places that bring their own box. */
export function renderRichElements(block: Fields, directory: Directory): readonly HTMLElement[] {
  const nodes: HTMLElement[] = [];
  let numbered = 0;
  for (const element of fieldsList(block.elements)) {
    // An ordered list that is interrupted by a deeper one goes on counting, through `offset`.
    const offset = numberOf(element.offset) ?? (element.indent === undefined ? 0 : numbered);
    nodes.push(renderElement(element, directory, offset));
    numbered =
      element.type === "rich_text_list" && (numberOf(element.indent) ?? 0) === 0
        ? fieldsList(element.elements).length
        : numbered;
  }
  return nodes;
}

function renderElement(element: Fields, directory: Directory, offset: number): HTMLElement {
  const inside = () => fieldsList(element.elements).map((part) => renderInline(part, directory));
  switch (element.type) {
    case "rich_text_section":
      return el("div", { class: "rich-section" }, ...inside());
    case "rich_text_quote":
      return el("blockquote", {}, ...inside());
    case "rich_text_preformatted":
      return el("pre", { tabindex: 0 }, el("code", {}, ...inside()));
    case "rich_text_list":
      return renderList(element, directory, offset);
    default:
      return el("span", { class: "unsupported" }, `unsupported text: ${textOf(element.type)}`);
  }
}

/** Slack indents up to eight levels; more would push the text out of a phone. */
const INDENT_MAX = 8;

function renderList(list: Fields, directory: Directory, offset: number): HTMLElement {
  const items = fieldsList(list.elements).map((item) =>
    el("li", {}, ...fieldsList(item.elements).map((part) => renderInline(part, directory))),
  );
  const indent = Math.max(0, Math.min(INDENT_MAX, Math.floor(numberOf(list.indent) ?? 0)));
  const attributes = { class: `rich-list indent-${indent}` };
  if (list.style !== "ordered") return el("ul", attributes, ...items);
  return el("ol", { ...attributes, start: offset + 1 }, ...items);
}

function renderInline(part: Fields, directory: Directory): Node {
  return styled(renderUnstyled(part, directory), fieldsOf(part.style));
}

function renderUnstyled(part: Fields, directory: Directory): Node {
  switch (part.type) {
    case "text":
      return renderPlain(textOf(part.text), false);
    case "link":
      return linkNode(textOf(part.url), textOf(part.text) || textOf(part.url));
    case "user": {
      const id = textOf(part.user_id);
      return mentionNode(`@${directory.userName(id)}`, id === directory.reader() ? "self" : "person");
    }
    case "usergroup":
      return mentionNode(`@${textOf(part.usergroup_id)}`, "person");
    case "channel":
      return mentionNode(`#${directory.channelName(textOf(part.channel_id))}`, "channel");
    case "broadcast":
      return mentionNode(`@${textOf(part.range)}`, "all");
    case "emoji":
      return (
        emojiNode(textOf(part.name)) ??
        document.createTextNode(textOf(part.unicode) ? unicodeOf(textOf(part.unicode)) : `:${textOf(part.name)}:`)
      );
    case "date": {
      const date = dateNode(numberOf(part.timestamp) ?? Number.NaN, textOf(part.format), textOf(part.fallback));
      return part.url === undefined ? date : linkNode(textOf(part.url), date);
    }
    case "color":
      return el("code", {}, textOf(part.value));
    default:
      return el("span", { class: "unsupported" }, `unsupported text: ${textOf(part.type)}`);
  }
}

function unicodeOf(codes: string): string {
  const points = codes.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : codes;
}

function styled(node: Node, style: Fields): Node {
  let result = node;
  if (style.code === true) result = el("code", {}, result);
  if (style.strike === true) result = el("s", {}, result);
  if (style.italic === true) result = el("em", {}, result);
  if (style.bold === true) result = el("strong", {}, result);
  if (style.underline === true) result = el("u", {}, result);
  return result;
}
