import type { Instant } from "../time.ts";
import type { Alert } from "./alert.ts";

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
  /** Swap in use, thinned to one a minute, oldest first: what "climbing" is told by. */
  readonly swapUsed: readonly { readonly at: Instant; readonly ratio: number }[];
  readonly lastReadAt: Instant | null;
}

/** A restart of a daemon is under way, by the bot: its alerts are hidden until verification and a grace time are over. */
export interface Maintenance {
  readonly daemon: string;
  readonly until: Instant;
  readonly what: string;
}

export const noMemory: RuleMemory = { epochs: {}, oomKills: null, failedChecks: {}, swapUsed: [], lastReadAt: null };

export function newHostAlerts(host: string): HostAlerts {
  return { host, alerts: [], groupToldAt: null, groupSince: null, memory: noMemory, maintenance: [] };
}
