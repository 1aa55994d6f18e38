import { el, svg } from "./dom.ts";
import { characterOf, wordsOf } from "./emoji-names.ts";
import { drawnCharacters, shapeOf } from "./emoji-shapes.ts";

/** The picture of a short code such as `red_circle`, or undefined when the page does not know it. */
export function emojiNode(name: string): HTMLElement | undefined {
  const base = name.replace(/::skin-tone-\d$/, "");
  const character = characterOf(base);
  return character === undefined ? undefined : drawEmoji(character, base.replaceAll("_", " "));
}

/** The picture of a character that operations messages use for a state, or undefined for any other character. */
export function stateEmoji(character: string): HTMLElement | undefined {
  return shapeOf(character) === undefined ? undefined : drawEmoji(character, wordsOf(character) ?? character);
}

/** The character with a blank behind it, for where only text can stand; "" where no font has a picture of it. */
export function emojiText(name: string): string {
  const character = characterOf(name);
  return character !== undefined && hasEmojiFont() ? `${character} ` : "";
}

/** Finds the characters that `stateEmoji` draws; a variation selector after one belongs to it. */
export function stateEmojiPattern(): RegExp {
  return new RegExp(`(${drawnCharacters().join("|")})\uFE0F?`, "gu");
}

/**
 * The signs that carry a state are drawn, because not every Linux desktop has an emoji font and an empty box where "starving"
 * should be red would be worse than none. The character stays in the text, so that copying keeps it.
 */
function drawEmoji(character: string, name: string): HTMLElement {
  const shape = shapeOf(character);
  if (shape === undefined) return letterEmoji(character, name);
  return el(
    "span",
    { class: `emoji drawn tint-${shape.colour}`, role: "img", "aria-label": name, title: name },
    svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, ...shape.draw()),
    el("span", { class: "emoji-character", "aria-hidden": "true" }, character),
  );
}

/** Left to the font; where there is none, the short code says more than an empty box. */
function letterEmoji(character: string, name: string): HTMLElement {
  const attributes = { class: "emoji", role: "img", "aria-label": name, title: name };
  return hasEmojiFont() ? el("span", attributes, character) : el("span", attributes, `:${name.replaceAll(" ", "_")}:`);
}

let emojiFont: boolean | undefined;

/** Whether a rocket comes out with any colour. Asked once: fonts do not change while the page is open. */
function hasEmojiFont(): boolean {
  emojiFont ??= isDrawnInColour("🚀");
  return emojiFont;
}

function isDrawnInColour(character: string): boolean {
  const size = 24;
  const context = Object.assign(document.createElement("canvas"), { width: size, height: size }).getContext("2d");
  if (context === null) return true;
  context.font = "18px sans-serif";
  context.textBaseline = "top";
  context.fillText(character, 0, 0);
  const { data } = context.getImageData(0, 0, size, size);
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return true;
  return false;
}
