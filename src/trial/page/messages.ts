import type { Line } from "./conversation.ts";
import { button, el } from "./dom.ts";
import { icon } from "./icons.ts";
import { authorOf, plainWords, rowPart } from "./message-row.ts";
import type { PageContext } from "./page-context.ts";
import { type Part, reconcile } from "./reconcile.ts";

/** A scrolling list of messages. */
export interface MessageList {
  readonly node: HTMLElement;
  /** `of` names the conversation: another one starts at its end and is not announced as new. */
  show(of: string, lines: readonly Line[], extra?: readonly Part[]): void;
  /** Goes to the end, and stays there for what comes: somebody who has just spoken waits for the answer. */
  toEnd(): void;
}

/** Closer to the end than this, a reader is taken to be reading the end and is kept there. */
const END_PX = 60;

/** What stays visible above the newest message's first line. */
const TOP_ROOM_PX = 6;

export function createMessageList(context: PageContext, name: () => string): MessageList {
  const list = el("ol", { class: "message-list" });
  const scroller = el("div", { class: "scroller", tabindex: 0, role: "region" }, list);
  const below = button(
    { class: "new-below", hidden: true },
    () => scroller.scrollTo({ top: scroller.scrollHeight }),
    icon("down"),
    "New messages",
  );
  const said = new Map<string, string>();
  let shown = "";
  let atEnd = true;
  let led = 0;
  const follow = () => {
    led = newestTop(scroller, list);
    scroller.scrollTop = led;
  };
  scroller.addEventListener("scroll", () => {
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    atEnd = left < END_PX || Math.abs(scroller.scrollTop - led) < 2;
    if (atEnd) below.hidden = true;
  });
  scroller.addEventListener("keydown", (event) => moveBetween(list, event));
  // Charts and pictures find their height after they were drawn.
  new ResizeObserver(() => {
    if (atEnd) follow();
  }).observe(list);
  return {
    node: el("div", { class: "messages" }, scroller, below),
    toEnd() {
      atEnd = true;
      follow();
    },
    show(of, lines, extra = []) {
      const first = of !== shown;
      shown = of;
      if (first) atEnd = true;
      scroller.setAttribute("aria-label", `Messages in ${name()}. Arrow keys move between messages.`);
      reconcile(list, [...lines.map((line) => linePart(line, context)), ...extra]);
      const news = newWords({ lines, said, context });
      if (atEnd) follow();
      else if (!first && news.added) below.hidden = false;
      if (!first && news.words !== "") context.announcer.say(news.words);
    },
  };
}

/** Where to scroll for the newest message: to the end, but to its top when it is taller than the window. */
function newestTop(scroller: HTMLElement, list: HTMLElement): number {
  const newest = Array.from(list.querySelectorAll<HTMLElement>(":scope > .message")).at(-1);
  const end = scroller.scrollHeight - scroller.clientHeight;
  if (newest === undefined) return end;
  const top = newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  return Math.max(0, Math.floor(Math.min(end, top - TOP_ROOM_PX)));
}

function linePart(line: Line, context: PageContext): Part {
  if (line.kind === "row") return rowPart(line.row, context);
  return {
    key: `day:${line.label}`,
    signature: line.label,
    draw: () => el("li", { class: "day" }, el("h2", {}, line.label)),
  };
}

/** The last thing that was said or changed by somebody else since the last call; a status that fills in is new words, too. */
function newWords(options: { lines: readonly Line[]; said: Map<string, string>; context: PageContext }): {
  words: string;
  added: boolean;
} {
  const { lines, said, context } = options;
  let words = "";
  let added = false;
  for (const line of lines) {
    if (line.kind === "day") continue;
    const { message } = line.row;
    const key = `${message.channel}:${message.ts}`;
    const before = said.get(key);
    added ||= before === undefined;
    if (before !== message.text && message.user !== context.standing().person)
      words = `${authorOf(message, context)}: ${plainWords(message, context)}`;
    said.set(key, message.text);
  }
  return { words, added };
}

function moveBetween(list: HTMLElement, event: KeyboardEvent): void {
  const target = event.target instanceof HTMLElement ? event.target : null;
  // Inside a field the arrows belong to the field.
  if (target === null || target.matches("input, textarea, select, pre, .table-scroll")) return;
  const rows = Array.from(list.querySelectorAll<HTMLElement>(":scope > .message"));
  const at = rows.findIndex((row) => row.contains(target));
  const next = rowAfter(event.key, { at, count: rows.length });
  if (next === undefined) return;
  event.preventDefault();
  rows[next]?.focus();
}

function rowAfter(key: string, { at, count }: { at: number; count: number }): number | undefined {
  switch (key) {
    case "ArrowUp":
      return at < 0 ? count - 1 : Math.max(0, at - 1);
    case "ArrowDown":
      return at < 0 ? 0 : Math.min(count - 1, at + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
