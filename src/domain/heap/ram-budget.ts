/** What a host has, and what of it is not the daemons'. All in bytes. */
export interface HostRam {
  readonly ramBytes: number;
  /** Kernel and what it cannot reclaim. */
  readonly kernelBytes: number;
  /** All other processes together: 95 % of the time not more. */
  readonly othersBytes: number;
  /** Page cache without which the daemons wait for their own files. */
  readonly cacheFloorBytes: number;
}

/** A tenth is left free: for peaks between readings, and because a kernel that is nearly full is slow already. */
export const usableRatio = 0.9;

/** What all daemons together may hold. 0 where everything else fills the host by itself. */
export function ramBudget({ ramBytes, kernelBytes, othersBytes, cacheFloorBytes }: HostRam): number {
  return Math.max(0, usableRatio * ramBytes - kernelBytes - othersBytes - cacheFloorBytes);
}
