import { bytes, mebibytes } from "../bytes.ts";
import { type Instant, millis, seconds } from "../time.ts";
import type { Drift, HeapPoint } from "./week.ts";

export const day = seconds(86_400);
/** Days that are compared, the oldest with the newest. */
export const driftDays = 7;
/** Two days closer than this do not tell a drift from a busy day. */
const apartMin = 4;
/** Growth of the daily peak over the week that is worth a line; own choice, above what traffic varies by. */
const growthMin = 1.1;
/** A tenth of a small heap is no trouble to anybody. */
const growthMinBytes = mebibytes(16);

/**
 * How a daemon's daily peak has grown over the week that ends at `to`: null where it has not, or where there is too little
 * to compare. The course may hold more than the week.
 */
export function findDrift(
  daemon: Pick<Drift, "host" | "daemon">,
  points: readonly HeapPoint[],
  to: Instant,
): Drift | null {
  const peaks = dailyPeaks(points, to);
  const [newest] = peaks;
  const oldest = peaks.at(-1);
  if (newest === undefined || oldest === undefined || oldest.daysAgo - newest.daysAgo < apartMin) return null;
  const grown = newest.peak - oldest.peak;
  if (grown < growthMinBytes || newest.peak < oldest.peak * growthMin) return null;
  return {
    host: daemon.host,
    daemon: daemon.daemon,
    fromBytes: bytes(oldest.peak),
    toBytes: bytes(newest.peak),
    over: millis((oldest.daysAgo - newest.daysAgo) * day),
  };
}

interface Peak {
  readonly daysAgo: number;
  readonly peak: number;
}

/** Newest day first; days without figures are left out. Days end at the hour of `to`. */
function dailyPeaks(points: readonly HeapPoint[], to: Instant): readonly Peak[] {
  const peaks = new Map<number, number>();
  for (const { at, heap } of points) {
    const daysAgo = Math.floor((to - at) / day);
    if (heap === null || at > to || daysAgo >= driftDays) continue;
    peaks.set(daysAgo, Math.max(peaks.get(daysAgo) ?? 0, heap.max));
  }
  return [...peaks].map(([daysAgo, peak]) => ({ daysAgo, peak })).toSorted((one, other) => one.daysAgo - other.daysAgo);
}
