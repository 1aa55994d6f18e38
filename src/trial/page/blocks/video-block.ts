import { el } from "../dom.ts";
import { type Fields, textOf } from "../json.ts";
import { linkNode } from "../mrkdwn-dom.ts";
import { renderImageElement } from "./image-block.ts";
import { renderPlainText } from "./text-object.ts";

/** The video's title as a link and its still; the page plays nothing from elsewhere. */
export function renderVideo(block: Fields): HTMLElement {
  const still = { image_url: block.thumbnail_url, alt_text: block.alt_text };
  return el(
    "figure",
    {},
    el("figcaption", {}, linkNode(textOf(block.title_url, textOf(block.video_url)), renderPlainText(block.title))),
    renderImageElement(still, "image"),
  );
}
