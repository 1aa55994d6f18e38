import type { Figure } from "./figure.ts";
import type { CounterName } from "./sample.ts";

/** What two readings of one boot of a host tell together. Counts are per second of the host's own uptime. */
export interface Rates {
  /** Seconds between the two readings. */
  readonly overSeconds: number;
  readonly cpu: Figure<CpuShares>;
  /** Mean of the tasks in uninterruptible sleep over the readings in between. */
  readonly blockedMean: Figure;
  readonly perSecond: Readonly<Record<CounterName, Figure>>;
  /** By daemon name. */
  readonly daemons: Readonly<Record<string, DaemonRates>>;
}

/** Shares of all CPUs' time, 0–1. Busy = 1 − idle − iowait; it includes system and steal. */
export interface CpuShares {
  readonly busy: number;
  readonly system: number;
  readonly iowait: number;
  readonly steal: number;
}

export interface DaemonRates {
  /** CPU seconds per second; above 1 on several CPUs. */
  readonly cpus: Figure;
  readonly majorFaultsPerSecond: Figure;
}
