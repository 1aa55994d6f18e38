import { el, svg } from "./dom.ts";
import type { Workspace } from "./workspace.ts";

/** A person's initials, or the bot's own mark. Decoration: the name always stands beside it. */
export function avatarOf(id: string, workspace: Workspace): HTMLElement {
  if (id === workspace.bot.id) return el("span", { class: "avatar avatar-bot", "aria-hidden": "true" }, heapMark());
  const person = workspace.people.find((each) => each.id === id);
  const initials = (person?.realName ?? "?")
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("");
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, initials);
  // Darkened until white letters can be read on any colour.
  if (person !== undefined) node.style.backgroundColor = `color-mix(in srgb, ${person.color}, black 18%)`;
  return node;
}

/** Three bars that grow: a heap. */
function heapMark(): SVGElement {
  return svg("svg", { viewBox: "0 0 20 20" }, svg("path", { d: "M4 14.5h12M4 10h8.5M4 5.5h5" }));
}
