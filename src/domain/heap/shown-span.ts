import type { HeapLimit } from "./limit-of-daemon.ts";

/** How much of a heap's course is drawn, in seconds before and after now. */
export interface ShownSpan {
  readonly past: number;
  readonly future: number;
}

/** So much of the past per future: growth long ago only presses together what matters. */
const pastRatioMax = 2;
/** And the other way round, so that a day of data is not drawn as a dot before a week of forecast. */
const futureRatioMax = 2;
/** Below this there is no course. In seconds. */
const spanMin = 600;
/** A limit far above would press the course flat; words tell of it. */
const limitRatioMax = 3;

/** For any drawing of it; null where too little was measured. A horizon of 0: there is no forecast. */
export function shownSpan(ageSeconds: number, horizonSeconds: number): ShownSpan | null {
  if (ageSeconds < spanMin) return null;
  const past = horizonSeconds === 0 ? ageSeconds : Math.min(ageSeconds, pastRatioMax * horizonSeconds);
  return { past, future: Math.min(horizonSeconds, futureRatioMax * past) };
}

/** Null where it is not known, or lies too far above the highest level that is drawn. */
export function shownLimit(limit: HeapLimit | null, highestBytes: number): HeapLimit | null {
  return limit === null || limit.bytes > limitRatioMax * highestBytes ? null : limit;
}

/** In a legend. */
export function limitName({ by }: HeapLimit): string {
  return by === "share of RAM" ? "45 % of RAM" : "threshold";
}
