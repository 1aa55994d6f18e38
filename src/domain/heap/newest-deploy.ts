import type { HeapPoint } from "./heap-point.ts";

/** In seconds: a release is started first and marked afterwards, by hand, so a mark soon after a start means the start. */
export const markedLateSeconds = 900;

/**
 * The newest deploy since the first point, on the points' clock; null where all were before it, for then the points are of
 * one release. After the last point it may be: then nothing of that release was measured. The first epoch's start was
 * not seen, so a mark soon after it stays where it is.
 */
export function newestDeploy(epochs: readonly (readonly HeapPoint[])[], deploys: readonly number[]): number | null {
  const first = Number(epochs[0]?.[0]?.t);
  const newest = Math.max(...deploys.filter((at) => at >= first && Number.isFinite(at)));
  if (!Number.isFinite(newest)) return null;
  const starts = epochs.slice(1).map(([point]) => Number(point?.t));
  return starts.findLast((start) => start <= newest && newest <= start + markedLateSeconds) ?? newest;
}
