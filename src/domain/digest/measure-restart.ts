import { type Bytes, bytes } from "../bytes.ts";
import { type Instant, seconds } from "../time.ts";
import type { HeapPoint, RestartEffect } from "./week.ts";

/** How long after a restart its effect is measured: the program is loaded, and its first users have come. */
export const settledAfter = seconds(30 * 60);
/** Figures further away than this tell of something else than the restart. */
export const measuredWithin = seconds(2 * 3600);
/** A restart is noted by the first reading of the new process, which is this much older at most when it is stored. */
const noteDelay = seconds(30);

/** What a restart gave back: the heap before it, and half an hour after it, as far as the daemon's course tells. */
export function measureRestart(
  restart: Pick<RestartEffect, "host" | "daemon" | "at">,
  points: readonly HeapPoint[],
): RestartEffect {
  const { host, daemon, at } = restart;
  const measured = points.filter(({ heap }) => heap !== null);
  const first = measured.find((point) => point.at >= at - noteDelay && endOf(point) > at - noteDelay);
  const before = measured.findLast(
    (point) => endOf(point) <= at - noteDelay && endOf(point) >= at - noteDelay - measuredWithin,
  );
  const after = measured.find((point) => point.at >= at + settledAfter && point.at <= at + measuredWithin);
  const isSameRun = first?.epoch === after?.epoch;
  return { host, daemon, at, beforeBytes: heapOf(before), afterBytes: isSameRun ? heapOf(after) : null };
}

function endOf({ at, over }: HeapPoint): Instant {
  return (at + over) as Instant;
}

function heapOf(point: HeapPoint | undefined): Bytes | null {
  return point?.heap === null || point === undefined ? null : bytes(point.heap.median);
}
