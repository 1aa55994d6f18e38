import { epochOf } from "../../epoch.ts";
import type { DaemonStatus } from "../../status.ts";
import type { RuleMemory, SeenDaemon } from "../host-alerts.ts";
import { isSameDaemon, rootsOf } from "./find-restarts.ts";
import type { Reading } from "./judgement.ts";
import { oomKillsNow } from "./oom.ts";
import { ownEntry } from "./own-entry.ts";
import { rememberSwap, swapRatioOf } from "./swap-climb.ts";

/** What the next reading is held against. Daemons that are not configured any more are forgotten. */
export function remember(reading: Reading): RuleMemory {
  const { memory, status, context } = reading;
  const names = ["", ...status.daemons.map(({ figures }) => figures.name)];
  const boot = status.sample.system.bootId.value;
  return {
    ...memory,
    epochs: definedEntries(status.daemons, (daemon) => epochAfter(reading, daemon)),
    seen: definedEntries(status.daemons, (daemon) => seenAfter(reading, daemon)),
    oomKills: oomKillsNow(reading),
    failedChecks: Object.fromEntries(Object.entries(memory.failedChecks).filter(([name]) => names.includes(name))),
    swapUsed: swapAfter(reading),
    lastReadAt: context.now,
    boot: boot ?? memory.boot,
    happened: Object.fromEntries(Object.entries(memory.happened).filter(([key]) => names.includes(daemonIn(key)))),
    missed: null,
  };
}

/** The last part of a fingerprint, which is empty for the whole host. */
function daemonIn(fingerprint: string): string {
  return fingerprint.slice(fingerprint.lastIndexOf("/") + 1);
}

function definedEntries<T>(
  daemons: readonly DaemonStatus[],
  entry: (daemon: DaemonStatus) => T | undefined,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    daemons.flatMap((daemon) => {
      const value = entry(daemon);
      return value === undefined ? [] : [[daemon.figures.name, value] as const];
    }),
  );
}

/** A child that outlives its parent is not the daemon: then the parent that is gone stays remembered. */
function epochAfter({ memory, status, restarts }: Reading, { figures }: DaemonStatus): string | undefined {
  const before = ownEntry(memory.epochs, figures.name);
  const now = epochOf(figures, status.sample)?.name;
  if (now === undefined || before === undefined) return now ?? before;
  return restarts.daemons.includes(figures.name) || isSameDaemon(figures, status.sample, memory) ? now : before;
}

function seenAfter(reading: Reading, daemon: DaemonStatus): SeenDaemon | undefined {
  const { memory, status, restarts } = reading;
  const { figures } = daemon;
  const before = ownEntry(memory.seen, figures.name);
  const oomKills = figures.cgroup?.oomKills.value ?? before?.oomKills ?? null;
  const isRestarted = restarts.daemons.includes(figures.name);
  const isKnown = ownEntry(memory.epochs, figures.name) !== undefined;
  const isThere =
    epochOf(figures, status.sample) !== null &&
    (!isKnown || isRestarted || isSameDaemon(figures, status.sample, memory));
  if (!isThere) return before === undefined && oomKills === null ? undefined : { ...(before ?? unseen), oomKills };
  const earlier = isRestarted ? undefined : before;
  return {
    heapBytes: figures.heapBytes.value ?? earlier?.heapBytes ?? null,
    uptimeSeconds: status.sample.system.uptimeSeconds.value ?? earlier?.uptimeSeconds ?? null,
    roots: rootsOf(figures, status.sample),
    oomKills,
  };
}

const unseen: SeenDaemon = { heapBytes: null, uptimeSeconds: null, roots: [], oomKills: null };

/** A restart of the host empties its swap: what was before tells nothing of a climb. */
function swapAfter({ memory, status, context }: Reading): RuleMemory["swapUsed"] {
  const ratio = swapRatioOf(status);
  const boot = status.sample.system.bootId.value;
  const points = boot === null || boot === memory.boot ? memory.swapUsed : [];
  if (ratio === null) return points;
  return rememberSwap(points, { at: context.now, ratio }, context.settingsOf(null).swap.spanMs);
}
