import { palette } from "./palette.ts";
import { element, line, type Spot, type Svg, text, textSize } from "./svg.ts";
import { textWidth } from "./text-width.ts";

export interface LegendEntry {
  readonly name: string;
  /** Drawn with its middle there, `sampleWidth` wide. */
  readonly sample: (middle: Spot) => Svg;
}

export const sampleWidth = 22;
const rowHeight = 19;
const [afterSample, afterName] = [6, 14];

/** Entries side by side in as few rows as they need; `baseline` is that of the first. */
export function legend(
  entries: readonly LegendEntry[],
  { left, right, baseline }: { readonly left: number; readonly right: number; readonly baseline: number },
): { readonly drawn: readonly Svg[]; readonly lastBaseline: number } {
  let spot: Spot = { x: left, y: baseline };
  const drawn: Svg[] = [];
  for (const { name, sample } of entries) {
    const width = sampleWidth + afterSample + textWidth(name);
    if (spot.x > left && spot.x + width > right) spot = { x: left, y: spot.y + rowHeight };
    drawn.push(sample({ x: spot.x + sampleWidth / 2, y: spot.y - textSize * 0.35 }));
    drawn.push(text(spot.x + sampleWidth + afterSample, spot.y, { line: name, style: { color: palette.quiet } }));
    spot = { x: spot.x + width + afterName, y: spot.y };
  }
  return { drawn, lastBaseline: spot.y };
}

export function lineSample(attributes: Readonly<Record<string, string | number>>): LegendEntry["sample"] {
  return ({ x, y }) => line({ x: x - sampleWidth / 2, y }, { x: x + sampleWidth / 2, y }, attributes);
}

export function areaSample(attributes: Readonly<Record<string, string | number>>): LegendEntry["sample"] {
  return ({ x, y }) =>
    element("rect", { x: x - sampleWidth / 2, y: y - 6, width: sampleWidth, height: 12, ...attributes });
}
