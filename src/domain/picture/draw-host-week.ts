import { type HostWeek, type MemorySlot, mostSwapOf } from "../digest/host-week.ts";
import type { Instant } from "../time.ts";
import { restartMarks } from "./draw-heap-course.ts";
import { margin } from "./heading.ts";
import { palette } from "./palette.ts";
import { pictureWidth } from "./picture.ts";
import { axes, type Plot, placeOf } from "./plot.ts";
import { sizeUnitOf } from "./size-unit.ts";
import { element, path, type Spot, type Svg, text } from "./svg.ts";
import { clipToWidth } from "./text-width.ts";
import { ticksTo, timeTicks } from "./ticks.ts";

export const availableStyle = { stroke: palette.measured, "stroke-width": 2, "stroke-linejoin": "round" } as const;
export const swapStyle = { stroke: palette.forecast, "stroke-width": 2, "stroke-dasharray": "4 3" } as const;

const [nameHeight, plotHeight, gap] = [28, 64, 16];
export const hostWeekHeight = nameHeight + plotHeight + gap;
/** A digest is read for days: its end is not now. */
const endLabel = "end";

/** For labels of sizes, "12.5 GiB", and half of the last label of time. */
const [labelsLeft, labelRight] = [66, 12];

interface Panel {
  readonly span: { readonly from: Instant; readonly to: Instant };
  /** In pixels. */
  readonly top: number;
  /** The last of several has the labels of time. */
  readonly isLast: boolean;
}

/** Memory and swap of one host as lines on one scale from 0, below its name. */
export function drawHostWeek(week: HostWeek, { span, top, isLast }: Panel): readonly Svg[] {
  const from = (span.from - span.to) / 1000;
  const highest = highestOf(week);
  const unit = sizeUnitOf(highest);
  const scale = ticksTo(highest, unit.bytes);
  const plot: Plot = {
    left: margin + labelsLeft,
    right: pictureWidth - margin - labelRight,
    top: top + nameHeight,
    bottom: top + nameHeight + plotHeight,
    ...{ from, to: 0, highest: scale.top },
  };
  const ago = (at: Instant): number => (at - span.to) / 1000;
  const across = isLast
    ? timeTicks(from, 0).map(({ seconds, label }) => ({ at: seconds, label: seconds === 0 ? endLabel : label }))
    : [];
  const lines = (figure: keyof MemorySlot): readonly (readonly Spot[])[] => runsOf(week, figure, plot);
  return [
    text(margin, top + 14, { line: clipToWidth(week.host, pictureWidth - 2 * margin), style: { bold: true } }),
    ...axes(plot, { down: { top: scale.top, values: [0, scale.top] }, across, labelOf: (size) => unit.label(size) }),
    ...restartMarks(plot, { restarts: week.restartedAt.map(ago) }),
    ...lines("leastAvailable").flatMap((spots) => path(spots, availableStyle)),
    ...(mostSwapOf(week) === 0 ? [] : lines("mostSwap").flatMap((spots) => path(spots, swapStyle))),
    ...week.firedAt.map((at) => alertMark(placeOf(plot, ago(at), 0))),
  ];
}

function highestOf({ slots }: HostWeek): number {
  return Math.max(1, ...slots.flatMap((slot) => [slot?.leastAvailable ?? 0, slot?.mostSwap ?? 0]));
}

/** A line for each stretch without a gap: where nothing was read nothing is drawn. */
function runsOf({ slots }: HostWeek, figure: keyof MemorySlot, plot: Plot): readonly (readonly Spot[])[] {
  const length = (plot.to - plot.from) / slots.length;
  const runs: Spot[][] = [[]];
  for (const [index, slot] of slots.entries()) {
    const value = slot?.[figure] ?? null;
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(placeOf(plot, plot.from + (index + 0.5) * length, value));
  }
  return runs;
}

/** A square that stands on its corner, so that it is not taken for a restart by who sees no colours. */
export function alertMark({ x, y }: Spot): Svg {
  const corners = [x, y - 5, x + 5, y, x, y + 5, x - 5, y].map((each) => each.toFixed(1));
  return element("polygon", { points: corners.join(" "), fill: palette.threshold, stroke: palette.ground });
}
