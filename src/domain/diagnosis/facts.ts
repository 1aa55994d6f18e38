import type { Bytes } from "../bytes.ts";
import { absent, type Figure, known, mapFigure } from "../figure.ts";
import type { CpuShares, Rates } from "../rates.ts";
import type { CounterName, DaemonFigures, Pressure, Sample } from "../sample.ts";
import type { DaemonStatus } from "../status.ts";

export interface DiagnosisInput {
  readonly sample: Sample;
  /** Over the last minute; null at a first reading. */
  readonly rates: Rates | null;
  readonly daemons: readonly DaemonStatus[];
}

/** The figures that the tests look at, each in the unit that people read. */
export interface Facts {
  readonly cpus: Figure;
  readonly load: Figure;
  readonly loadPerCpu: Figure;
  /** Percent of all CPUs' time. */
  readonly busy: Figure;
  readonly system: Figure;
  readonly steal: Figure;
  /** Mean of the tasks in uninterruptible sleep. */
  readonly blocked: Figure;
  readonly blockedPerCpu: Figure;
  /** Percent of the load. */
  readonly blockedShare: Figure;
  /** Percent of time, averaged by the kernel over 60 s. */
  readonly memorySome: Figure;
  readonly memoryFull: Figure;
  readonly ioFull: Figure;
  readonly cpuSome: Figure;
  /** Percent of RAM. */
  readonly available: Figure;
  /** Per second. */
  readonly swapIn: Figure;
  readonly swapOut: Figure;
  readonly majorFaults: Figure;
  readonly refaults: Figure;
  readonly directReclaim: Figure;
  readonly compactStalls: Figure;
  /** Whether every swap area is compressed memory; false without swap. */
  readonly swapIsZram: boolean;
  readonly fullestCgroup: FullestCgroup | null;
}

/** The daemon whose cgroup is nearest to its own limit. */
export interface FullestCgroup {
  readonly daemon: string;
  readonly currentBytes: Bytes;
  readonly maxBytes: Bytes;
  readonly filled: Figure;
  readonly pressure: Figure;
}

export function factsOf({ sample, rates }: DiagnosisInput): Facts {
  const { cpus, load, memory, pressure, swap } = sample.system;
  const loadOne = mapFigure(load, (averages) => averages.one);
  const blocked = rates?.blockedMean ?? needsTwo;
  const share = (name: keyof CpuShares): Figure => mapFigure(rates?.cpu ?? needsTwo, (shares) => shares[name] * 100);
  const rate = (name: CounterName): Figure => rates?.perSecond[name] ?? needsTwo;
  return {
    cpus,
    load: loadOne,
    loadPerCpu: quotient(loadOne, cpus),
    busy: share("busy"),
    system: share("system"),
    steal: share("steal"),
    blocked,
    blockedPerCpu: quotient(blocked, cpus),
    blockedShare: percentOf(blocked, loadOne),
    memorySome: averageOf(pressure.memory, "some60"),
    memoryFull: averageOf(pressure.memory, "full60"),
    ioFull: averageOf(pressure.io, "full60"),
    cpuSome: averageOf(pressure.cpu, "some60"),
    available: percentOf(memory.availableBytes, memory.totalBytes),
    swapIn: rate("swapInPages"),
    swapOut: rate("swapOutPages"),
    majorFaults: rate("majorFaults"),
    refaults: rate("fileRefaults"),
    directReclaim: greater(rate("allocStalls"), rate("directScans")),
    compactStalls: rate("compactStalls"),
    swapIsZram: isZram(swap.devices.value ?? []),
    fullestCgroup: fullestCgroup(sample),
  };
}

const needsTwo = absent("it needs two readings");

function quotient(part: Figure, whole: Figure): Figure {
  if (part.reason !== undefined) return part;
  if (whole.reason !== undefined) return whole;
  return whole.value > 0 ? known(part.value / whole.value) : absent("the field is malformed");
}

function percentOf(part: Figure, whole: Figure): Figure {
  return mapFigure(quotient(part, whole), (ratio) => ratio * 100);
}

function averageOf(pressure: Figure<Pressure>, name: "some60" | "full60"): Figure {
  if (pressure.reason !== undefined) return pressure;
  const average = pressure.value[name];
  return average === null ? absent("this kernel does not have it") : known(average);
}

/** Of two figures of which either will do. */
function greater(one: Figure, other: Figure): Figure {
  if (one.reason !== undefined) return other;
  if (other.reason !== undefined) return one;
  return one.value > other.value ? one : other;
}

function isZram(devices: readonly string[]): boolean {
  return devices.length > 0 && devices.every((device) => /(^|\/)zram\d+$/.test(device));
}

function fullestCgroup(sample: Sample): FullestCgroup | null {
  let fullest: FullestCgroup | null = null;
  for (const daemon of sample.daemons) {
    const cgroup = limitedCgroup(daemon);
    if (cgroup !== null && (fullest === null || filledOf(cgroup) > filledOf(fullest))) fullest = cgroup;
  }
  return fullest;
}

/** Null where the daemon's cgroup has no limit of its own, or is not known. */
function limitedCgroup({ name, cgroup }: DaemonFigures): FullestCgroup | null {
  const max = cgroup?.maxBytes.value ?? null;
  const current = cgroup?.currentBytes.value ?? null;
  if (cgroup === null || max === null || current === null) return null;
  const filled = percentOf(cgroup.currentBytes, cgroup.maxBytes);
  const pressure = averageOf(cgroup.pressure, "some60");
  return { daemon: name, currentBytes: current, maxBytes: max, filled, pressure };
}

function filledOf(cgroup: FullestCgroup): number {
  return cgroup.filled.value ?? 0;
}
