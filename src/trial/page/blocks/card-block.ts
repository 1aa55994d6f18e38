import { el } from "../dom.ts";
import { type Fields, fieldsList, fieldsOf } from "../json.ts";
import { renderElement } from "./element.ts";
import { renderImageElement } from "./image-block.ts";
import type { Surface } from "./surface.ts";
import { renderText } from "./text-object.ts";

/** A picture, a title with its icon, a text and buttons, in a frame. */
export function renderCard(block: Fields, surface: Surface): HTMLElement {
  const { directory } = surface;
  const line = (name: string, className: string) =>
    block[name] === undefined ? null : el("div", { class: `rich ${className}` }, renderText(block[name], directory));
  const actions = fieldsList(block.actions).map((element) => renderElement(element, block, surface));
  return el(
    "article",
    {},
    block.hero_image === undefined ? null : renderImageElement(fieldsOf(block.hero_image), "card-hero"),
    el(
      "div",
      { class: "card-head" },
      block.icon === undefined ? null : renderImageElement(fieldsOf(block.icon), "card-icon"),
      el("div", {}, line("title", "card-title"), line("subtitle", "card-subtitle")),
    ),
    line("body", "card-body"),
    actions.length === 0
      ? null
      : el("div", { class: "card-actions", role: "group", "aria-label": "Actions" }, ...actions),
  );
}

/** Cards side by side; the row scrolls by itself. */
export function renderCarousel(block: Fields, surface: Surface): HTMLElement {
  const cards = fieldsList(block.elements).map((card) => {
    const node = renderCard(card, surface);
    node.classList.add("block-card");
    return node;
  });
  return el("div", { role: "group", "aria-label": "Cards", tabindex: 0 }, ...cards);
}
