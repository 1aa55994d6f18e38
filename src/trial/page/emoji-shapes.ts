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
  | "hourglass"
  | "eyes"
  | "quiet"
  | "repeat"
  | "asleep"
  | "barrier"
  | "balloon"
  | "hand"
  | "lens"
  | "question"
  | "forbidden"
  | "clock"
  | "bin"
  | "pointer"
  | "lock"
  | "disk"
  | "rise"
  | "calendar"
  | "newspaper"
  | "bars";

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
  eyes: () => [
    svg("path", {
      d: "M6 4.5c4.4 0 4.4 11 0 11s-4.4-11 0-11M14 4.5c4.4 0 4.4 11 0 11s-4.4-11 0-11",
      class: "stroke thin",
    }),
    svg("circle", { cx: 7, cy: 11, r: 1.8, class: "shape" }),
    svg("circle", { cx: 15, cy: 11, r: 1.8, class: "shape" }),
  ],
  quiet: () => [
    svg("path", { d: "M5.5 13.5V8.5a4.5 4.5 0 019 0v5l1.5 1H4zM8.5 17h3", class: "stroke thin" }),
    svg("path", { d: "M3 3l14 14", class: "stroke" }),
  ],
  repeat: () => [
    svg("path", {
      d: "M4 9V8a3 3 0 013-3h9M13.5 2.5L16 5l-2.5 2.5M16 11v1a3 3 0 01-3 3H4M6.5 12.5L4 15l2.5 2.5",
      class: "stroke thin",
    }),
  ],
  asleep: () => [svg("path", { d: "M3 10.5h5l-5 6h5M10 3h7l-7 7.5h7", class: "stroke thin" })],
  barrier: () => [
    svg("rect", { x: 2, y: 5, width: 16, height: 7, rx: 1, class: "shape" }),
    svg("path", { d: "M5 12l4-7M11 12l4-7", class: "mark dark" }),
    svg("path", { d: "M5 12.5V17M15 12.5V17", class: "stroke thin" }),
  ],
  balloon: () => [
    svg("path", {
      d: "M4 3.5h12a2 2 0 012 2V12a2 2 0 01-2 2h-6l-4 3.5V14H4a2 2 0 01-2-2V5.5a2 2 0 012-2z",
      class: "shape",
    }),
    svg("path", { d: "M6 7.5h8M6 10.5h5", class: "mark" }),
  ],
  hand: () => [
    svg("path", {
      d: "M5.5 11V6a1.2 1.2 0 012.4 0V3.7a1.2 1.2 0 012.4 0V3.2a1.2 1.2 0 012.4 0v1.5a1.2 1.2 0 012.4 0v7.8c0 3-1.8 5.3-4.8 5.3-2.6 0-3.7-1.1-4.8-3.2L2.7 10.500a1.3 1.3 0 012-1.500z",
      class: "shape",
    }),
  ],
  lens: () => [
    svg("circle", { cx: 8.5, cy: 8.5, r: 5, class: "outline" }),
    svg("path", { d: "M12.3 12.3l5 5", class: "stroke" }),
  ],
  question: () => [svg("path", { d: "M6 6.5a4 4 0 118 0c0 2.6-4 3-4 6M10 16.300v.2", class: "stroke" })],
  forbidden: () => [
    svg("circle", { cx: 10, cy: 10, r: 7, class: "outline" }),
    svg("path", { d: "M5 5l10 10", class: "stroke" }),
  ],
  clock: () => [
    svg("circle", { cx: 10, cy: 11, r: 6.5, class: "outline" }),
    svg("path", { d: "M10 7.500V11l2.5 2M3 5l2.5-2.500M17 5l-2.5-2.5", class: "stroke thin" }),
  ],
  bin: () => [
    svg("path", {
      d: "M3.5 5.500h13M8 5.500v-2h4v2M5 5.500l1 12h8l1-12M8.5 8.500v6M11.5 8.500v6",
      class: "stroke thin",
    }),
  ],
  pointer: () => [svg("path", { d: "M2.5 10h13M10.5 4.500L16 10l-5.5 5.5", class: "stroke" })],
  lock: () => [
    svg("rect", { x: 4, y: 9, width: 12, height: 8.5, rx: 1.5, class: "shape" }),
    svg("path", { d: "M6.5 9V6.500a3.5 3.5 0 017 0V9", class: "stroke thin" }),
  ],
  disk: () => [
    svg("path", { d: "M3 3h11l3 3v11H3z", class: "shape" }),
    svg("path", { d: "M6 3v4.500h7V3M6 17v-5.500h8V17", class: "mark" }),
  ],
  calendar: () => [
    svg("rect", { x: 3, y: 4, width: 14, height: 13, rx: 1.5, class: "shape" }),
    svg("path", { d: "M3 8h14M7 2.5v3M13 2.5v3", class: "mark" }),
  ],
  newspaper: () => [
    svg("path", { d: "M3 4h11v12.500H5a2 2 0 01-2-2zM14 8h3v6.500a2 2 0 01-2 2h-2", class: "stroke thin" }),
    svg("path", { d: "M5.500 7h6M5.500 10h6M5.500 13h4", class: "stroke thin" }),
  ],
  bars: () => [svg("path", { d: "M2.500 17.500h15M5 15V9.500M10 15V4M15 15v-8", class: "stroke" })],
  rise: () => [svg("path", { d: "M2.5 3v14.500h15M5 13l3.5-4 3 2.500L17 5", class: "stroke thin" })],
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
  ["👀", ["eyes", "grey"]],
  ["🔕", ["quiet", "grey"]],
  ["🔁", ["repeat", "orange"]],
  ["💤", ["asleep", "blue"]],
  ["🚧", ["barrier", "orange"]],
  ["💬", ["balloon", "blue"]],
  ["✋", ["hand", "orange"]],
  ["☑", ["check", "blue"]],
  ["🔍", ["lens", "blue"]],
  ["❓", ["question", "red"]],
  ["🚫", ["forbidden", "red"]],
  ["⏰", ["clock", "orange"]],
  ["✖", ["cross", "grey"]],
  ["🗑", ["bin", "grey"]],
  ["👉", ["pointer", "orange"]],
  ["🔒", ["lock", "orange"]],
  ["💾", ["disk", "blue"]],
  ["📈", ["rise", "blue"]],
  ["📅", ["calendar", "blue"]],
  ["📰", ["newspaper", "grey"]],
  ["📊", ["bars", "blue"]],
]);
