import { type Bytes, bytes } from "../../src/domain/bytes.ts";
import { absent, type Figure, known } from "../../src/domain/figure.ts";
import type { CounterName, DaemonFigures, Sample, SystemFigures } from "../../src/domain/sample.ts";
import { instant, millis } from "../../src/domain/time.ts";

const gibibyte = 1024 ** 3;

/** A healthy host of 2 CPUs and 8 GiB, 1,000 s after its boot; every figure can be replaced. */
export function aSample(
  changes: { host?: string; system?: Partial<SystemFigures>; daemons?: DaemonFigures[] } = {},
): Sample {
  return {
    host: changes.host ?? "web-1",
    takenAt: instant(Date.UTC(2026, 0, 15, 9)),
    tookMs: millis(12),
    system: { ...aSystem(), ...changes.system },
    daemons: changes.daemons ?? [],
  };
}

/** The sample as a host gives it this much later, with its counters moved on. */
export function later(sample: Sample, bySeconds: number, changes: Partial<SystemFigures> = {}): Sample {
  const { system } = sample;
  return {
    ...sample,
    takenAt: instant(sample.takenAt + bySeconds * 1000),
    system: { ...system, uptimeSeconds: plus(system.uptimeSeconds, bySeconds), ...changes },
  };
}

export function aSystem(): SystemFigures {
  return {
    bootId: known("5f2f4c1e-boot"),
    uptimeSeconds: known(1000),
    bootedAtSeconds: known(Date.UTC(2026, 0, 15, 9) / 1000 - 1000),
    cpus: known(2),
    load: known({ one: 0.4, five: 0.3, fifteen: 0.2 }),
    tasksRunning: known(1),
    tasksBlocked: known(0),
    cpuTicks: known({
      user: 10_000,
      nice: 0,
      system: 2000,
      idle: 180_000,
      iowait: 500,
      irq: 0,
      softirq: 100,
      steal: 0,
    }),
    memory: {
      totalBytes: size(8 * gibibyte),
      availableBytes: size(6 * gibibyte),
      freeBytes: size(5 * gibibyte),
      anonBytes: size(gibibyte),
      sharedBytes: size(0),
      unreclaimableBytes: size(gibibyte / 8),
      activeFileBytes: size(gibibyte),
      dirtyBytes: size(0),
    },
    swap: { totalBytes: size(2 * gibibyte), freeBytes: size(2 * gibibyte), devices: known(["/dev/sda2"]) },
    counters: noCounts(),
    pressure: { memory: calm(), io: calm(), cpu: calm() },
  };
}

export function calm(): Figure<{
  some10: number;
  some60: number;
  some300: number;
  full10: number;
  full60: number;
  full300: number;
}> {
  return known({ some10: 0, some60: 0, some300: 0, full10: 0, full60: 0, full300: 0 });
}

const counterNames: readonly CounterName[] = [
  "swapInPages",
  "swapOutPages",
  "majorFaults",
  "allocStalls",
  "directScans",
  "fileRefaults",
  "oomKills",
  "compactStalls",
];

function noCounts(): Record<CounterName, Figure> {
  return Object.fromEntries(counterNames.map((name) => [name, known(0)])) as Record<CounterName, Figure>;
}

/** A running daemon of one process, started 500 s after boot. */
export function aDaemon(name: string, heap: number, changes: Partial<DaemonFigures> = {}): DaemonFigures {
  return {
    name,
    state: "up",
    processes: [
      {
        pid: 4711,
        parentPid: known(1),
        startTicks: known(50_000),
        cpuTicks: known(300),
        majorFaults: known(0),
        threads: known(4),
        anonBytes: size(heap),
        swapBytes: size(0),
        rssBytes: size(heap),
        peakRssBytes: size(heap),
      },
    ],
    cgroup: null,
    heapBytes: size(heap),
    heapSource: "status",
    connections: absent("it was not asked for"),
    startedAt: known(instant(Date.UTC(2026, 0, 15, 8, 51, 40))),
    ...changes,
  };
}

export function size(count: number): Figure<Bytes> {
  return known(bytes(count));
}

function plus(figure: Figure, by: number): Figure {
  return figure.value === null ? figure : known(figure.value + by);
}
