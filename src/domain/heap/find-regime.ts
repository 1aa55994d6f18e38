import type { HeapPoint } from "./heap-point.ts";
import { median, medianDeviation, quantile, runningMedian } from "./order-statistics.ts";

/** Where the newest regime of an epoch starts: at its last deploy, or at its last shift of level after that. */
export interface RegimeStart {
  /** Index of its first point. */
  readonly index: number;
  readonly because: "start" | "deploy" | "level shift";
}

/** Points on each side of a shift. */
export const sidePoints = 30;
/** A shift is at least this share of the level, */
const shiftRatioMin = 0.08;
/** and at least this many median deviations of what 30-point differences usually are, */
const shiftDeviationsMin = 6;
/** and at least this share of the range in which the heap has moved, */
const movedRatioMin = 0.25;
/** and comes after so long that the heap had a level to leave: it grows by leaps while it starts, */
const levelSeconds = 8 * 3600;
/** and lasts: 4 h. */
const holdsSeconds = 4 * 3600;

/** `deployedAt` is on the points' clock; after the last of them, that one stands for a release of which there is none yet. */
export function findRegime(points: readonly HeapPoint[], deployedAt: number | null): RegimeStart {
  const deployed = deployedAt === null ? 0 : firstSince(points, deployedAt);
  let index = deployed;
  for (let shift = greatestShift(points.slice(index)); shift !== null; shift = greatestShift(points.slice(index)))
    index += shift;
  if (index > deployed) return { index, because: "level shift" };
  return { index, because: deployed > 0 ? "deploy" : "start" };
}

function firstSince(points: readonly HeapPoint[], deployedAt: number): number {
  const index = points.findIndex(({ t }) => t >= deployedAt);
  return index === -1 ? Math.max(0, points.length - 1) : index;
}

/**
 * The start-up of a heap is no shift, so the difference must stand out from those just before and just after it: growth
 * that bends, however steep, exceeds its neighbours by less than a jump does. Nor is one of the many jumps by which a
 * collected heap grows, so it must be a large part of all that the heap has moved. Where readings are missing it grew on unseen,
 * so what it grew beside that in as much time counts. A fall is a trim: the heap may come
 * back to where it was, and the forecast must not forget it.
 */
function greatestShift(points: readonly HeapPoint[]): number | null {
  const heaps = points.map(({ heapBytes }) => heapBytes);
  const differences = differencesOf(heaps);
  const moved = movedRatioMin * (quantile(heaps, 0.95) - quantile(heaps, 0.05));
  const usual = Math.max(moved, shiftDeviationsMin * medianDeviation(differences));
  let greatest: number | null = null;
  for (const [index, difference] of differences.entries()) {
    const at = index + sidePoints;
    if (difference <= usual || difference <= Number(differences[greatest ?? -1] ?? 0)) continue;
    const limit = Math.max(shiftRatioMin * levelOf(points, at - sidePoints, at), usual);
    if (isPeak({ points, differences }, index, limit) && holds(points, at, difference)) greatest = index;
  }
  return greatest === null ? null : jumpNear(points, greatest + sidePoints);
}

/** Medians say that the level shifts; the first point above the middle says where. */
function jumpNear(points: readonly HeapPoint[], at: number): number {
  const middle = (levelOf(points, at - sidePoints, at) + levelOf(points, at, at + sidePoints)) / 2;
  const jump = points.slice(at - sidePoints, at + sidePoints).findIndex(({ heapBytes }) => heapBytes > middle);
  return jump === -1 ? at : at - sidePoints + Math.max(1, jump);
}

/** Median of the next points less the median of the previous ones, for each point that has both. */
function differencesOf(heaps: readonly number[]): readonly number[] {
  const medians = runningMedian(Float64Array.from(heaps), sidePoints);
  const half = sidePoints / 2;
  const count = Math.max(0, heaps.length - 2 * sidePoints);
  return Array.from(
    { length: count },
    (_, i) => Number(medians[i + sidePoints + half]) - Number(medians[i + half - 1]),
  );
}

interface Shifts {
  readonly points: readonly HeapPoint[];
  readonly differences: readonly number[];
}

function isPeak({ points, differences }: Shifts, index: number, limit: number): boolean {
  const size = Number(differences[index]);
  const stands = [index - 2 * sidePoints, index + 2 * sidePoints].every((side) => {
    const beside = differences[side];
    return beside !== undefined && size - Math.max(beside, grownBeside(points, index, side)) > limit;
  });
  if (!stands) return false;
  const near = differences.slice(Math.max(0, index - sidePoints), index + sidePoints + 1);
  return near.every((other) => other <= size);
}

/** So much longer than between its neighbours: readings are missing. */
const missingRatio = 1.5;

/** What the heap grew on that side in as much time as lies between the two medians of a difference; 0 where no reading is missing. */
function grownBeside(points: readonly HeapPoint[], index: number, side: number): number {
  const middleBefore = (at: number): number => Number(points[at + sidePoints / 2]?.t);
  const middleAfter = (at: number): number => Number(points[at + sidePoints + sidePoints / 2]?.t);
  const span = middleAfter(index) - middleBefore(index);
  if (span < missingRatio * (middleAfter(side) - middleBefore(side))) return 0;
  const [from, to] =
    side < index ? [middleBefore(index) - span, middleBefore(index)] : [middleAfter(index), middleAfter(index) + span];
  const seen = points.filter(({ t }) => t >= from && t <= to);
  const half = sidePoints / 2;
  const grown = levelOf(seen, -half, seen.length) - levelOf(seen, 0, half);
  return (grown * span) / (Number(seen.at(-1)?.t) - Number(seen[0]?.t));
}

function holds(points: readonly HeapPoint[], at: number, difference: number): boolean {
  const from = Number(points[at]?.t);
  if (from - Number(points[0]?.t) < levelSeconds || Number(points.at(-1)?.t) - from < holdsSeconds) return false;
  const before = levelOf(points, at - sidePoints, at);
  const end = points.findIndex(({ t }) => t > from + holdsSeconds);
  const half = sidePoints / 2;
  const later = end === -1 ? levelOf(points, -half, points.length) : levelOf(points, end - half, end + half);
  return (later - before) / difference > 0.5;
}

function levelOf(points: readonly HeapPoint[], from: number, to: number): number {
  return median(points.slice(from, to).map(({ heapBytes }) => heapBytes));
}
