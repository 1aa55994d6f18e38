import { el, freshId } from "./dom.ts";
import { renderPlain } from "./mrkdwn-dom.ts";
import type { Suggestion } from "./suggestions.ts";

/** The completions above a message box; the focus stays in the box, which points at the chosen one. */
export interface SuggestionList {
  readonly node: HTMLElement;
  show(suggestions: readonly Suggestion[], chosen: number): void;
  /** Moves the choice round; true when there is something to move in. */
  move(by: 1 | -1): boolean;
  /** The chosen one, or null. */
  chosen(): Suggestion | null;
  first(): Suggestion | null;
  close(): void;
}

export function createSuggestionList(box: HTMLTextAreaElement, pick: (suggestion: Suggestion) => void): SuggestionList {
  const node = el("div", {
    class: "suggestions",
    role: "listbox",
    id: freshId("suggestions"),
    "aria-label": "Commands",
    hidden: true,
  });
  let all: readonly Suggestion[] = [];
  let at = -1;
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-controls", node.id);
  const mark = () => {
    for (const [index, option] of Array.from(node.children).entries())
      option.setAttribute("aria-selected", String(index === at));
    const option = node.children[at];
    if (option === undefined) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", option.id);
  };
  const show = (suggestions: readonly Suggestion[], chosen: number) => {
    all = suggestions;
    at = suggestions.length === 0 ? -1 : chosen;
    node.hidden = suggestions.length === 0;
    node.replaceChildren(...suggestions.map((suggestion) => optionNode(suggestion, pick)));
    mark();
  };
  return {
    node,
    show,
    move(by) {
      if (all.length === 0) return false;
      at = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
      mark();
      return true;
    },
    chosen: () => all[at] ?? null,
    first: () => all[0] ?? null,
    close: () => show([], -1),
  };
}

function optionNode(suggestion: Suggestion, pick: (suggestion: Suggestion) => void): HTMLElement {
  const node = el(
    "div",
    { class: "suggestion", role: "option", id: freshId("suggestion"), "aria-selected": "false" },
    el("strong", {}, suggestion.label),
    suggestion.hint === "" ? null : el("span", { class: "suggestion-hint" }, ` ${suggestion.hint}`),
    suggestion.note === "" ? null : el("span", { class: "suggestion-note" }, renderPlain(suggestion.note)),
  );
  // Not click: that would take the focus out of the box first.
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pick(suggestion);
  });
  return node;
}
