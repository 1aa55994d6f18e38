import type { DaemonStatus } from "../../status.ts";

/** Heap by threshold, 1 at it; null where either is not known. */
export function shareOfThreshold({ figures, thresholdBytes }: DaemonStatus): number | null {
  const heap = figures.heapBytes.value;
  const threshold = thresholdBytes.value;
  return heap === null || threshold === null || threshold === 0 ? null : heap / threshold;
}
