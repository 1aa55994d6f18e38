import type { Bytes } from "./bytes.ts";
import type { Figure } from "./figure.ts";
import type { Instant, Millis } from "./time.ts";

/** One reading of a host's figures: levels and counters as the kernel gives them, nothing derived from two readings. */
export interface Sample {
  readonly host: string;
  /** When the answer's last byte arrived, on the bot's clock. */
  readonly takenAt: Instant;
  readonly tookMs: Millis;
  readonly system: SystemFigures;
  readonly daemons: readonly DaemonFigures[];
}

export interface SystemFigures {
  readonly bootId: Figure<string>;
  /** Since boot, in seconds with two decimals: the clock by which rates are taken, since the bot's clock may jump. */
  readonly uptimeSeconds: Figure;
  /** When the host booted, in seconds since 1970 on the host's clock. */
  readonly bootedAtSeconds: Figure;
  readonly cpus: Figure;
  readonly load: Figure<Load>;
  readonly tasksRunning: Figure;
  /** Tasks in uninterruptible sleep, which is what the load counts beside the running ones. */
  readonly tasksBlocked: Figure;
  readonly cpuTicks: Figure<CpuTicks>;
  readonly memory: MemoryFigures;
  readonly swap: SwapFigures;
  readonly counters: Readonly<Record<CounterName, Figure>>;
  readonly pressure: {
    readonly memory: Figure<Pressure>;
    readonly io: Figure<Pressure>;
    readonly cpu: Figure<Pressure>;
  };
}

export interface Load {
  readonly one: number;
  readonly five: number;
  readonly fifteen: number;
}

/** The unit of every tick that Linux shows in /proc (USER_HZ), whatever the kernel's own timer is. */
export const ticksPerSecond = 100;

/** Cumulative ticks over all CPUs since boot. Guest time is inside user and nice. */
export interface CpuTicks {
  readonly user: number;
  readonly nice: number;
  readonly system: number;
  readonly idle: number;
  readonly iowait: number;
  readonly irq: number;
  readonly softirq: number;
  readonly steal: number;
}

export interface MemoryFigures {
  readonly totalBytes: Figure<Bytes>;
  /** Absent before Linux 3.14. */
  readonly availableBytes: Figure<Bytes>;
  readonly freeBytes: Figure<Bytes>;
  readonly anonBytes: Figure<Bytes>;
  readonly sharedBytes: Figure<Bytes>;
  readonly unreclaimableBytes: Figure<Bytes>;
  readonly activeFileBytes: Figure<Bytes>;
  readonly dirtyBytes: Figure<Bytes>;
}

export interface SwapFigures {
  readonly totalBytes: Figure<Bytes>;
  readonly freeBytes: Figure<Bytes>;
  /** The swap areas by device or file name, for example "/dev/zram0". */
  readonly devices: Figure<readonly string[]>;
}

/** Counters since boot, of /proc/vmstat. Swap counters are pages. */
export type CounterName =
  | "swapInPages"
  | "swapOutPages"
  | "majorFaults"
  | "allocStalls"
  | "directScans"
  | "fileRefaults"
  | "oomKills"
  | "compactStalls";

/** Pressure stall information: percent of time (0–100) in which some or all tasks waited, averaged over 10, 60 and 300 s. */
export interface Pressure {
  readonly some10: number;
  readonly some60: number;
  readonly some300: number;
  /** Absent for CPU before Linux 5.13. */
  readonly full10: number | null;
  readonly full60: number | null;
  readonly full300: number | null;
}

export interface DaemonFigures {
  readonly name: string;
  /** `unknown` when the host does not let the bot see; the figures' reasons say why. */
  readonly state: "up" | "down" | "unknown";
  /** Parent first. Empty when not up. */
  readonly processes: readonly ProcessFigures[];
  readonly cgroup: CgroupFigures | null;
  /** Anonymous memory and swap together, by the best source there is. */
  readonly heapBytes: Figure<Bytes>;
  readonly heapSource: HeapSource | null;
  /** Established TCP connections on the daemon's ports. */
  readonly connections: Figure;
  /** Start of its oldest process, the one to restart. */
  readonly startedAt: Figure<Instant>;
}

/**
 * Best first: the cgroup's own count; `status` sums RssAnon + VmSwap; `rss` is blind to swap. `pss`, which would count
 * shared pages once, is given by no probe: the kernel
 * walks every page for it, and shows it to the daemon's own user and to root alone.
 */
export type HeapSource = "cgroup" | "status" | "pss" | "rss";

/** A process; its identity is the host's boot id, the pid and the start ticks together, never the name. */
export interface ProcessFigures {
  readonly pid: number;
  readonly parentPid: Figure;
  readonly startTicks: Figure;
  /** User and system time of the process since its start, in ticks. */
  readonly cpuTicks: Figure;
  readonly majorFaults: Figure;
  readonly threads: Figure;
  readonly anonBytes: Figure<Bytes>;
  readonly swapBytes: Figure<Bytes>;
  readonly rssBytes: Figure<Bytes>;
  readonly peakRssBytes: Figure<Bytes>;
}

export interface CgroupFigures {
  readonly path: string;
  readonly anonBytes: Figure<Bytes>;
  readonly swapBytes: Figure<Bytes>;
  /** Absent when the group has no limit of its own. */
  readonly maxBytes: Figure<Bytes>;
  readonly currentBytes: Figure<Bytes>;
  readonly pressure: Figure<Pressure>;
  /** Times that the group was reclaimed at its own limit, and processes killed in it, since it was made. */
  readonly limitHits: Figure;
  readonly oomKills: Figure;
}
