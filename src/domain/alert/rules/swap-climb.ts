import type { ReadHost } from "../../status.ts";
import { type Instant, instant } from "../../time.ts";
import type { RuleMemory } from "../host-alerts.ts";

type Points = RuleMemory["swapUsed"];

/** How fast swap in use grows, in percent of RAM per hour. */
export interface Climb {
  readonly perHour: number;
  /** The same over the newer half: near 0 where it was one step that is over. */
  readonly newlyPerHour: number;
  readonly overMs: number;
}

/** Closer together they tell nothing more. */
export const swapPointEveryMs = 60_000;
/** Of a longer span fewer a minute are kept: so many points tell a slope as well as more. */
export const swapPointsMax = 60;
/** A point much older than the span would average a climb away, or an outage into one. */
const spansMax = 2;

const hourMs = 3_600_000;

/** Swap in use as a share of RAM; null where it is not known. */
export function swapRatioOf({ sample }: ReadHost): number | null {
  const { swap, memory } = sample.system;
  const [total, free, ram] = [swap.totalBytes.value, swap.freeBytes.value, memory.totalBytes.value];
  if (total === null || free === null || ram === null || ram === 0) return null;
  return Math.max(0, total - free) / ram;
}

/** With the newest point added, and without what no span reaches back to any more. */
export function rememberSwap(points: Points, newest: Points[number], spanMs: number): Points {
  const every = Math.max(swapPointEveryMs, spanMs / swapPointsMax);
  const earlier = points.filter(({ at }) => at < newest.at && at >= newest.at - spanMs * spansMax);
  const base = earlier.findLastIndex(({ at }) => at <= newest.at - spanMs);
  const kept = earlier.slice(Math.max(0, base));
  const last = kept.at(-1);
  return last === undefined || newest.at - last.at >= every ? [...kept, newest] : kept;
}

/** Null where the points do not reach back over the span yet. */
export function climbOf(points: Points, newest: Points[number], spanMs: number): Climb | null {
  const since = pointAt(points, instant(newest.at - spanMs), newest.at - spanMs * spansMax);
  if (since === undefined) return null;
  const middle = pointAt(points, instant((since.at + newest.at) / 2), since.at) ?? since;
  return {
    perHour: slope(since, newest),
    newlyPerHour: slope(middle, newest),
    overMs: newest.at - since.at,
  };
}

/** The newest that is at least as old. */
function pointAt(points: Points, at: Instant, oldest: number): Points[number] | undefined {
  return points.findLast((point) => point.at <= at && point.at >= oldest);
}

function slope(from: Points[number], to: Points[number]): number {
  return ((to.ratio - from.ratio) * 100 * hourMs) / Math.max(1, to.at - from.at);
}
