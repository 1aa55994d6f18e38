import { bytes, renderBytes } from "../bytes.ts";
import type { HeapLimit } from "../heap/limit-of-daemon.ts";
import type { HeapCourse } from "./heap-course.ts";
import { palette } from "./palette.ts";
import { type Plot, placeOf } from "./plot.ts";
import { spreadLabels } from "./spread-labels.ts";
import { line, type Svg, text } from "./svg.ts";

export const thresholdStyle = { stroke: palette.threshold, "stroke-width": 2, "stroke-dasharray": "10 3 2 3" } as const;

/** From a line's middle to the baseline of what stands beside it. */
const besideLine = 5;
const labelGap = 16;

interface Label {
  readonly value: number;
  readonly style: { readonly bold?: boolean; readonly color: string };
}

/** Sizes right of the plot: where the forecast ends, or where the heap is now; and the limit. */
export function endLabels(plot: Plot, { forecast, nowBytes }: HeapCourse, limit: HeapLimit | null): readonly Svg[] {
  const end = forecast.at(-1)?.heapBytes;
  const levels: readonly Label[] =
    end === undefined
      ? [{ value: nowBytes, style: { bold: true, color: palette.measured } }]
      : [
          { value: end.p95, style: { color: palette.quiet } },
          { value: end.p50, style: { bold: true, color: palette.forecast } },
          { value: end.p05, style: { color: palette.quiet } },
        ];
  const labels = [
    ...distinct(levels),
    ...(limit === null ? [] : [{ value: limit.bytes, style: { bold: true, color: palette.threshold } }]),
  ];
  const wanted = labels.map(({ value }) => placeOf(plot, plot.to, value).y + besideLine);
  const places = spreadLabels(wanted, { gap: labelGap, from: plot.top + besideLine, to: plot.bottom + besideLine });
  return labels.map(({ value, style }, index) =>
    text(plot.right + 8, places[index] ?? plot.top, { line: size(value), style }),
  );
}

/** The median alone where the range is too narrow to be told. */
function distinct(levels: readonly Label[]): readonly Label[] {
  const middle = levels.find(({ style }) => style.bold === true);
  return levels.filter((level) => level === middle || size(level.value) !== size(middle?.value ?? 0));
}

export function thresholdLine(plot: Plot, limit: HeapLimit | null): readonly Svg[] {
  if (limit === null) return [];
  const { y } = placeOf(plot, plot.from, limit.bytes);
  return [line({ x: plot.left, y }, { x: plot.right, y }, thresholdStyle)];
}

function size(count: number): string {
  return renderBytes(bytes(count));
}
