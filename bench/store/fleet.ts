import { type Bytes, bytes } from "../../src/domain/bytes.ts";
import { absent, type Figure, known } from "../../src/domain/figure.ts";
import type { CounterName, DaemonFigures, ProcessFigures, Sample, SystemFigures } from "../../src/domain/sample.ts";
import { instant, millis } from "../../src/domain/time.ts";

/** A pretended fleet whose figures move as those of real servers do: hosts × daemons, with one to five processes each. */
export interface Fleet {
  /** All hosts' samples of one tick. */
  tick(at: number): readonly Sample[];
}

const mebibyte = 1024 ** 2;
const page = 4096;

export function createFleet(size: { readonly hosts: number; readonly daemons: number; readonly seed: number }): Fleet {
  const chance = chanceFrom(size.seed);
  const hosts = Array.from({ length: size.hosts }, (_, index) => newHost(index, size.daemons, chance));
  return { tick: (at) => hosts.map((host) => step(host, at, chance)) };
}

interface PretendedHost {
  readonly name: string;
  readonly boot: string;
  readonly daemons: readonly PretendedDaemon[];
  readonly counts: Record<CounterName, number>;
  cpu: number[];
  uptime: number;
  load: number;
}

interface PretendedDaemon {
  readonly name: string;
  readonly plateau: number;
  readonly busy: number;
  readonly inCgroup: boolean;
  connections: number;
  processes: { pid: number; startTicks: number; ticks: number; heap: number; peak: number; faults: number }[];
}

function newHost(index: number, daemons: number, chance: () => number): PretendedHost {
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(chance() * 16).toString(16)).join("");
  const counts = { swapInPages: 0, swapOutPages: 0, majorFaults: 90_000, allocStalls: 0 };
  return {
    name: `app-${String(index).padStart(2, "0")}.example.org`,
    boot: [8, 4, 4, 4, 12].map(hex).join("-"),
    daemons: Array.from({ length: daemons }, (_, at) => newDaemon(at, chance)),
    counts: { ...counts, directScans: 0, fileRefaults: 120_000, oomKills: 0, compactStalls: 3 },
    cpu: [9e6, 1e4, 2e6, 9e7, 3e5, 0, 4e4, 2e4],
    uptime: 1e6 + Math.floor(chance() * 1e6),
    load: 1,
  };
}

function newDaemon(index: number, chance: () => number): PretendedDaemon {
  const processes = [1, 1, 2, 4, 5][index % 5] ?? 1;
  return {
    name: `${["zope", "gunicorn", "celery", "puma", "uwsgi"][index % 5]}-${index}`,
    plateau: (200 + chance() * 3000) * mebibyte,
    busy: chance() < 0.3 ? 0.9 : 0.15,
    inCgroup: index % 2 === 0,
    connections: Math.floor(chance() * 40),
    processes: Array.from({ length: processes }, () => newProcess(chance)),
  };
}

function newProcess(chance: () => number): PretendedDaemon["processes"][number] {
  const startTicks = Math.floor(chance() * 9e7);
  return { pid: 1000 + Math.floor(chance() * 4e5), startTicks, ticks: 1000, heap: 120 * mebibyte, peak: 0, faults: 40 };
}

/** Of user, nice, system, idle, iowait, irq, softirq and steal, at most. */
const ticksPerStep = [900, 3, 200, 4000, 30, 0, 9, 4];

function step(host: PretendedHost, at: number, chance: () => number): Sample {
  host.uptime += 15;
  host.load = Math.max(0.02, host.load * 0.9 + chance() * 0.4);
  host.cpu = host.cpu.map((ticks, index) => ticks + Math.floor(chance() * (ticksPerStep[index] ?? 0)));
  return {
    host: host.name,
    takenAt: instant(at + Math.floor(chance() * 300)),
    tookMs: millis(Math.round(chance() * 4000) / 100),
    system: systemOf(host, chance),
    daemons: host.daemons.map((daemon) => stepDaemon(daemon, chance)),
  };
}

