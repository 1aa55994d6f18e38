import type { Instant, Millis } from "../time.ts";
import type { HeapPoint } from "./heap-point.ts";
import { median } from "./order-statistics.ts";

/** What is kept of a daemon: a single reading where `over` is 0, else a stretch that begins at `at`. */
export interface KeptHeap {
  readonly at: Instant;
  readonly over: Millis;
  readonly heap: { readonly median: number } | null;
  /** At the end of the stretch. */
  readonly cpuTicks: number | null;
  readonly epoch: string | null;
}

/** So far back the model looks: some epochs of a daemon that is restarted every week or two. In milliseconds. */
export const looksBackMs = 60 * 86_400_000;

/** Single readings are put together: to as much as is kept of what is older, since the shape of a heap needs no more, */
const slotMs = 300_000;
/** and while all is young to minutes, so that a course is seen as soon as there is any. */
const youngSlotMs = 60_000;
const youngMs = 2 * 86_400_000;

/**
 * A daemon's history as points of the model, oldest first: the median of each 5 minutes (of each minute
 * in the first two days), or of each hour where no more is kept, at the stretch's end, since that is when the ticks were read. Where the heap was not known there is no point.
 */
export function pointsOfHistory(history: readonly KeptHeap[]): readonly HeapPoint[] {
  const points: HeapPoint[] = [];
  const ofMs = Number(history.at(-1)?.at) - Number(history[0]?.at) < youngMs ? youngSlotMs : slotMs;
  let slot = null as Slot | null;
  for (const kept of history) {
    const { at, over, heap, cpuTicks, epoch } = kept;
    if (heap === null) continue;
    const same: Slot | null = slot !== null && belongs(slot, kept, ofMs) ? slot : null;
    if (slot !== null && same === null) points.push(pointOf(slot));
    if (over > 0) points.push({ t: (at + over) / 1000, heapBytes: heap.median, cpuTicks, epoch });
    slot =
      over > 0 ? null : { number: slotOf(at, ofMs), at, epoch, cpuTicks, heaps: [...(same?.heaps ?? []), heap.median] };
  }
  return slot === null ? points : [...points, pointOf(slot)];
}

interface Slot {
  readonly number: number;
  /** Of its last reading, as the ticks. */
  readonly at: Instant;
  readonly cpuTicks: number | null;
  readonly epoch: string | null;
  readonly heaps: readonly number[];
}

function slotOf(at: Instant, ofMs: number): number {
  return Math.floor(at / ofMs);
}

/** A new process begins a new point. */
function belongs(slot: Slot, { at, over, epoch }: KeptHeap, ofMs: number): boolean {
  return over === 0 && slotOf(at, ofMs) === slot.number && epoch === slot.epoch;
}

function pointOf({ at, heaps, cpuTicks, epoch }: Slot): HeapPoint {
  return { t: at / 1000, heapBytes: median(heaps), cpuTicks, epoch };
}
