import { type Deploy, deployInstants } from "../../domain/deploy.ts";
import type { HeapOutlook } from "../../domain/heap/heap-outlook.ts";
import { looksBackMs, pointsOfHistory } from "../../domain/heap/points-of-history.ts";
import { fail, type Result } from "../../domain/result.ts";
import { instant } from "../../domain/time.ts";
import type { Clock, Log } from "../ports.ts";
import type { HeapModel } from "../ports-heap.ts";
import type { SampleStore } from "../ports-store.ts";

export interface HeapSources {
  readonly readings: Pick<SampleStore, "daemonHistory">;
  readonly heapModel: Pick<HeapModel, "analyze">;
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

/** The verdict holds, and the forecast looks, so far ahead. */
export const horizonDays = 7;

/** Where one daemon's heap is going, by the bot's own history. The error is a sentence for a person. */
export async function studyHeap(self: HeapSources, asked: HeapAsked): Promise<Result<HeapOutlook, string>> {
  const { host, daemon, deploys, ...limits } = asked;
  const now = self.clock.now();
  const history = await self.readings.daemonHistory({ host, daemon }, { from: instant(now - looksBackMs), to: now });
  if (!history.ok) return fail(`Its history cannot be read: ${history.error.detail}`);
  const question = { ...limits, horizonDays, deploys: deployInstants(deploys) };
  const outlook = await self.heapModel.analyze(pointsOfHistory(history.value), question);
  if (outlook.ok) return outlook;
  self.log.warn("could not study a heap", { host, daemon, reason: outlook.error.reason });
  return fail(outlook.error.detail);
}
