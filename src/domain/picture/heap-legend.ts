import { bytes, renderBytes } from "../bytes.ts";
import type { HeapLimit } from "../heap/limit-of-daemon.ts";
import { limitName } from "../heap/shown-span.ts";
import { diamond } from "./draw-deploys.ts";
import { bandStyle, measuredStyle, medianStyle, triangle } from "./draw-heap-course.ts";
import { margin } from "./heading.ts";
import type { HeapCourse } from "./heap-course.ts";
import { thresholdStyle } from "./heap-labels.ts";
import { areaSample, type LegendEntry, legend, lineSample } from "./legend.ts";
import { pictureWidth } from "./picture.ts";

/** Of what is in the picture, and of nothing else. */
export function heapLegend(course: HeapCourse, limit: HeapLimit | null, baseline: number): ReturnType<typeof legend> {
  const forecast: readonly LegendEntry[] = [
    { name: "most likely", sample: lineSample(medianStyle) },
    { name: "90 % range", sample: areaSample(bandStyle) },
  ];
  const entries: readonly LegendEntry[] = [
    { name: `measured, ${renderBytes(bytes(course.nowBytes))} now`, sample: lineSample(measuredStyle) },
    ...(course.forecast.length === 0 ? [] : forecast),
    ...(limit === null ? [] : [{ name: limitName(limit), sample: lineSample(thresholdStyle) }]),
    ...(course.restarts.length === 0 ? [] : [{ name: "restart", sample: triangle }]),
    ...(course.deploys.length === 0 ? [] : [{ name: "deploy", sample: diamond }]),
  ];
  return legend(entries, { left: margin, right: pictureWidth - margin, baseline });
}
