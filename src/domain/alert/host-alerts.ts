import type { Instant } from "../time.ts";
import type { Alert, Finding } from "./alert.ts";

/** All that is known of the problems of one host. Plain data: it is stored as JSON, one row a host. */
export interface HostAlerts {
  /** `botHost` for the bot's own. */
  readonly host: string;
  readonly alerts: readonly Alert[];
  /** When the host's group was last told, for `groupIntervalMs`; null before the first time. */
  readonly groupToldAt: Instant | null;
  /** Since when members wait to be told; null when none does. */
  readonly groupSince: Instant | null;
  readonly memory: RuleMemory;
  readonly maintenance: readonly Maintenance[];
}

/** What rules remember from one reading to the next; survives a restart of the bot. */
export interface RuleMemory {
  /** Boot id, pid and start of each daemon's parent as last seen, by name: another one means a restart. */
  readonly epochs: Readonly<Record<string, string>>;
  /** The kernel's count of OOM kills as last seen, with the boot that it belongs to. */
  readonly oomKills: { readonly boot: string; readonly count: number } | null;
  /** Health checks failed in a row, by daemon. */
  readonly failedChecks: Readonly<Record<string, number>>;
  /** Swap in use as a share of RAM, thinned to one a minute, oldest first: what "climbing" is told by. */
  readonly swapUsed: readonly { readonly at: Instant; readonly ratio: number }[];
  readonly lastReadAt: Instant | null;
  /** The host's boot id as last seen: another one means that the host itself was restarted. */
  readonly boot: string | null;
  /** Polls missed in a row, and since when; null while the host answers. */
  readonly missed: { readonly count: number; readonly since: Instant } | null;
  /** How each daemon stood when its epoch was last seen, by name. */
  readonly seen: Readonly<Record<string, SeenDaemon>>;
  /** What happened last, by fingerprint, for rules of events: what is said of it stays while its alert is open. */
  readonly happened: Readonly<Record<string, Finding>>;
  /** Names of all troubles of the bot so far, for `botHost` alone: those that are over have to be cleared by name. */
  readonly troubles: readonly string[];
}

export interface SeenDaemon {
  /** Null where it was never known in this epoch. */
  readonly heapBytes: number | null;
  /** The host's uptime then: a process that started later is a new one. */
  readonly uptimeSeconds: number | null;
  /** Epoch names of all its processes whose parent is none of it; the oldest first. */
  readonly roots: readonly string[];
  /** Processes killed in its cgroup, as the kernel counts them; null where it does not. */
  readonly oomKills: number | null;
}

/** A restart of a daemon is under way, by the bot: its alerts are hidden until verification and a grace time are over. */
export interface Maintenance {
  readonly daemon: string;
  readonly until: Instant;
  readonly what: string;
}

export const noMemory: RuleMemory = {
  epochs: {},
  oomKills: null,
  failedChecks: {},
  swapUsed: [],
  lastReadAt: null,
  boot: null,
  missed: null,
  seen: {},
  happened: {},
  troubles: [],
};

export function newHostAlerts(host: string): HostAlerts {
  return { host, alerts: [], groupToldAt: null, groupSince: null, memory: noMemory, maintenance: [] };
}
