import { el } from "../dom.ts";
import { type Fields, fieldsList, fieldsOf, textOf } from "../json.ts";
import { renderElement } from "./element.ts";
import { renderImageElement } from "./image-block.ts";
import type { Surface } from "./surface.ts";
import { renderPlainText, renderText } from "./text-object.ts";

/** Large bold plain text. Not an HTML heading above level 3: levels 1 and 2 are the page's own. */
export function renderHeader(block: Fields): HTMLElement {
  return el("div", {}, el("h3", {}, renderPlainText(block.text)));
}

/** Text, then fields in two columns, with one element beside them. */
export function renderSection(block: Fields, surface: Surface): HTMLElement {
  const accessory = fieldsOf(block.accessory);
  const fields = fieldsList(block.fields);
  const body = el(
    "div",
    { class: "section-body" },
    block.text === undefined ? null : el("div", { class: "rich" }, renderText(block.text, surface.directory)),
    fields.length === 0
      ? null
      : el(
          "div",
          { class: "section-fields" },
          ...fields.map((field) => el("div", { class: "rich" }, renderText(field, surface.directory))),
        ),
  );
  if (accessory.type === undefined) return el("div", {}, body);
  const beside =
    accessory.type === "image"
      ? renderImageElement(accessory, "accessory-image")
      : renderElement(accessory, block, surface);
  return el("div", { class: "with-accessory" }, body, el("div", { class: "accessory" }, beside));
}

/** Small grey texts and images in a row. */
export function renderContext(block: Fields, surface: Surface): HTMLElement {
  const parts = fieldsList(block.elements).map((element) =>
    element.type === "image"
      ? renderImageElement(element, "context-image")
      : el("span", { class: "rich" }, renderText(element, surface.directory)),
  );
  return el("div", {}, ...parts);
}

export function renderActions(block: Fields, surface: Surface): HTMLElement {
  const elements = fieldsList(block.elements).map((element) => renderElement(element, block, surface));
  return el("div", { role: "group", "aria-label": textOf(block.accessibility_label, "Actions") }, ...elements);
}
