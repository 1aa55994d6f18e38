import { plural } from "../diagnosis/phrases.ts";
import { millis, renderDuration } from "../time.ts";
import type { Crossing } from "./crossing.ts";
import { widenedPhrase } from "./explain-track-record.ts";
import type { HeapAnalysis } from "./heap-analysis.ts";
import type { Widening } from "./widening.ts";

/** What the heap model sees ahead of one daemon, for an alert. */
export interface HeapForesight {
  /** Of its threshold; null where no forecast was made, or none can be made yet. */
  readonly crossing: Crossing | null;
  /** What the range rests on, or why there is none: "its growth over 3 d 2 h", "its heap is far below its threshold". */
  readonly basis: string;
}

/**
 * Whether a crossing is worth an alert: it comes within the time at least as likely as not. By the early edge of the range alone two
 * alerts of three are false, and the F1 over recorded daemons is .52 instead of .73 (`npm run bench:forecast`).
 */
export function crossesWithin({ in: { p50 } }: Crossing, seconds: number): boolean {
  return p50 !== null && p50 <= seconds;
}

/** For a heap of which nothing is asked: the model costs CPU, and a low heap gives no alert. */
export const farBelow: HeapForesight = { crossing: null, basis: "its heap is far below its threshold" };

/** Of an analysis that was asked for one threshold, under this widening. */
export function foresightOf(analysis: HeapAnalysis, widening: Widening): HeapForesight {
  const { crossings, interval, ageSeconds, epochs, verdict } = analysis;
  const crossing = crossings?.[0] ?? null;
  if (crossing === null) {
    const needs = verdict.needs === null ? "" : `, ${verdict.needs} needed`;
    return { crossing, basis: `${duration(ageSeconds)} of history${needs}` };
  }
  const wider = widening.factor === 1 ? "" : `; ${widenedPhrase(widening)}`;
  if (interval?.basis === "template")
    return { crossing, basis: `${plural(epochs.length - 1, "earlier epoch")}${wider}` };
  return { crossing, basis: `its growth over ${duration(ageSeconds)}${wider}` };
}

function duration(seconds: number): string {
  return renderDuration(millis(seconds * 1000));
}
