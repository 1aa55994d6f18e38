import { el } from "../dom.ts";
import { emojiNode } from "../emoji.ts";
import { type Fields, textOf } from "../json.ts";
import type { Surface } from "./surface.ts";
import { renderText } from "./text-object.ts";

const SIGNS: Readonly<Record<string, string>> = {
  info: "information_source",
  warning: "warning",
  error: "no_entry",
  success: "white_check_mark",
};

/** A coloured notice inside a modal. */
export function renderAlert(block: Fields, surface: Surface): HTMLElement {
  const level = textOf(block.level, "default");
  const sign = SIGNS[level];
  return el(
    "div",
    { role: level === "error" ? "alert" : "note", class: `notice notice-${sign === undefined ? "default" : level}` },
    sign === undefined ? null : emojiNode(sign),
    el("div", { class: "rich" }, renderText(block.text, surface.directory)),
  );
}
