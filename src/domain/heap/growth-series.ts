import type { HeapPoint } from "./heap-point.ts";

/** The points of one regime as columns, on the clock of the daemon's own work. */
export interface GrowthSeries {
  /** Seconds since the first point. */
  readonly seconds: Float64Array;
  readonly heap: Float64Array;
  /** Work since the first point: CPU ticks, or seconds where they are not known. */
  readonly work: Float64Array;
  /** Work of the daemon before its first point, as its ticks say. */
  readonly workBefore: number;
  readonly clock: "cpu ticks" | "wall";
  /** Work per second over the last 7 days. */
  readonly workRate: number;
  readonly ageSeconds: number;
  /** Of the last point. */
  readonly endsAt: number;
}

/** The load of last month says little about that of next week. */
const rateLooksBackSeconds = 7 * 86_400;
/** The work clock has too few ticks to be read below this many: then the wall clock is better. */
const ticksMin = 60;

/** The points must be tidy and at least one. */
export function growthSeries(points: readonly HeapPoint[]): GrowthSeries {
  const first = Number(points[0]?.t);
  const seconds = Float64Array.from(points, ({ t }) => t - first);
  const ticks = workOf(points);
  const work = ticks ?? seconds;
  const ageSeconds = Number(seconds.at(-1));
  return {
    seconds,
    heap: Float64Array.from(points, ({ heapBytes }) => heapBytes),
    work,
    workBefore: ticks === null ? 0 : Number(points[0]?.cpuTicks),
    clock: ticks === null ? "wall" : "cpu ticks",
    workRate: rateOf(seconds, work),
    ageSeconds,
    endsAt: first + ageSeconds,
  };
}

/**
 * Ticks used since the first point. A sum over processes falls when one of them ends, so only what is added counts; and
 * it stands still between two ticks, so the points between are spread evenly. Null where some are not known or too few.
 */
function workOf(points: readonly HeapPoint[]): Float64Array | null {
  const total = new Float64Array(points.length);
  let sum = 0;
  let before = points[0]?.cpuTicks ?? null;
  for (const [index, { cpuTicks }] of points.entries()) {
    if (cpuTicks === null || before === null) return null;
    sum += Math.max(0, cpuTicks - before);
    before = cpuTicks;
    total[index] = sum;
  }
  return sum < ticksMin ? null : spread(total, points);
}

function spread(total: Float64Array, points: readonly HeapPoint[]): Float64Array {
  const at = (index: number): number => Number(points[index]?.t);
  const even = Float64Array.from(total);
  let from = 0;
  for (let index = 1; index < total.length; index++) {
    if (total[index] === total[from]) continue;
    const slope = (Number(total[index]) - Number(total[from])) / (at(index) - at(from));
    for (let between = from + 1; between < index; between++)
      even[between] = Number(total[from]) + slope * (at(between) - at(from));
    from = index;
  }
  return even;
}

function rateOf(seconds: Float64Array, work: Float64Array): number {
  const age = Number(seconds.at(-1));
  const from = seconds.findIndex((second) => second >= age - rateLooksBackSeconds);
  const span = age - Number(seconds[from]);
  return span > 0 ? (Number(work.at(-1)) - Number(work[from])) / span : 0;
}
