import { type GrowingOdds, growingOdds } from "./growing-odds.ts";
import type { HeapPoint } from "./heap-point.ts";

/** What the model is asked. All but the points may be left out. */
export interface HeapOptions {
  /** Levels whose crossing is asked for, in bytes. The lowest is the limit of the interval. */
  readonly thresholds?: readonly number[];
  /** RAM of the host; without thresholds, 45 % of it is the limit of the interval. Null: not known. */
  readonly ramBytes?: number | null;
  /** How far the forecast looks. 7 days by default, 365 at most. */
  readonly horizonDays?: number;
  /** The same seed gives the same figures; each daemon whose draws are added needs another. */
  readonly seed?: number;
  /** Epochs of the same daemon and of the release of the first point that are not among the points, each in the order of its own time. */
  readonly earlier?: readonly (readonly HeapPoint[])[];
  /**
   * Instants of deploys on the points' clock: what was before the newest since the first point does not count. None may be in
   * the future: a release that is yet to come has no heap.
   */
  readonly deploys?: readonly number[];
  /** By so much a restart may come late; 1 h by default. */
  readonly slipSeconds?: number;
  /** What intervals are rounded down to; 1 h by default. */
  readonly windowSeconds?: number;
  /** By how much the futures are moved away from their median, since earlier ranges did not hold; 1 by default, as `Widening`. */
  readonly widening?: number;
  /** Other odds of growing on, to measure the model on programs that its own were not counted on. */
  readonly odds?: GrowingOdds;
}

/** Of RAM, where no threshold says otherwise: two daemons at their limit and a tenth for everything else. */
const limitRatioOfRam = 0.45;
const horizonDaysMax = 365;

export type KnownOptions = Required<Omit<HeapOptions, "ramBytes">> & { readonly limitBytes: number | null };

export function withDefaults({
  thresholds = [],
  ramBytes = null,
  horizonDays = 7,
  ...rest
}: HeapOptions): KnownOptions {
  const levels = thresholds.filter((level) => level > 0 && Number.isFinite(level));
  return {
    thresholds: levels,
    limitBytes: limitOf(levels, ramBytes),
    horizonDays: horizonDays > 0 ? Math.min(horizonDaysMax, horizonDays) : 7,
    seed: rest.seed ?? 1,
    earlier: rest.earlier ?? [],
    deploys: rest.deploys ?? [],
    slipSeconds: rest.slipSeconds ?? 3600,
    windowSeconds: Math.max(1, rest.windowSeconds ?? 3600),
    widening: rest.widening ?? 1,
    odds: rest.odds ?? growingOdds,
  };
}

/** What the interval keeps the heap below, in bytes; null where neither a threshold nor RAM is known. */
export function limitOf(thresholds: readonly number[], ramBytes: number | null): number | null {
  if (thresholds.length > 0) return Math.min(...thresholds);
  return ramBytes === null || !(ramBytes > 0) ? null : limitRatioOfRam * ramBytes;
}
