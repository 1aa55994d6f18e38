import type { Bytes } from "./bytes.ts";
import type { Rates } from "./rates.ts";
import type { Sample } from "./sample.ts";
import type { Instant } from "./time.ts";

/** What is kept of a sample for charts: small, because an hour of it is held in memory for each host. */
export interface HistoryPoint {
  readonly at: Instant;
  readonly load: number | null;
  readonly cpuBusyRatio: number | null;
  readonly memoryUsedRatio: number | null;
  readonly swapUsedRatio: number | null;
  /** Heap by daemon name. */
  readonly heaps: Readonly<Record<string, Bytes | null>>;
}

/** 240 points are the last hour at the default interval of 15 s. */
export const historyPointsMax = 240;

/**
 * The next history, in the order of time: the oldest points fall out past the limit. Where the clock was set back, the
 * points that it now calls future fall out: the newest reading is the one that counts.
 */
export function appendPoint(history: readonly HistoryPoint[], point: HistoryPoint): readonly HistoryPoint[] {
  return [...history.filter(({ at }) => at < point.at).slice(1 - historyPointsMax), point];
}

/** The point that stands for a sample in the history. Shares are null where their figures are absent. */
export function pointOf(sample: Sample, rates: Rates | null): HistoryPoint {
  const { load, memory, swap } = sample.system;
  return {
    at: sample.takenAt,
    load: load.value?.one ?? null,
    cpuBusyRatio: rates?.cpu.value?.busy ?? null,
    memoryUsedRatio: usedRatio(memory.totalBytes.value, memory.availableBytes.value),
    swapUsedRatio: usedRatio(swap.totalBytes.value, swap.freeBytes.value),
    heaps: Object.fromEntries(sample.daemons.map((daemon) => [daemon.name, daemon.heapBytes.value])),
  };
}

function usedRatio(total: Bytes | null, free: Bytes | null): number | null {
  if (total === null || free === null || total === 0) return null;
  return Math.max(0, 1 - free / total);
}
