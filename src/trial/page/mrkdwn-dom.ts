import { slackDate } from "./dates.ts";
import type { Directory } from "./directory.ts";
import { type Child, el } from "./dom.ts";
import { emojiNode, stateEmoji, stateEmojiPattern } from "./emoji.ts";
import { type Mrkdwn, parseMrkdwn, safeUrl } from "./mrkdwn.ts";

/** mrkdwn as elements. */
export function renderMrkdwn(source: string, directory: Directory): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const part of parseMrkdwn(source)) fragment.append(renderPart(part, directory));
  return fragment;
}

/** Plain text as elements: short codes and state signs become pictures, everything else stays text. */
export function renderPlain(source: string, shortCodes = true): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const pieces = shortCodes ? source.split(/(:[a-z0-9_+-]{1,60}:)/) : [source];
  for (const piece of pieces) {
    const picture = piece.startsWith(":") ? emojiNode(piece.slice(1, -1)) : undefined;
    if (picture === undefined) fragment.append(renderCharacters(piece));
    else fragment.append(picture);
  }
  return fragment;
}

/** A link that opens beside this page, or plain text when the address is not one a browser may be sent to. */
export function linkNode(url: string, ...children: Child[]): HTMLElement {
  const safe = safeUrl(url);
  if (safe === null) return el("span", { title: "This address is not shown as a link" }, ...children);
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** The chip that shows a person, a channel or everybody. */
export function mentionNode(text: string, kind: "person" | "self" | "channel" | "all"): HTMLElement {
  return el("span", { class: `mention mention-${kind}` }, text);
}

/** An instant in the reader's zone; when the format or the instant makes no sense, the sender's fallback. */
export function dateNode(epoch: number, format: string, fallback: string): HTMLElement {
  const date = new Date(epoch * 1000);
  if (!Number.isFinite(epoch) || Number.isNaN(date.getTime()) || format === "") return el("span", {}, fallback);
  return el("time", { datetime: date.toISOString(), title: fallback }, slackDate(epoch, format));
}

function renderCharacters(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const piece of text.split(stateEmojiPattern())) fragment.append(stateEmoji(piece) ?? piece);
  return fragment;
}

function renderPart(part: Mrkdwn, directory: Directory): Node {
  const inside = (parts: readonly Mrkdwn[]) => parts.map((inner) => renderPart(inner, directory));
  switch (part.kind) {
    case "text":
      return renderCharacters(part.text);
    case "break":
      return el("br");
    case "bold":
      return el("strong", {}, ...inside(part.parts));
    case "italic":
      return el("em", {}, ...inside(part.parts));
    case "strike":
      return el("s", {}, ...inside(part.parts));
    case "quote":
      return el("blockquote", {}, ...inside(part.parts));
    case "item":
      return el(
        "span",
        { class: "line-item" },
        el("span", { class: "marker" }, part.marker),
        el("span", {}, ...inside(part.parts)),
      );
    case "code":
      return el("code", {}, part.text);
    case "pre":
      return el("pre", { tabindex: 0 }, el("code", {}, part.text));
    default:
      return renderReference(part, directory);
  }
}

type Reference = Extract<Mrkdwn, { kind: "link" | "user" | "channel" | "group" | "broadcast" | "date" | "emoji" }>;

function renderReference(part: Reference, directory: Directory): Node {
  switch (part.kind) {
    case "link":
      return linkNode(part.url, renderPlain(part.label));
    case "user":
      return mentionNode(
        `@${directory.userName(part.id, part.label)}`,
        part.id === directory.reader() ? "self" : "person",
      );
    case "channel":
      return mentionNode(`#${directory.channelName(part.id, part.label)}`, "channel");
    case "group":
      return mentionNode(part.label === "" ? `@${part.id}` : part.label, "person");
    case "broadcast":
      return mentionNode(`@${part.name}`, "all");
    case "date":
      return part.url === ""
        ? dateNode(part.epoch, part.format, part.fallback)
        : linkNode(part.url, dateNode(part.epoch, part.format, part.fallback));
    case "emoji":
      return emojiNode(part.name) ?? document.createTextNode(`:${part.name}:`);
  }
}
