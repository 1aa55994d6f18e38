import type { HeapPoint } from "./heap-point.ts";
import { median } from "./order-statistics.ts";

/**
 * Cuts tidy points at each new process, oldest epoch first. A fall of the size is no new process, and a point whose epoch
 * is not known belongs to the one before it. Where no epoch is named at all, a process is taken to be new when its CPU
 * ticks fall back, or, without ticks, when its heap falls at once to what it was at the very start.
 */
export function splitEpochs(points: readonly HeapPoint[]): readonly (readonly HeapPoint[])[] {
  const named = points.some(({ epoch }) => epoch !== null);
  const starts = named ? namedStarts(points) : unnamedStarts(points);
  const edges = [0, ...starts, points.length];
  return points.length === 0 ? [] : edges.slice(1).map((end, index) => points.slice(edges[index], end));
}

function namedStarts(points: readonly HeapPoint[]): readonly number[] {
  const starts: number[] = [];
  let name: string | null = null;
  for (const [index, { epoch }] of points.entries()) {
    if (epoch !== null && name !== null && epoch !== name) starts.push(index);
    name = epoch ?? name;
  }
  return starts;
}

/** To at most this share of the level before: no trim of an allocator gives so much back, */
const fallRatioMax = 0.6;
/** and to at most this multiple of the first size seen, */
const startRatioMax = 1.25;
/** compared over so many points before and after. */
const pointsBefore = 30;
const pointsAfter = 3;

function unnamedStarts(points: readonly HeapPoint[]): readonly number[] {
  const starts: number[] = [];
  const first = Number(points[0]?.heapBytes);
  for (let index = 1; index < points.length; index++) {
    const [before, here] = [points[index - 1], points[index]];
    const ticks = [before?.cpuTicks ?? null, here?.cpuTicks ?? null] as const;
    const known = ticks[0] !== null && ticks[1] !== null;
    const isStart = known ? Number(ticks[1]) < Number(ticks[0]) / 2 : fallsToStart(points, index, first);
    if (isStart && index - Number(starts.at(-1) ?? 0) >= pointsBefore) starts.push(index);
  }
  return starts;
}

function fallsToStart(points: readonly HeapPoint[], index: number, first: number): boolean {
  const heapAt = (at: number): number => Number(points[at]?.heapBytes);
  // Nothing falls below nothing.
  if (!(heapAt(index) < heapAt(index - 1))) return false;
  if (!(heapAt(index) <= fallRatioMax * heapAt(index - 1) && heapAt(index) <= startRatioMax * first)) return false;
  const before = median(points.slice(Math.max(0, index - pointsBefore), index).map(({ heapBytes }) => heapBytes));
  const after = points.slice(index, index + pointsAfter);
  return after.length === pointsAfter && after.every(({ heapBytes }) => heapBytes <= fallRatioMax * before);
}