function systemOf(host: PretendedHost, chance: () => number): SystemFigures {
  const near = (base: number, spread: number): number => Math.floor(base + chance() * spread);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = host.cpu;
  const { counts } = host;
  counts.majorFaults += near(0, 5);
  counts.fileRefaults += near(0, 40);
  const pressed = chance() < 0.2 ? Math.round(chance() * 300) / 100 : 0;
  const pressure = known({ some10: pressed, some60: pressed / 2, some300: 0.1, full10: 0, full60: 0, full300: 0 });
  const load = Math.round(host.load * 100) / 100;
  return {
    bootId: known(host.boot),
    uptimeSeconds: known(host.uptime + near(0, 100) / 100),
    bootedAtSeconds: known(1_760_000_000),
    cpus: known(8),
    load: known({ one: load, five: near(load * 90, 10) / 100, fifteen: near(load * 85, 5) / 100 }),
    tasksRunning: known(near(1, 4)),
    tasksBlocked: known(0),
    cpuTicks: known({ user, nice, system, idle, iowait, irq, softirq, steal }),
    memory: {
      totalBytes: size(32 * 1024 * mebibyte),
      availableBytes: size(near(2e6, 4e4) * page),
      freeBytes: size(near(3e5, 2e4) * page),
      anonBytes: size(near(5e6, 3e4) * page),
      sharedBytes: size(near(2e4, 30) * page),
      unreclaimableBytes: size(near(1e5, 300) * page),
      activeFileBytes: size(near(8e5, 3e3) * page),
      dirtyBytes: size(near(10, 900) * page),
    },
    swap: {
      totalBytes: size(8192 * mebibyte),
      freeBytes: size(near(1.9e6, 100) * page),
      devices: known(["/dev/sda2"]),
    },
    counters: Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, known(count)])) as Record<
      CounterName,
      Figure
    >,
    pressure: { memory: pressure, io: pressure, cpu: pressure },
  };
}

function stepDaemon(daemon: PretendedDaemon, chance: () => number): DaemonFigures {
  daemon.connections = Math.max(0, daemon.connections + Math.round(chance() * 4 - 2));
  if (chance() < 1 / 30_000) daemon.processes = daemon.processes.map(() => newProcess(chance));
  const processes = daemon.processes.map((process) => stepProcess(process, daemon, chance));
  const heap = processes.reduce((sum, one) => sum + (one.anonBytes.value ?? 0) + (one.swapBytes.value ?? 0), 0);
  const path = `/system.slice/${daemon.name}.service`;
  const limits = { pressure: absent("this kernel does not have it"), limitHits: known(0), oomKills: known(0) } as const;
  const group = { anonBytes: size(heap), swapBytes: size(0), maxBytes: absent("it has no limit") } as const;
  return {
    name: daemon.name,
    state: "up",
    processes,
    cgroup: daemon.inCgroup ? { path, ...group, currentBytes: size(heap * 1.1), ...limits } : null,
    heapBytes: size(heap),
    heapSource: daemon.inCgroup ? "cgroup" : "status",
    connections: known(daemon.connections),
    startedAt: known(instant(1_760_000_000_000 + (processes[0]?.startTicks.value ?? 0) * 10)),
  };
}

/** Grows towards the plateau by pages, with requests that take and give back some. */
function stepProcess(
  process: PretendedDaemon["processes"][number],
  { plateau, busy }: PretendedDaemon,
  chance: () => number,
): ProcessFigures {
  if (chance() < busy) {
    process.heap += Math.floor(((plateau - process.heap) / 3000 + (chance() - 0.5) * 2 * mebibyte) / page) * page;
    process.ticks += Math.floor(chance() * 200);
  }
  process.heap = Math.max(mebibyte, process.heap);
  process.peak = Math.max(process.peak, process.heap + 20 * mebibyte);
  return {
    pid: process.pid,
    parentPid: known(1),
    startTicks: known(process.startTicks),
    cpuTicks: known(process.ticks),
    majorFaults: known(process.faults),
    threads: known(6),
    anonBytes: size(process.heap),
    swapBytes: size(0),
    rssBytes: size(process.heap + 18 * mebibyte),
    peakRssBytes: size(process.peak),
  };
}

function size(count: number): Figure<Bytes> {
  return known(bytes(count));
}

/** Mulberry32: the same fleet for the same seed, so that runs can be compared. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
