import { avatarOf } from "./avatar.ts";
import { button, el, spoken } from "./dom.ts";
import { icon } from "./icons.ts";
import { type PageContext, placeName } from "./page-context.ts";
import { type Part, reconcile } from "./reconcile.ts";

export interface TopbarActions {
  readonly openSidebar: () => void;
  readonly openInspector: () => void;
  readonly openJump: () => void;
}

/** The bar above the middle: where one is, and the ways to everything else. */
export function updateTopbar(
  bar: HTMLElement,
  state: { violations: number | null; context: PageContext },
  actions: TopbarActions,
): void {
  const { context, violations } = state;
  const standing = context.standing();
  const parts: Part[] = [
    { key: "menu", signature: standing.person, draw: () => menuButton(context, actions.openSidebar) },
    { key: "title", signature: JSON.stringify(standing.place), draw: () => titleOf(context) },
    {
      key: "jump",
      signature: "",
      draw: () =>
        button(
          { class: "bar-button jump-button", title: "Ctrl or ⌘ + K" },
          actions.openJump,
          icon("search"),
          el("span", { class: "wide-only" }, "Jump to…"),
          spoken("Jump to a channel or person"),
        ),
    },
    { key: "inspector", signature: String(violations), draw: () => inspectorButton(violations, actions.openInspector) },
  ];
  reconcile(bar, parts);
}

function menuButton(context: PageContext, open: () => void): HTMLElement {
  const { person } = context.standing();
  const avatar = avatarOf(person, context.workspace);
  return button(
    {
      class: "bar-button menu-button",
      // With the letters that are seen, for whoever says what to press.
      "aria-label": `${avatar.textContent} Channels and people. You are ${context.directory.userName(person)}`,
      "data-focus": "/menu",
    },
    open,
    icon("menu"),
    avatar,
  );
}

function titleOf(context: PageContext): HTMLElement {
  const standing = context.standing();
  const channel = context.workspace.channels.find(
    (each) => standing.place.kind === "channel" && each.id === standing.place.id,
  );
  const tab = (kind: "home" | "dm", label: string) =>
    button(
      { class: "tab", "aria-current": standing.place.kind === kind ? "page" : undefined, "data-focus": `/tab-${kind}` },
      () => context.go({ ...context.standing(), place: { kind } }),
      label,
    );
  return el(
    "div",
    { class: "place-title" },
    el("h1", {}, placeName(standing, context)),
    channel === undefined
      ? el("div", { class: "tabs", role: "group", "aria-label": "App" }, tab("home", "Home"), tab("dm", "Messages"))
      : el("span", { class: "purpose" }, channel.purpose),
  );
}

function inspectorButton(violations: number | null, open: () => void): HTMLElement {
  const words =
    violations === null
      ? "rules unknown"
      : violations === 0
        ? "0 rules broken"
        : `${violations} ${violations === 1 ? "rule" : "rules"} broken`;
  const colour = violations === 0 ? "good" : violations === null ? "" : "bad";
  return button(
    {
      class: "bar-button inspector-button",
      "aria-label": `Inspector ${words}`,
      title: "What Slack would have received, and the rules of Slack that the bot broke (Alt + I)",
      "data-focus": "/inspector",
    },
    open,
    icon("inspect"),
    el("span", { class: "wide-only" }, "Inspector"),
    // Between words, so that what is seen is part of what is said.
    " ",
    el(
      "span",
      { class: `count ${colour}` },
      violations === 0 ? icon("check") : null,
      el("span", {}, String(violations ?? "?")),
      el("span", { class: "count-words" }, words.replace(/^\d+ /, "\u00a0")),
    ),
  );
}
