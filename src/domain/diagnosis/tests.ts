import { absent } from "../figure.ts";
import type { Test } from "./evaluate.ts";
import { limits } from "./limits.ts";

/** Whether there is anything to explain. */
export const loadTest: Test = {
  name: "load per CPU",
  figure: (facts) => facts.loadPerCpu,
  passes: ">",
  limit: limits.loadPerCpu,
  means: "the load is high",
  otherwise: "the load is not high",
};

/** Either one: the CPUs themselves are what is short. */
export const cpuTests = {
  busy: {
    name: "CPU busy",
    figure: (facts) => facts.busy,
    passes: "≥",
    limit: limits.cpuBusy,
    means: "the CPUs are full",
    otherwise: "the CPUs are not full",
  },
  pressure: {
    name: "some task waited for a CPU",
    isShareOfMinute: true,
    figure: (facts) => facts.cpuSome,
    passes: "≥",
    limit: limits.cpuPressure,
    means: "tasks often wait for a CPU",
    otherwise: "tasks seldom wait for a CPU",
  },
  steal: {
    name: "CPU steal",
    figure: (facts) => facts.steal,
    passes: ">",
    limit: limits.steal,
    means: "the hypervisor gives the CPUs to others",
    otherwise: "the hypervisor does not take the CPUs away",
  },
} as const satisfies Readonly<Record<string, Test>>;

/** What the load consists of: tasks that run, or tasks that wait. */
export const blockedTest: Test = {
  name: "waiting tasks as a share of the load",
  figure: (facts) => facts.blockedShare,
  passes: "<",
  limit: limits.blockedShare,
  means: "the load is tasks that run, not tasks that wait",
  otherwise: "tasks wait for memory or a disk",
};

/** Kernels that measure pressure: either one decides. */
export const memoryPressureTests: readonly Test[] = [
  {
    name: "some task waited for memory",
    isShareOfMinute: true,
    figure: (facts) => facts.memorySome,
    passes: "≥",
    limit: limits.memorySomeShort,
    means: "memory is short",
    harder: { limit: limits.memorySomeStarving, means: "starvation" },
    otherwise: "memory is not short",
  },
  {
    name: "every task waited for memory",
    isShareOfMinute: true,
    figure: (facts) => facts.memoryFull,
    passes: "≥",
    limit: limits.memoryFullShort,
    means: "memory is short",
    harder: { limit: limits.memoryFullStarving, means: "starvation" },
    otherwise: "memory is not short",
  },
];

export const availableTest: Test = {
  name: "memory available",
  figure: (facts) => facts.available,
  passes: "<",
  limit: limits.available,
  means: "little is left",
  otherwise: "enough is left",
};

export const swapInTest: Test = {
  name: "swapped in",
  figure: (facts) => facts.swapIn,
  passes: ">",
  limit: limits.swapping,
  means: "pages are wanted back",
  otherwise: "few pages are wanted back",
};

export const swapOutTest: Test = {
  name: "swapped out",
  figure: (facts) => facts.swapOut,
  passes: ">",
  limit: limits.swapping,
  means: "pages are pushed out",
  otherwise: "few pages are pushed out",
};

export const majorFaultTest: Test = {
  name: "major faults",
  figure: (facts) => facts.majorFaults,
  passes: ">",
  limit: limits.majorFaults,
  means: "programs wait for their own pages",
  otherwise: "programs seldom wait for their own pages",
};

/** Kernels that do not measure pressure: five signs, each of which holds when all its tests pass. */
export const memorySigns: readonly (readonly Test[])[] = [
  [availableTest],
  [swapInTest, swapOutTest],
  [majorFaultTest],
  [
    {
      name: "waiting tasks per CPU",
      figure: (facts) => facts.blockedPerCpu,
      passes: "≥",
      limit: limits.blockedPerCpu,
      means: "at least one waits for each CPU",
      otherwise: "fewer than one waits for each CPU",
    },
  ],
  [
    {
      name: "direct reclaim",
      figure: (facts) => facts.directReclaim,
      passes: ">",
      limit: limits.directReclaim,
      means: "tasks have to free memory themselves",
      otherwise: "the kernel frees memory ahead of need",
    },
  ],
];

/** What kind of shortage it is, once it is one. */
export const memoryKindTests = {
  cgroupFull: {
    name: "fullest cgroup, of its own limit",
    figure: (facts) => facts.fullestCgroup?.filled ?? absent("it was not asked for"),
    passes: "≥",
    limit: limits.cgroupFull,
    means: "it is at its own limit",
    otherwise: "it has room",
  },
  cgroupPressure: {
    name: "some task of that cgroup waited for memory",
    isShareOfMinute: true,
    figure: (facts) => facts.fullestCgroup?.pressure ?? absent("it was not asked for"),
    passes: "≥",
    limit: limits.cgroupPressure,
    means: "its memory is short",
    otherwise: "its memory is not short",
  },
  refaults: {
    name: "file pages read again",
    figure: (facts) => facts.refaults,
    passes: ">",
    limit: limits.refaults,
    means: "the page cache is too small",
    otherwise: "the page cache is large enough",
  },
  compressing: {
    name: "CPU inside the kernel",
    figure: (facts) => facts.system,
    passes: "≥",
    limit: limits.compressing,
    means: "compressing the swap may take it",
    otherwise: "swapping does not cost CPU time",
  },
  compacting: {
    name: "compaction stalls",
    figure: (facts) => facts.compactStalls,
    passes: ">",
    limit: limits.compacting,
    means: "tasks wait while pages are moved together",
    otherwise: "tasks do not wait for pages to be moved together",
  },
} as const satisfies Readonly<Record<string, Test>>;

/** A disk or a file system, but only where memory is quiet: swapping waits for disks too. */
export const storageTests = {
  io: {
    name: "every task waited for a disk",
    isShareOfMinute: true,
    figure: (facts) => facts.ioFull,
    passes: "≥",
    limit: limits.ioFull,
    means: "disks or network file systems hold everything up",
    otherwise: "disks do not hold everything up",
  },
  memoryQuiet: {
    name: "some task waited for memory",
    isShareOfMinute: true,
    figure: (facts) => facts.memorySome,
    passes: "<",
    limit: limits.memoryQuiet,
    means: "it is not swapping that waits for the disk",
    otherwise: "it may be swapping that waits for the disk",
  },
} as const satisfies Readonly<Record<string, Test>>;
