import { avatarOf } from "./avatar.ts";
import { button, el, on, spoken } from "./dom.ts";
import { icon } from "./icons.ts";
import { directIdOf, type PageContext } from "./page-context.ts";
import { type Part, reconcile } from "./reconcile.ts";
import type { Place } from "./state.ts";

/** The column at the left: where one can go, and who one is. */
export interface Sidebar {
  update(state: SidebarState): void;
}

export interface SidebarState {
  /** Conversations with something this person has not seen. */
  readonly unread: ReadonlySet<string>;
  readonly botReady: boolean;
}

export function createSidebar(
  nav: HTMLElement,
  context: PageContext,
  { openHelp, openTour }: { openHelp: () => void; openTour: (() => void) | null },
): Sidebar {
  const { workspace } = context;
  let wasReady = false;
  const status = el("p", { class: "bot-status", role: "status" });
  const places = el("div", { class: "places" });
  const people = el("div", { class: "people", role: "radiogroup", "aria-labelledby": "people-title" });
  nav.replaceChildren(
    el("div", { class: "workspace-head" }, el("strong", { class: "workspace-name" }, workspace.name), status),
    places,
    el("div", { class: "people-box" }, el("h2", { id: "people-title" }, "You are"), people),
    openTour === null ? "" : button({ class: "side-item help-item" }, openTour, icon("check"), "Guided tour"),
    button({ class: "side-item help-item" }, openHelp, icon("keyboard"), "Keyboard shortcuts"),
  );
  return {
    update(state) {
      status.className = `bot-status ${state.botReady ? "ready" : "waiting"}`;
      wasReady ||= state.botReady;
      const words = state.botReady ? "is connected" : wasReady ? "is not connected" : "is starting…";
      // Written only when it changes: a status that is written anew is spoken anew.
      if (!status.textContent?.endsWith(words)) status.textContent = `${workspace.bot.name} ${words}`;
      reconcile(places, placeParts(state, context));
      reconcile(people, personParts(context));
      for (const input of people.querySelectorAll("input")) input.checked = input.value === context.standing().person;
    },
  };
}

function placeParts({ unread }: SidebarState, context: PageContext): readonly Part[] {
  const { workspace } = context;
  const { person, place } = context.standing();
  const heading = (text: string): Part => ({ key: `h:${text}`, signature: text, draw: () => el("h2", {}, text) });
  const item = (
    to: Place,
    options: { key: string; label: string; sign: HTMLElement | SVGElement; unread: boolean },
  ): Part => {
    const here = place.kind === to.kind && (to.kind !== "channel" || (place.kind === "channel" && place.id === to.id));
    return {
      key: options.key,
      signature: `${here}${options.unread}${person}`,
      draw: () =>
        button(
          {
            class: `side-item${options.unread ? " unread" : ""}`,
            "aria-current": here ? "page" : undefined,
            "data-focus": `/${options.key}`,
          },
          () => context.go({ person: context.standing().person, place: to }),
          options.sign,
          el("span", { class: "side-label" }, options.label),
          options.unread ? el("span", { class: "dot" }, spoken("unread messages")) : null,
        ),
    };
  };
  const channels = workspace.channels.map((channel) =>
    item(
      { kind: "channel", id: channel.id },
      { key: channel.id, label: channel.name, sign: icon("hash"), unread: unread.has(channel.id) },
    ),
  );
  return [
    heading("Channels"),
    ...channels,
    heading("Apps"),
    item({ kind: "home" }, { key: "home", label: `${workspace.bot.name} · Home`, sign: icon("home"), unread: false }),
    item(
      { kind: "dm" },
      {
        key: "dm",
        label: `${workspace.bot.name} · Messages`,
        sign: icon("chat"),
        unread: unread.has(directIdOf(person)),
      },
    ),
  ];
}

function personParts(context: PageContext): readonly Part[] {
  const { person } = context.standing();
  return context.workspace.people.map((each, index) => ({
    key: each.id,
    // Drawn once: a redraw would take the arrow keys' place within the group.
    signature: "",
    draw() {
      const input = el("input", {
        type: "radio",
        name: "person",
        value: each.id,
        class: "spoken",
        checked: each.id === person,
      });
      on(input, "change", () => context.go({ person: each.id, place: context.standing().place }));
      return el(
        "label",
        { class: "person", title: `Alt+${index + 1}` },
        input,
        avatarOf(each.id, context.workspace),
        el(
          "span",
          { class: "person-words" },
          el("span", { class: "person-name" }, each.realName),
          el("span", { class: "person-title" }, each.title),
        ),
      );
    },
  }));
}
