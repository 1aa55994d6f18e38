import { bytes } from "../../src/domain/bytes.ts";
import { type CoursePoint, type HeapOutlook, outlookOf } from "../../src/domain/heap/heap-outlook.ts";

export interface OutlookShape {
  readonly days?: number;
  readonly nowBytes?: number;
  readonly forecast?: boolean;
  /** When earlier epochs ended, in days before now, the oldest first. The present one then began at the last of them. */
  readonly earlierDays?: readonly number[];
}

export function gibibytes(count: number): number {
  return bytes(count * 1024 ** 3);
}

const day = 86_400;

/** An outlook made by hand: a heap of 2.1 GiB after five days, and 2.5 to 4.0 GiB in a week, unless said otherwise. */
export function outlook(shape: OutlookShape = {}): HeapOutlook {
  const { days = 5, nowBytes = gibibytes(2.1), forecast = true, earlierDays = [] } = shape;
  const ends = [days, ...earlierDays, 0];
  const epochs = ends.slice(1).map((end, index) => courseOf((ends[index] ?? days) * day, end * day, nowBytes));
  const none = outlookOf([]);
  const verdict = { kind: "settling" as const, horizonDays: 7, sentence: "It still grows.", needs: null };
  return {
    analysis: { ...none.analysis, heapBytes: nowBytes, verdict },
    course: epochs.at(-1) ?? [],
    earlier: epochs.slice(0, -1),
    forecast: forecast ? forecastOf(nowBytes) : [],
  };
}

function courseOf(fromAgo: number, toAgo: number, nowBytes: number): readonly CoursePoint[] {
  const count = 20;
  return Array.from({ length: count + 1 }, (_, index) => ({
    agoSeconds: Math.round(fromAgo - ((fromAgo - toAgo) * index) / count),
    heapBytes: Math.round(nowBytes * (0.4 + (0.6 * index) / count)),
  }));
}

function forecastOf(nowBytes: number): HeapOutlook["forecast"] {
  const to = (end: number, index: number): number => Math.round(nowBytes * (1 + ((end / 2.1 - 1) * index) / 28));
  return Array.from({ length: 28 }, (_, index) => ({
    aheadSeconds: (index + 1) * 21_600,
    heapBytes: { p05: to(2.5, index + 1), p50: to(3.1, index + 1), p95: to(4, index + 1) },
  }));
}
