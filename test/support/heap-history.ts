import { instant, millis, seconds } from "../../src/domain/time.ts";
import type { DaemonPoint } from "../../src/services/ports-store.ts";

export interface HeapCourse {
  /** When the last 5 minutes end. */
  readonly endsAt: number;
  readonly days: number;
  /** In bytes, of the days since the start. */
  readonly levelAt: (days: number) => number;
}

const slotMs = 300_000;

/** A daemon's history as a store keeps it, in stretches of 5 minutes, of one epoch that uses 100 ticks a minute. */
export function heapHistory({ endsAt, days, levelAt }: HeapCourse): DaemonPoint[] {
  const count = Math.round((days * 86_400_000) / slotMs);
  return Array.from({ length: count }, (_, index) => {
    const at = instant(endsAt - (count - index) * slotMs);
    // Some noise that is always the same: no heap is a formula.
    const level = Math.round(levelAt((index * slotMs) / 86_400_000) * (1 + ((index * 7919) % 13) / 2000));
    const heap = { min: level, median: level, max: level };
    return { at, over: seconds(300), heap, swap: null, connections: null, cpuTicks: index * 500, epoch: "boot 41 900" };
  });
}

/** A single reading. */
export function heapReading(at: number, bytes: number, changes: Partial<DaemonPoint> = {}): DaemonPoint {
  const heap = { min: bytes, median: bytes, max: bytes };
  const point = { at: instant(at), over: millis(0), heap, swap: null, connections: null, cpuTicks: null, epoch: "one" };
  return { ...point, ...changes };
}
