import { palette } from "./palette.ts";

/** Finished markup of SVG: text can only come into it by `text`, which escapes it. */
export type Svg = string & { readonly [finished]: true };
declare const finished: unique symbol;

type Attributes = Readonly<Record<string, string | number>>;

/** An element with its children. Numbers are rounded to a tenth; one that is not finite is a fault of who draws. */
export function element(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(writeValue(value))}"`);
  const start = `<${name}${written.join("")}`;
  return (children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`) as Svg;
}

function writeValue(value: string | number): string {
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) throw new RangeError(`a picture cannot be drawn with ${value}`);
  return String(Math.round(value * 10) / 10);
}

export interface TextStyle {
  /** In pixels; 14 unless said otherwise. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly anchor?: "start" | "middle" | "end";
}

export const textSize = 14;

/** A line of text with its baseline at `y`. */
export function text(x: number, y: number, said: { readonly line: string; readonly style?: TextStyle }): Svg {
  const { size = textSize, bold = false, color = palette.ink, anchor = "start" } = said.style ?? {};
  const attributes = {
    ...{ x, y, "font-size": size, fill: color },
    ...(bold ? { "font-weight": 600 } : {}),
    ...(anchor === "start" ? {} : { "text-anchor": anchor }),
  };
  return element("text", attributes, escapeXml(said.line) as Svg);
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Through the spots in their order; nothing for fewer than two. */
export function path(spots: readonly Spot[], attributes: Attributes): readonly Svg[] {
  if (spots.length < 2) return [];
  const d = spots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${writeValue(x)} ${writeValue(y)}`).join("");
  return [element("path", { d, fill: "none", ...attributes })];
}

export function line(from: Spot, to: Spot, attributes: Attributes): Svg {
  return element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...attributes });
}

/** The whole document on its ground. */
export function svgDocument(size: { readonly width: number; readonly height: number }, body: readonly Svg[]): string {
  const { width, height } = size;
  const ground = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8 };
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      ...{ width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "Inter, sans-serif" },
    },
    element("rect", { ...ground, fill: palette.ground, stroke: palette.edge }),
    ...body,
  );
}

/** Also of what no XML may hold at all, and of what turns the direction of a text around. */
export function escapeXml(said: string): string {
  return said
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff\u2028\u2029]/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
