import { Resvg } from "@resvg/resvg-js";
import { expect } from "vitest";
import type { Picture } from "../../src/domain/picture/picture.ts";

const fontFiles = ["400Regular/Inter_400Regular.ttf", "600SemiBold/Inter_600SemiBold.ttf"].map(
  (file) => new URL(`../../node_modules/@expo-google-fonts/inter/${file}`, import.meta.url).pathname,
);

/** What is drawn, measured with the font that it is painted with; and nothing in it may lie outside. */
export function expectInside({ svg, width, height }: Picture): void {
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "Inter" };
  const box = new Resvg(svg, { font }).getBBox();
  expect(box).toBeDefined();
  expect(box?.x).toBeGreaterThanOrEqual(-0.01);
  expect(box?.y).toBeGreaterThanOrEqual(-0.01);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width + 0.01);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height + 0.01);
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
}

/** The lines of text in the order in which they are drawn, as they are read. */
export function linesIn({ svg }: Picture): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, line]) =>
    String(line).replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
  );
}
