import type { HeapCourse } from "./heap-course.ts";
import { palette } from "./palette.ts";
import { type Plot, placeOf } from "./plot.ts";
import { element, line, path, type Spot, type Svg } from "./svg.ts";

export const measuredStyle = { stroke: palette.measured, "stroke-width": 2.5, "stroke-linejoin": "round" } as const;
export const medianStyle = { stroke: palette.forecast, "stroke-width": 2.5, "stroke-dasharray": "6 4" } as const;
export const bandStyle = { fill: palette.band } as const;
const bandEdge = { stroke: palette.bandEdge, "stroke-width": 1 } as const;
export const restartStyle = { stroke: palette.quiet, "stroke-width": 1.5, "stroke-dasharray": "1.5 3" } as const;
const nowStyle = { stroke: palette.edge, "stroke-width": 1 } as const;

/** A line for each epoch, which ends where the daemon was restarted. */
export function measuredLines(plot: Plot, { epochs, to }: HeapCourse): readonly Svg[] {
  const lines = epochs.flatMap((epoch) => {
    const spots = epoch.map(({ agoSeconds, heapBytes }) => placeOf(plot, -agoSeconds, heapBytes));
    return path(spots, measuredStyle);
  });
  const last = epochs.at(-1)?.at(-1);
  if (last === undefined) return lines;
  const now = placeOf(plot, 0, last.heapBytes);
  const dot = element("circle", { cx: now.x, cy: now.y, r: 4, fill: palette.measured, stroke: palette.ground });
  return to === 0
    ? [...lines, dot]
    : [line({ x: now.x, y: plot.top }, { x: now.x, y: plot.bottom }, nowStyle), ...lines, dot];
}

/** Where the heap is to be with 90 % probability, and where most likely. */
export function forecastArea(plot: Plot, { forecast, nowBytes }: HeapCourse): readonly Svg[] {
  const along = (level: (p: { p05: number; p50: number; p95: number }) => number): readonly Spot[] => [
    placeOf(plot, 0, nowBytes),
    ...forecast.map(({ aheadSeconds, heapBytes }) => placeOf(plot, aheadSeconds, level(heapBytes))),
  ];
  if (forecast.length === 0) return [];
  const [low, middle, high] = [along(({ p05 }) => p05), along(({ p50 }) => p50), along(({ p95 }) => p95)];
  const around = [...high, ...low.toReversed()].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
  return [
    element("polygon", { points: around.join(" "), ...bandStyle }),
    ...path(high, bandEdge),
    ...path(low, bandEdge),
    ...path(middle, medianStyle),
  ];
}

/** A dotted line with a triangle on top. */
export function restartMarks(plot: Plot, { restarts }: Pick<HeapCourse, "restarts">): readonly Svg[] {
  return restarts.flatMap((at) => {
    const { x } = placeOf(plot, at, 0);
    return [line({ x, y: plot.top }, { x, y: plot.bottom }, restartStyle), triangle({ x, y: plot.top })];
  });
}

export function triangle({ x, y }: Spot): Svg {
  const corners = [x - 5, y - 4, x + 5, y - 4, x, y + 4].map((each) => each.toFixed(1));
  return element("polygon", { points: corners.join(" "), fill: palette.quiet });
}
