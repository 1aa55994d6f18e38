/** A number that a figure is held against, with the unit that both are shown in. */
export interface Limit {
  readonly value: number;
  readonly unit: Unit;
}

/** As printed after the number; "" for a plain count. */
export type Unit = "" | "%" | "pages/s" | "faults/s" | "stalls/s" | "events/s";

/**
 * Every limit of the diagnosis. Those marked "field" are in common use for alerts on pressure (Linux PSI, averages over
 * 60 s) and load; those marked "own" are this project's choice, to be changed when a host proves them wrong.
 */
export const limits = {
  /** Load over one minute for each CPU; more is high. Field: alerts fire between 1 and 2. */
  loadPerCpu: { value: 1.5, unit: "" },
  /** CPU time that is neither idle nor waiting for a disk. Field. */
  cpuBusy: { value: 85, unit: "%" },
  /** Time in which some task had to wait for a CPU. Field. */
  cpuPressure: { value: 30, unit: "%" },
  /** Share of the load that sleeps uninterruptibly; with less, the load is tasks that run. Own. */
  blockedShare: { value: 30, unit: "%" },
  /** CPU time that the hypervisor gave to others. Field: noticeable from 10 %. */
  steal: { value: 10, unit: "%" },

  /** Time in which some task waited for memory. Field: 5 % is felt, at 20 % people complain. */
  memorySomeShort: { value: 5, unit: "%" },
  memorySomeStarving: { value: 20, unit: "%" },
  /** Time in which no task could run because all waited for memory. Field. */
  memoryFullShort: { value: 2, unit: "%" },
  memoryFullStarving: { value: 10, unit: "%" },

  /** The signs of starvation for kernels without pressure figures. Field, one by one; own, in how many must hold. */
  available: { value: 10, unit: "%" },
  swapping: { value: 100, unit: "pages/s" },
  majorFaults: { value: 500, unit: "faults/s" },
  blockedPerCpu: { value: 1, unit: "" },
  /** Tasks that have to free memory themselves: any at all means that the kernel's own reclaim does not keep up. */
  directReclaim: { value: 0, unit: "events/s" },

  /** File pages that were dropped and are wanted back at once. Own: as many as the major faults that they cause. */
  refaults: { value: 500, unit: "pages/s" },
  /** How full a cgroup is of its own limit. Own: reclaim begins a little below the limit. */
  cgroupFull: { value: 95, unit: "%" },
  /** Time in which some task of that cgroup waited for memory. As for the host. */
  cgroupPressure: { value: 5, unit: "%" },
  /** CPU time inside the kernel while swapping, which compressing explains and a disk does not. Own. */
  compressing: { value: 30, unit: "%" },
  /** Stalls for moving pages together. Own. */
  compacting: { value: 10, unit: "stalls/s" },

  /** Time in which no task could run because all waited for a disk. Field. */
  ioFull: { value: 10, unit: "%" },
  /** Memory pressure below which waiting for a disk is not swapping. Field. */
  memoryQuiet: { value: 1, unit: "%" },

  /** A daemon with less of the RAM than this is not worth a restart. Own. */
  culpritShare: { value: 5, unit: "%" },
  /** A daemon with less of all CPUs than this does not fill them. Own. */
  cpuCulpritShare: { value: 25, unit: "%" },
  /** A daemon with fewer major faults is not slowed by them: ten reads of 10 ms are a tenth of its time. Own. */
  victimFaults: { value: 10, unit: "faults/s" },
} as const satisfies Readonly<Record<string, Limit>>;

/**
 * Of the five signs for kernels without pressure figures: so many are starvation, so many make it likely. Own: where none
 * holds and this many are known not to, memory counts as not short though the others cannot be read.
 */
export const signsOfStarvation = { starvation: 3, likely: 2, enoughOff: 2 } as const;
