import { palette } from "./palette.ts";
import { line, type Spot, type Svg, text } from "./svg.ts";
import type { Ticks } from "./ticks.ts";

/** A rectangle in pixels in which values have their places. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
  /** The value at the top; 0 is at the bottom. */
  readonly highest: number;
}

/** The place of a value; one outside of the plot is put on its edge. */
export function placeOf(plot: Plot, across: number, value: number): Spot {
  const { left, right, top, bottom, from, to, highest } = plot;
  return {
    x: left + share(across - from, to - from) * (right - left),
    y: bottom - share(value, highest) * (bottom - top),
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}

export interface Axes {
  readonly down: Ticks;
  readonly across: readonly { readonly at: number; readonly label: string }[];
  readonly labelOf: (value: number) => string;
}

/** Labels left of and below the plot, with lines across it for the values. */
export function axes(plot: Plot, { down, across, labelOf }: Axes): readonly Svg[] {
  const quiet = { color: palette.quiet };
  const values = down.values.flatMap((value) => {
    const { y } = placeOf(plot, plot.from, value);
    const style = { ...quiet, anchor: "end" as const };
    return [
      line({ x: plot.left, y }, { x: plot.right, y }, { stroke: value === 0 ? palette.edge : palette.grid }),
      text(plot.left - 8, y + 5, { line: labelOf(value), style }),
    ];
  });
  const marks = across.flatMap(({ at, label }) => {
    const { x } = placeOf(plot, at, 0);
    return [
      line({ x, y: plot.bottom }, { x, y: plot.bottom + 4 }, { stroke: palette.edge }),
      text(x, plot.bottom + belowAxis, { line: label, style: { ...quiet, anchor: "middle" } }),
    ];
  });
  return [...values, ...marks];
}

/** From the axis to the baseline of its labels. */
export const belowAxis = 19;
