import { type Bytes, bytes } from "../bytes.ts";
import { absent, type Figure, known } from "../figure.ts";
import { millis, seconds } from "../time.ts";

/** How a host and one of its daemons stood at one time, or over one stretch of it; in bytes. */
export interface RoomPoint {
  readonly at: number;
  readonly availableBytes: number;
  readonly swapUsedBytes: number;
  /** Anonymous memory and swap of the daemon. */
  readonly heapBytes: number;
}

/** One day has a night and a busy hour. */
export const thresholdAgeMin = seconds(86_400);
/** A day of 5 min each has 288: with fewer than this most of it is missing. */
export const thresholdPointsMin = 200;
/** For the page cache and for peaks between two readings: MemAvailable below this is where alerts of memory begin. */
export const reserveRatio = 0.1;
/** Only one reading in twenty of the others is above it. */
const quantile = 0.95;

/**
 * The largest heap of a daemon at which its host still lives within its memory: RAM less a reserve, less what all else took at
 * its p95 (kernel, other daemons, everybody). All else = RAM − available + swap in use − heap of the daemon, at each point:
 * what others need together, which is less than the sum of their peaks. Absent with less than a day of points.
 */
export function measureThreshold(points: readonly RoomPoint[], totalBytes: Bytes): Figure<Bytes> {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < thresholdPointsMin) return tooYoung;
  if (millis(last.at - first.at) < thresholdAgeMin) return tooYoung;
  const others = points
    .map((point) => totalBytes - point.availableBytes + point.swapUsedBytes - point.heapBytes)
    .toSorted((one, other) => one - other);
  const most = Math.max(0, others[Math.ceil(others.length * quantile) - 1] ?? 0);
  const room = totalBytes * (1 - reserveRatio) - most;
  return room > 0 ? known(bytes(room)) : absent("everything else on the host leaves it no room");
}

const tooYoung = absent("there is not enough history yet");
