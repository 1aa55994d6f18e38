import { absent, type Figure, known, mapFigure } from "./figure.ts";
import { type CounterName, type CpuTicks, type ProcessFigures, type Sample, ticksPerSecond } from "./sample.ts";

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

/**
 * Shorter than this, one tick more or less is more than 1 % of two CPUs' time: no rate is better than such a rate.
 */
export const rateSpanMinSeconds = 0.5;

/**
 * Rates between the oldest and the newest of these readings (oldest first) that belong to the newest one's boot. Null
 * where there are no two such readings half a second apart. A counter that went back has no rate. Processes count when
 * they have the same pid and start in both readings, so a daemon that was restarted in between has no rate.
 */
export function deriveRates(samples: readonly Sample[]): Rates | null {
  const last = samples.at(-1);
  if (last === undefined) return null;
  const first = samples.find((sample) => isEarlierInBoot(sample, last));
  if (first === undefined) return null;
  const overSeconds = elapsed(first, last);
  if (overSeconds < rateSpanMinSeconds) return null;
  const earlier = samples.filter((sample) => isEarlierInBoot(sample, last));
  return {
    overSeconds,
    cpu: cpuShares(first.system.cpuTicks, last.system.cpuTicks),
    blockedMean: meanOf(
      [...earlier, last].map((sample) => sample.system.tasksBlocked),
      last.system.tasksBlocked,
    ),
    perSecond: counterRates({ first, last, overSeconds }),
    daemons: daemonRates({ first, last, overSeconds }),
  };
}

/** Two readings of one boot, and how far apart they are. */
interface Span {
  readonly first: Sample;
  readonly last: Sample;
  readonly overSeconds: number;
}

/** Where a boot id cannot be read, the uptime alone has to tell. */
function isEarlierInBoot(sample: Sample, last: Sample): boolean {
  const boot = sample.system.bootId.value;
  const lastBoot = last.system.bootId.value;
  if (boot !== null && lastBoot !== null && boot !== lastBoot) return false;
  return elapsed(sample, last) > 0;
}

/** 0 where one of the two uptimes is not known. */
function elapsed(from: Sample, to: Sample): number {
  const start = from.system.uptimeSeconds.value;
  const end = to.system.uptimeSeconds.value;
  return start === null || end === null ? 0 : end - start;
}

/** The kernel says of idle, iowait and steal that they may go back a little; the others may not. */
function cpuShares(first: Figure<CpuTicks>, last: Figure<CpuTicks>): Figure<CpuShares> {
  if (last.reason !== undefined) return last;
  if (first.reason !== undefined) return first;
  const delta = (name: keyof CpuTicks): number => last.value[name] - first.value[name];
  const [idle, iowait, steal] = [Math.max(0, delta("idle")), Math.max(0, delta("iowait")), Math.max(0, delta("steal"))];
  const system = delta("system") + delta("irq") + delta("softirq");
  const user = delta("user") + delta("nice");
  if (system < 0 || user < 0) return absent("it went back between two readings");
  const total = user + system + idle + iowait + steal;
  if (total === 0) return absent("it stood still between two readings");
  return known({
    busy: (user + system + steal) / total,
    system: system / total,
    iowait: iowait / total,
    steal: steal / total,
  });
}

/** Of the figures that are known; where none is, the one to give instead. */
function meanOf(figures: readonly Figure[], otherwise: Figure): Figure {
  const values = figures.flatMap((figure) => (figure.reason === undefined ? [figure.value] : []));
  if (values.length === 0) return otherwise;
  return known(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function counterRates({ first, last, overSeconds }: Span): Rates["perSecond"] {
  const rate = (name: CounterName): Figure =>
    mapFigure(rise(first.system.counters[name], last.system.counters[name]), (count) => count / overSeconds);
  return {
    swapInPages: rate("swapInPages"),
    swapOutPages: rate("swapOutPages"),
    majorFaults: rate("majorFaults"),
    allocStalls: rate("allocStalls"),
    directScans: rate("directScans"),
    fileRefaults: rate("fileRefaults"),
    oomKills: rate("oomKills"),
    compactStalls: rate("compactStalls"),
  };
}

/** By how much a counter grew. */
function rise(first: Figure, last: Figure): Figure {
  if (last.reason !== undefined) return last;
  if (first.reason !== undefined) return first;
  const grown = last.value - first.value;
  return grown < 0 ? absent("it went back between two readings") : known(grown);
}

function daemonRates({ first, last, overSeconds }: Span): Rates["daemons"] {
  const entries = last.daemons.map((daemon) => {
    const before = first.daemons.find((candidate) => candidate.name === daemon.name)?.processes ?? [];
    const rateOf = (counter: "cpuTicks" | "majorFaults"): Figure =>
      mapFigure(sumOfRises(before, daemon.processes, counter), (count) => count / overSeconds);
    const cpus = mapFigure(rateOf("cpuTicks"), (ticks) => ticks / ticksPerSecond);
    return [daemon.name, { cpus, majorFaultsPerSecond: rateOf("majorFaults") }] as const;
  });
  return Object.fromEntries(entries);
}

/** Over the processes that lived through both readings and whose counter is known in both. */
function sumOfRises(
  before: readonly ProcessFigures[],
  now: readonly ProcessFigures[],
  counter: "cpuTicks" | "majorFaults",
): Figure {
  if (now.length === 0) return absent("the process is gone");
  const rises = now.flatMap((process) => {
    const earlier = before.find((candidate) => isSameProcess(candidate, process));
    return earlier === undefined ? [] : [rise(earlier[counter], process[counter])];
  });
  const grown = rises.flatMap((figure) => (figure.reason === undefined ? [figure.value] : []));
  if (grown.length === 0) return rises[0] ?? absent("no process of it lived through both readings");
  return known(grown.reduce((sum, count) => sum + count, 0));
}

/** Within one boot. A pid is given again to other processes, its start is not. */
function isSameProcess(one: ProcessFigures, other: ProcessFigures): boolean {
  return one.pid === other.pid && one.startTicks.value !== null && one.startTicks.value === other.startTicks.value;
}
