import type { HeapCourse } from "./heap-course.ts";
import { palette } from "./palette.ts";
import { type Plot, placeOf } from "./plot.ts";
import { element, line, type Spot, type Svg, text } from "./svg.ts";
import { clipToWidth, textWidth } from "./text-width.ts";

const deployStyle = { stroke: palette.quiet, "stroke-width": 1.5, "stroke-dasharray": "7 3" } as const;
const labelSize = 12;
/** In pixels: a release's name, and not its notes. */
const labelWidthMax = 90;
const besidesLabel = 8;
const abovePlot = 7;

/** A dashed line with a diamond on the axis, and the release above where there is room: a restart of the same minute has its mark on top. */
export function deployMarks(plot: Plot, { deploys }: HeapCourse): readonly Svg[] {
  const marks = deploys.map(({ at, note }) => ({ x: placeOf(plot, at, 0).x, note }));
  return [
    ...marks.flatMap(({ x }) => [
      line({ x, y: plot.top }, { x, y: plot.bottom }, deployStyle),
      diamond({ x, y: plot.bottom }),
    ]),
    ...labels(plot, marks),
  ];
}

export function diamond({ x, y }: Spot): Svg {
  const corners = [`${x - 5},${y}`, `${x},${y - 5}`, `${x + 5},${y}`, `${x},${y + 5}`];
  return element("polygon", { points: corners.join(" "), fill: palette.quiet, stroke: palette.ground });
}

/** The newest first; an older one that would lie over it is left out. */
function labels(plot: Plot, marks: readonly { readonly x: number; readonly note: string | null }[]): readonly Svg[] {
  let free = Number.POSITIVE_INFINITY;
  return marks.flatMap(({ x, note }) => {
    if (note === null) return [];
    const said = clipToWidth(note, labelWidthMax, labelSize);
    const width = textWidth(said, labelSize);
    const left = Math.min(plot.right - width, Math.max(plot.left, x - width / 2));
    if (left + width + besidesLabel > free) return [];
    free = left;
    return [
      text(left, plot.top - abovePlot, { line: said, style: { size: labelSize, bold: true, color: palette.quiet } }),
    ];
  });
}
