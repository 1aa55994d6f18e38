import { el } from "../dom.ts";
import { type Fields, fieldsList, fieldsOf } from "../json.ts";
import { renderImageElement } from "./image-block.ts";
import { renderRichElements } from "./rich-text.ts";
import type { DrawBlock, Surface } from "./surface.ts";
import { renderPlainText, renderText } from "./text-object.ts";

/** Blocks in a titled frame that can be folded where the bot allows it. */
export function renderContainer(block: Fields, surface: Surface, drawBlock: DrawBlock): HTMLElement {
  const head = headOf(block, surface);
  const children = el(
    "div",
    { class: "container-body" },
    ...fieldsList(block.child_blocks).map((child) => drawBlock(child, surface)),
  );
  if (block.is_collapsible !== true) return el("section", {}, head, children);
  return el("details", { open: block.default_collapsed !== true }, el("summary", {}, head), children);
}

function headOf(block: Fields, surface: Surface): HTMLElement {
  const title =
    block.rich_text_title === undefined
      ? [renderPlainText(block.title)]
      : renderRichElements(fieldsOf(block.rich_text_title), surface.directory);
  return el(
    "div",
    { class: "container-head" },
    block.icon === undefined ? null : renderImageElement(fieldsOf(block.icon), "card-icon"),
    el(
      "div",
      {},
      el("div", { class: "container-title" }, ...title),
      block.subtitle === undefined
        ? null
        : el("div", { class: "card-subtitle" }, renderText(block.subtitle, surface.directory)),
    ),
  );
}
