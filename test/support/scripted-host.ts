import { type Bytes, bytes } from "../../src/domain/bytes.ts";
import type { Daemon } from "../../src/domain/daemon.ts";
import { absent, known } from "../../src/domain/figure.ts";
import type { Host, HostFailure } from "../../src/domain/host.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type { CounterName, DaemonFigures, Sample } from "../../src/domain/sample.ts";
import { instant, millis } from "../../src/domain/time.ts";
import type { RemotePeer } from "../../src/probe/peers.ts";
import type { Clock } from "../../src/services/ports.ts";
import type { HostReader } from "../../src/services/watch/read-once.ts";
import { aDaemon, aSystem, size } from "./sample.ts";

const gibibyte = 1024 ** 3;

/** How a host is from now on; what a test does not say stays as it is. A healthy host of 2 CPUs and 4 GiB at first. */
export interface HostCondition {
  readonly load: number;
  /** Share of all CPUs' time, 0–1. */
  readonly busy: number;
  readonly blocked: number;
  readonly availableGib: number;
  readonly swapUsedGib: number;
  /** Percent of time over the last minute. */
  readonly memorySome: number;
  readonly memoryFull: number;
  /** Per second, of /proc/vmstat. */
  readonly rates: Partial<Readonly<Record<CounterName, number>>>;
  /** Heaps in GiB by daemon; null for one that is down. */
  readonly heaps: Readonly<Record<string, number | null>>;
  /** How far the host's clock is ahead of the bot's, in seconds. */
  readonly clockAhead: number;
  /** Who is connected. */
  readonly peers: readonly RemotePeer[];
  /** Why it gives no reading; null while it does. */
  readonly failure: HostFailure | null;
}

const healthy: HostCondition = {
  load: 0.4,
  busy: 0.1,
  blocked: 0,
  availableGib: 2,
  swapUsedGib: 0,
  memorySome: 0,
  memoryFull: 0,
  rates: {},
  heaps: {},
  clockAhead: 0,
  peers: [],
  failure: null,
};

const memoryGib = 4;
const swapGib = 2;
const cpus = 2;

/** A host whose figures a test changes as time goes by; its counters go on as its condition says. */
export class ScriptedHost {
  readonly name: string;
  readonly daemons: readonly Daemon[];
  readonly #clock: Clock;
  #condition: HostCondition = healthy;
  #boot = 1;
  #bootedAt: number;
  #countedAt: number;
  readonly #counts = new Map<string, number>();
  readonly #starts = new Map<string, { readonly pid: number; readonly at: number }>();

  constructor(clock: Clock, { name, daemons }: { readonly name: string; readonly daemons: readonly Daemon[] }) {
    this.name = name;
    this.daemons = daemons;
    this.#clock = clock;
    // Up for a day already.
    this.#bootedAt = clock.monotonic() - 86_400_000;
    this.#countedAt = clock.monotonic();
    for (const daemon of daemons) this.#starts.set(daemon.name, { pid: 4711, at: this.#bootedAt + 60_000 });
  }

  host(): Host {
    return { name: this.name, reach: { kind: "local" }, daemons: this.daemons };
  }

