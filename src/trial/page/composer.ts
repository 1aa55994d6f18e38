import { button, el } from "./dom.ts";
import { icon } from "./icons.ts";
import { createSuggestionList } from "./suggestion-list.ts";
import { type Suggestion, suggestionsFor } from "./suggestions.ts";
import type { Command } from "./workspace.ts";

/** The message box. */
export interface Composer {
  readonly node: HTMLElement;
  /** `name` is where it sends to; `hint` stands in the empty box. */
  aim(name: string, hint: string): void;
  put(text: string): void;
  focus(): void;
  /** As somebody does who types "/" anywhere: an empty box begins with it, a draft is left as it is. */
  startCommand(): void;
}

/** As many earlier lines as somebody would leaf back through. */
const HISTORY_MAX = 50;

/** Slack takes 40 000 characters and cuts longer texts. */
const LENGTH_MAX = 40_000;

export function createComposer(options: {
  commands: readonly Command[];
  /** The bot's name, to be mentioned by. */
  bot: string;
  send: (text: string) => void;
}): Composer {
  const box = el("textarea", {
    class: "compose-box",
    rows: 1,
    maxlength: LENGTH_MAX,
    spellcheck: "true",
    enterkeyhint: "send",
  });
  const history = createHistory();
  const put = (text: string) => {
    box.value = text;
    box.setSelectionRange(text.length, text.length);
    update();
  };
  const list = createSuggestionList(box, (suggestion) => {
    put(suggestion.text);
    box.focus();
  });
  const update = () => {
    fitHeight(box);
    send.disabled = box.value.trim() === "";
    const found = suggestionsFor(box.value, options.commands, options.bot);
    // A command's name is chosen at once; the words after it only when somebody asks, so that Enter sends what was typed.
    list.show(found, box.value.includes(" ") ? -1 : 0);
  };
  const submit = () => {
    const text = box.value.trim();
    if (text === "") return;
    history.add(text);
    put("");
    options.send(text);
  };
  const send = button({ class: "send", "aria-label": "Send", disabled: true }, submit, icon("send"));
  box.addEventListener("input", update);
  box.addEventListener("blur", () => list.close());
  box.addEventListener("keydown", (event) => {
    const handled = onSuggestionKey(event, { list, box, put }) || onBoxKey(event, { box, put, submit, history });
    if (handled) event.preventDefault();
  });
  return {
    node: el("div", { class: "composer" }, list.node, el("div", { class: "compose-frame" }, box, send), keysLine()),
    aim(name, hint) {
      box.setAttribute("aria-label", `Message ${name}`);
      box.placeholder = hint;
    },
    put,
    focus: () => box.focus(),
    startCommand: () => startCommand(box, put),
  };
}

function startCommand(box: HTMLTextAreaElement, put: (text: string) => void): void {
  if (box.value === "") put("/");
  box.focus();
}

function keysLine(): HTMLElement {
  const words = "Enter sends · Shift + Enter new line · / for commands · @ for the bot · ? for all keys";
  return el("div", { class: "compose-foot", "aria-hidden": "true" }, words);
}

interface Editing {
  readonly box: HTMLTextAreaElement;
  readonly put: (text: string) => void;
}

function onSuggestionKey(
  event: KeyboardEvent,
  editing: Editing & { list: ReturnType<typeof createSuggestionList> },
): boolean {
  const { list, box, put } = editing;
  if (event.isComposing || list.first() === null) return false;
  const take = (suggestion: Suggestion | null) => {
    if (suggestion === null || suggestion.text.trim() === box.value.trim()) return false;
    put(suggestion.text);
    return true;
  };
  switch (event.key) {
    case "ArrowDown":
      return list.move(1);
    case "ArrowUp":
      return list.move(-1);
    case "Tab":
      return !event.shiftKey && take(list.chosen() ?? list.first());
    case "Enter":
      return !event.shiftKey && take(list.chosen());
    case "Escape":
      list.close();
      return true;
    default:
      return false;
  }
}

function onBoxKey(
  event: KeyboardEvent,
  editing: Editing & { submit: () => void; history: ReturnType<typeof createHistory> },
): boolean {
  const { box, put, submit, history } = editing;
  if (event.isComposing || event.shiftKey) return false;
  if (event.key === "Enter") {
    submit();
    return true;
  }
  const recalled =
    event.key === "ArrowUp" ? history.older(box.value) : event.key === "ArrowDown" ? history.newer(box.value) : null;
  if (recalled === null) return false;
  put(recalled);
  return true;
}

/** Earlier lines, leafed through only from an empty box or from one of themselves, so that no draft is lost. */
function createHistory() {
  const lines: string[] = [];
  let at = 0;
  const mayLeaf = (current: string) => current === "" || current === lines[at];
  const leaf = (to: number, current: string) => {
    if (!mayLeaf(current) || to < 0 || to > lines.length || to === at) return null;
    at = to;
    return lines[at] ?? "";
  };
  return {
    add(text: string) {
      if (lines.at(-1) !== text) lines.push(text);
      if (lines.length > HISTORY_MAX) lines.shift();
      at = lines.length;
    },
    older: (current: string) => leaf(at - 1, current),
    newer: (current: string) => leaf(at + 1, current),
  };
}

/** The tallest the box grows before it scrolls, in pixels: about eight lines. */
const HEIGHT_MAX = 180;

function fitHeight(box: HTMLTextAreaElement): void {
  box.style.height = "auto";
  box.style.height = `${Math.min(HEIGHT_MAX, box.scrollHeight)}px`;
}
