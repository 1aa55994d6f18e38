import type { Instant, Millis } from "../time.ts";
import { quantile } from "./order-statistics.ts";
import type { HostRam } from "./ram-budget.ts";
import { upperBound } from "./upper-bound.ts";

/** A reading of a host, or the median of a stretch that begins at `at`. Oldest first. */
export interface HostRow {
  readonly at: Instant;
  readonly over: Millis;
  readonly available: { readonly median: number } | null;
}

/** The same of a daemon. Oldest first. */
export interface DaemonRow {
  readonly at: Instant;
  readonly heap: { readonly median: number } | null;
  readonly swap: { readonly median: number } | null;
}

export interface HostRamQuestion {
  readonly ramBytes: number;
  /** What the kernel cannot reclaim, and file pages in active use; null where they are not known. */
  readonly unreclaimableBytes: number | null;
  readonly activeFileBytes: number | null;
  readonly rows: readonly HostRow[];
  /** Of each daemon. */
  readonly daemons: readonly (readonly DaemonRow[])[];
}

const othersShare = 0.95;
/** Of RAM: active file pages beyond it are comfort, and give way. */
const cacheRatioMax = 0.1;
/** A daemon's row this much older than the host's says nothing of that time, unless the host's stands for longer. */
const apartMaxMs = 900_000;

/**
 * What of a host's RAM is not its daemons'. Others = RAM − available − kernel − the daemons' heaps outside of swap, at 95 %
 * of the times at which all of it is known. Null where it never is.
 */
export function hostRam(question: HostRamQuestion): HostRam | null {
  const { ramBytes, rows, unreclaimableBytes, activeFileBytes } = question;
  const kernelBytes = unreclaimableBytes ?? 0;
  const resident = question.daemons.map(createResident);
  const others = rows.flatMap(({ at, over, available }) => {
    if (available === null) return [];
    const heaps = resident.map((residentAt) => residentAt(at, Math.max(apartMaxMs, over)));
    if (heaps.includes(null)) return [];
    const held = heaps.reduce<number>((sum, heap) => sum + Number(heap), 0);
    return [Math.max(0, ramBytes - available.median - kernelBytes - held)];
  });
  if (others.length === 0) return null;
  return {
    ramBytes,
    kernelBytes,
    othersBytes: Math.round(quantile(others, othersShare)),
    cacheFloorBytes: Math.round(Math.min(activeFileBytes ?? 0, cacheRatioMax * ramBytes)),
  };
}

/** Null where nothing was read near that time. */
function createResident(rows: readonly DaemonRow[]): (at: number, apartMax: number) => number | null {
  const known = rows.filter(({ heap }) => heap !== null);
  const times = known.map(({ at }) => at);
  return (at, apartMax) => {
    const row = known[upperBound(times, at) - 1];
    if (row === undefined || row.heap === null || at - row.at > apartMax) return null;
    return Math.max(0, row.heap.median - (row.swap?.median ?? 0));
  };
}