  become(changes: Partial<HostCondition>): void {
    this.#count();
    const heaps = { ...this.#condition.heaps, ...changes.heaps };
    this.#condition = { ...this.#condition, ...changes, heaps };
  }

  /** Another process from now on, with this heap. */
  restart(daemon: string, heapGib: number): void {
    const before = this.#starts.get(daemon);
    this.#starts.set(daemon, { pid: (before?.pid ?? 0) + 1000, at: this.#clock.monotonic() + 20 });
    this.become({ heaps: { [daemon]: heapGib } });
  }

  /** Every daemon is another process, and the counters begin anew. */
  reboot(): void {
    this.#boot += 1;
    this.#bootedAt = this.#clock.monotonic();
    this.#counts.clear();
    for (const daemon of this.daemons) this.restart(daemon.name, 0.2);
  }

  /** The kernel's own count goes up by so many. */
  killByOom(count = 1): void {
    this.#counts.set("oomKills", (this.#counts.get("oomKills") ?? 0) + count);
  }

  reader(): HostReader {
    return {
      read: async () => (this.#condition.failure === null ? succeed(this.#sample()) : fail(this.#condition.failure)),
      sockets: async (ports) => {
        const { failure, peers } = this.#condition;
        return failure === null ? succeed(known({ listening: new Set(ports), peers, more: 0 })) : fail(failure);
      },
      close: async () => undefined,
    };
  }

  #count(): void {
    const now = this.#clock.monotonic();
    const seconds = (now - this.#countedAt) / 1000;
    this.#countedAt = now;
    const { busy, rates } = this.#condition;
    const add = (name: string, perSecond: number) =>
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + perSecond * seconds);
    for (const [name, rate] of Object.entries(rates)) add(name, rate);
    add("user", busy * cpus * 100);
    add("idle", (1 - busy) * cpus * 100);
  }

  #sample(): Sample {
    this.#count();
    const count = (name: string) => Math.floor(this.#counts.get(name) ?? 0);
    const uptime = (this.#clock.monotonic() - this.#bootedAt) / 1000;
    const usual = aSystem();
    const { load, blocked, availableGib, swapUsedGib, memorySome, memoryFull, clockAhead } = this.#condition;
    const pressure = { some10: memorySome, some60: memorySome, some300: memorySome };
    const counters = Object.fromEntries(Object.keys(usual.counters).map((name) => [name, known(count(name))]));
    return {
      host: this.name,
      takenAt: this.#clock.now(),
      tookMs: millis(12),
      system: {
        ...usual,
        bootId: known(`boot-${this.#boot}`),
        uptimeSeconds: known(uptime),
        bootedAtSeconds: known(this.#clock.now() / 1000 - uptime + clockAhead),
        cpus: known(cpus),
        load: known({ one: load, five: load, fifteen: load }),
        tasksBlocked: known(blocked),
        cpuTicks: known({ ...ticksOf(count), nice: 0, system: 0, iowait: 0, irq: 0, softirq: 0, steal: 0 }),
        memory: {
          ...usual.memory,
          totalBytes: gib(memoryGib),
          availableBytes: gib(availableGib),
        },
        swap: { ...usual.swap, totalBytes: gib(swapGib), freeBytes: gib(swapGib - swapUsedGib) },
        counters: counters as Sample["system"]["counters"],
        pressure: {
          ...usual.pressure,
          memory: known({ ...pressure, full10: memoryFull, full60: memoryFull, full300: memoryFull }),
        },
      },
      daemons: this.daemons.map((daemon) => this.#daemon(daemon.name)),
    };
  }

  #daemon(name: string): DaemonFigures {
    const heapGib = this.#condition.heaps[name] ?? (name in this.#condition.heaps ? null : 0.2);
    if (heapGib === null) return downDaemon(name);
    const start = this.#starts.get(name) ?? { pid: 4711, at: this.#bootedAt };
    const [process] = aDaemon(name, heapGib * gibibyte).processes;
    if (process === undefined) throw new Error("a daemon has a process");
    const startTicks = known(Math.round((start.at - this.#bootedAt) / 10));
    const { pid } = start;
    return aDaemon(name, heapGib * gibibyte, {
      processes: [{ ...process, pid, startTicks }],
      startedAt: known(instant(this.#clock.now() - (this.#clock.monotonic() - start.at))),
    });
  }
}

function ticksOf(count: (name: string) => number) {
  return { user: count("user"), idle: count("idle") };
}

function gib(count: number) {
  return size(count * gibibyte);
}

function downDaemon(name: string): DaemonFigures {
  return {
    name,
    state: "down",
    processes: [],
    cgroup: null,
    heapBytes: absent("the process is gone"),
    heapSource: null,
    connections: absent("it was not asked for"),
    startedAt: absent("the process is gone"),
  };
}

/** A daemon with a threshold in GiB, which nothing restarts. */
export function aWatchedDaemon(name: string, thresholdGib: number): Daemon {
  const threshold: Bytes = bytes(thresholdGib * gibibyte);
  return {
    name,
    find: { by: "command", pattern: name },
    ports: [],
    healthUrl: null,
    threshold: { kind: "size", bytes: threshold },
    restart: null,
  };
}
