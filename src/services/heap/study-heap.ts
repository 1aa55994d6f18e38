import { type Deploy, deployInstants } from "../../domain/deploy.ts";
import type { HeapOutlook } from "../../domain/heap/heap-outlook.ts";
import { looksBackMs, pointsOfHistory } from "../../domain/heap/points-of-history.ts";
import type { Widening } from "../../domain/heap/widening.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Instant, instant } from "../../domain/time.ts";
import type { Clock, Log } from "../ports.ts";
import type { ForecastStore } from "../ports-forecasts.ts";
import type { HeapModel } from "../ports-heap.ts";
import type { DaemonPoint, SampleStore } from "../ports-store.ts";
import { wideningOf } from "./widening-of.ts";

export interface HeapSources {
  readonly readings: Pick<SampleStore, "daemonHistory">;
  readonly heapModel: Pick<HeapModel, "analyze">;
  /** What earlier ranges came to: by that the next are widened. */
  readonly forecasts: Pick<ForecastStore, "ofDaemon" | "scored">;
  readonly clock: Clock;
  readonly log: Log;
}

export interface HeapAsked {
  readonly host: string;
  readonly daemon: string;
  readonly deploys: readonly Deploy[];
  /** Null where it is not known. */
  readonly ramBytes: number | null;
  /** In bytes. */
  readonly thresholds: readonly number[];
}

export interface HeapStudy {
  readonly outlook: HeapOutlook;
  /** In force in the outlook. */
  readonly widening: Widening;
  /** What it rests on last; null without any. */
  readonly lastSeen: { readonly at: Instant; readonly epoch: string | null } | null;
}

/** The verdict holds, and the forecast looks, so far ahead. */
export const horizonDays = 7;

/** Where one daemon's heap is going, by the bot's own history. The error is a sentence for a person. */
export async function studyHeap(self: HeapSources, asked: HeapAsked): Promise<Result<HeapStudy, string>> {
  const { host, daemon, deploys, ...limits } = asked;
  const now = self.clock.now();
  const history = await self.readings.daemonHistory({ host, daemon }, { from: instant(now - looksBackMs), to: now });
  if (!history.ok) return fail(`Its history cannot be read: ${history.error.detail}`);
  const widening = await wideningOf(self.forecasts, { host, daemon });
  if (!widening.ok) return fail(`How earlier forecasts held cannot be read: ${widening.error.detail}`);
  const { factor } = widening.value;
  const question = { ...limits, horizonDays, deploys: deployInstants(deploys), widening: factor };
  const outlook = await self.heapModel.analyze(pointsOfHistory(history.value), question);
  if (outlook.ok)
    return succeed({ outlook: outlook.value, widening: widening.value, lastSeen: lastSeenIn(history.value) });
  self.log.warn("could not study a heap", { host, daemon, reason: outlook.error.reason });
  return fail(outlook.error.detail);
}

function lastSeenIn(history: readonly DaemonPoint[]): HeapStudy["lastSeen"] {
  const last = history.findLast(({ heap }) => heap !== null);
  return last === undefined ? null : { at: instant(last.at + last.over), epoch: last.epoch };
}
