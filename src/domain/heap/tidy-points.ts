import type { HeapPoint } from "./heap-point.ts";
import { median } from "./order-statistics.ts";

/** Sizes and instants past this are faults of a reading: 2^53 bytes are 8 PiB. */
const plausibleMax = Number.MAX_SAFE_INTEGER;

/**
 * The points in strictly rising order of time, without those that are no measurement. Where the clock was set back, all
 * that follows is moved up to one usual step after what came before: a day's history is worth more than its exact hour.
 */
export function tidyPoints(points: readonly HeapPoint[]): readonly HeapPoint[] {
  const measured = points.filter(isMeasurement).map((point) => ({ ...point, cpuTicks: tidyTicks(point.cpuTicks) }));
  const step = usualStep(measured);
  const tidy: HeapPoint[] = [];
  let moved = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const point of measured) {
    const at = point.t + moved;
    if (point.t + moved < before) moved += before + step - at;
    const t = point.t + moved;
    if (t > before) tidy.push(moved === 0 ? point : { ...point, t });
    before = Math.max(before, t);
  }
  return tidy;
}

/** Seconds between two points, as a median; 60 where there is none to see. */
export function usualStep(points: readonly HeapPoint[]): number {
  const steps = points.slice(1).map(({ t }, index) => t - Number(points[index]?.t));
  const forward = steps.filter((step) => step > 0);
  return forward.length === 0 ? 60 : median(forward);
}

function isMeasurement({ t, heapBytes }: HeapPoint): boolean {
  return Math.abs(t) <= plausibleMax && heapBytes >= 0 && heapBytes <= plausibleMax;
}

function tidyTicks(ticks: number | null): number | null {
  return ticks !== null && ticks >= 0 && ticks <= plausibleMax ? ticks : null;
}
