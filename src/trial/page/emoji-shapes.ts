import { svg } from "./dom.ts";

/** The characters that are drawn rather than left to a font, each with its form and its colour (a `tint-…` class). */
export interface EmojiShape {
  readonly colour: Colour;
  readonly draw: () => SVGElement[];
}

export function shapeOf(character: string): EmojiShape | undefined {
  const shape = SHAPES.get(character);
  return shape === undefined ? undefined : { colour: shape[1], draw: FORMS[shape[0]] };
}

/** Every character that `shapeOf` knows. */
export function drawnCharacters(): readonly string[] {
  return Array.from(SHAPES.keys());
}

type Form =
  | "circle"
  | "square"
  | "check"
  | "cross"
  | "warning"
  | "info"
  | "ring"
  | "stop"
  | "arrow-up"
  | "arrow-down"
  | "light"
  | "hourglass";

const FORMS: Record<Form, () => SVGElement[]> = {
  circle: () => [svg("circle", { cx: 10, cy: 10, r: 7.5, class: "shape" })],
  ring: () => [svg("circle", { cx: 10, cy: 10, r: 6.5, class: "outline" })],
  square: () => [svg("rect", { x: 3, y: 3, width: 14, height: 14, rx: 3, class: "shape" })],
  check: () => [
    svg("rect", { x: 2, y: 2, width: 16, height: 16, rx: 4, class: "shape" }),
    svg("path", { d: "M6 10.5l3 3 5.5-7", class: "mark" }),
  ],
  cross: () => [svg("path", { d: "M4.5 4.5l11 11M15.5 4.5l-11 11", class: "stroke" })],
  warning: () => [
    svg("path", { d: "M10 2.5l8.5 15h-17z", class: "shape" }),
    svg("path", { d: "M10 8v4.2M10 14.8v.2", class: "mark dark" }),
  ],
  info: () => [
    svg("rect", { x: 2, y: 2, width: 16, height: 16, rx: 4, class: "shape" }),
    svg("path", { d: "M10 9v5M10 5.9v.2", class: "mark" }),
  ],
  stop: () => [svg("circle", { cx: 10, cy: 10, r: 8, class: "shape" }), svg("path", { d: "M6 10h8", class: "mark" })],
  "arrow-up": () => [svg("path", { d: "M10 16V4.5M5 9.5l5-5 5 5", class: "stroke" })],
  "arrow-down": () => [svg("path", { d: "M10 4v11.5M5 10.5l5 5 5-5", class: "stroke" })],
  light: () => [
    svg("path", { d: "M5.5 14V10a4.5 4.5 0 019 0v4z", class: "shape" }),
    svg("path", { d: "M3.5 16.5h13M10 1v2M3 4l1.4 1.4M17 4l-1.4 1.4", class: "stroke thin" }),
  ],
  hourglass: () => [
    svg("path", {
      d: "M5 2.5h10M5 17.5h10M6 2.5c0 4 4 5 4 7.5s-4 3.5-4 7.5M14 2.5c0 4-4 5-4 7.5s4 3.5 4 7.5",
      class: "stroke thin",
    }),
    svg("path", { d: "M7 17.2c.4-2 1.6-2.6 3-3.4 1.4.8 2.6 1.4 3 3.4z", class: "shape" }),
  ],
};

type Colour = "red" | "orange" | "yellow" | "green" | "blue" | "purple" | "brown" | "black" | "white" | "grey";

const SHAPES: ReadonlyMap<string, readonly [Form, Colour]> = new Map<string, readonly [Form, Colour]>([
  ["🔴", ["circle", "red"]],
  ["🟠", ["circle", "orange"]],
  ["🟡", ["circle", "yellow"]],
  ["🟢", ["circle", "green"]],
  ["🔵", ["circle", "blue"]],
  ["🟣", ["circle", "purple"]],
  ["🟤", ["circle", "brown"]],
  ["⚫", ["circle", "black"]],
  ["⚪", ["ring", "grey"]],
  ["🟥", ["square", "red"]],
  ["🟧", ["square", "orange"]],
  ["🟨", ["square", "yellow"]],
  ["🟩", ["square", "green"]],
  ["🟦", ["square", "blue"]],
  ["✅", ["check", "green"]],
  ["❌", ["cross", "red"]],
  ["⚠", ["warning", "yellow"]],
  ["ℹ", ["info", "blue"]],
  ["⛔", ["stop", "red"]],
  ["⬆", ["arrow-up", "grey"]],
  ["⬇", ["arrow-down", "grey"]],
  ["🚨", ["light", "red"]],
  ["⏳", ["hourglass", "grey"]],
]);
