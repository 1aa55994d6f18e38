import { epochOf, epochOfProcess, isEpochOfBoot } from "../../epoch.ts";
import type { DaemonFigures, Sample } from "../../sample.ts";
import type { ReadHost } from "../../status.ts";
import type { RuleMemory } from "../host-alerts.ts";
import { ownEntry } from "./own-entry.ts";

/** What is another one than at the reading before. */
export interface Restarts {
  /** The host itself was restarted, and every daemon with it. */
  readonly host: boolean;
  /** Daemons with another epoch, also those that came up with the host. */
  readonly daemons: readonly string[];
  /** Of these the ones that the host's own restart explains. */
  readonly withHost: readonly string[];
}

/** By what is remembered of each, however long ago that was seen: a restart while the bot was away counts too. */
export function findRestarts({ sample, daemons }: ReadHost, memory: RuleMemory): Restarts {
  const boot = sample.system.bootId.value;
  const restarted = daemons.filter(({ figures }) => isRestarted(figures, sample, memory)).map(({ figures }) => figures);
  const cameWithHost = ({ name }: DaemonFigures): boolean => {
    const before = ownEntry(memory.epochs, name);
    return before !== undefined && boot !== null && !isEpochOfBoot(before, boot);
  };
  return {
    host: boot !== null && memory.boot !== null && boot !== memory.boot,
    daemons: restarted.map(({ name }) => name),
    withHost: restarted.filter(cameWithHost).map(({ name }) => name),
  };
}

/** Whether any process lives that was the daemon's parent: a pool of equals of which one was replaced is the same pool. */
export function isSameDaemon(figures: DaemonFigures, sample: Sample, { epochs, seen }: RuleMemory): boolean {
  const before = ownEntry(epochs, figures.name);
  const roots = ownEntry(seen, figures.name)?.roots ?? [];
  return rootsOf(figures, sample).some((root) => root === before || roots.includes(root));
}

/** Epoch names of the processes whose parent is none of the daemon's: one, or a pool of equals. */
export function rootsOf({ processes }: DaemonFigures, sample: Sample): readonly string[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  const roots = processes.filter(({ parentPid }) => parentPid.value === null || !pids.has(parentPid.value));
  return roots.flatMap((root) => epochOfProcess(root, sample)?.name ?? []).slice(0, rootsMax);
}

/** Of a larger pool of equals not all can be gone while these live. */
const rootsMax = 64;

function isRestarted(figures: DaemonFigures, sample: Sample, memory: RuleMemory): boolean {
  const before = ownEntry(memory.epochs, figures.name);
  const epoch = epochOf(figures, sample);
  if (before === undefined || epoch === null || epoch.name === before) return false;
  const boot = sample.system.bootId.value ?? "";
  if (!isEpochOfBoot(before, boot)) return true;
  if (isSameDaemon(figures, sample, memory)) return false;
  // What ran beside the parent when that was last seen is its forked child, which has only outlived it.
  const seenAt = ownEntry(memory.seen, figures.name)?.uptimeSeconds ?? null;
  return seenAt === null || epoch.startedAt > seenAt;
}
