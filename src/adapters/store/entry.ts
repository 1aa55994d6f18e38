import type { DaemonFigures, Sample } from "../../domain/sample.ts";
import { type Instant, millis } from "../../domain/time.ts";
import type { DaemonPoint, HostPoint, Rolled } from "../../services/ports-store.ts";

/** What is known of a host and its daemons at one instant, or over the stretch that begins there. */
export interface Entry {
  readonly at: Instant;
  readonly host: HostPoint;
  readonly daemons: ReadonlyMap<string, DaemonPoint>;
}

/** The figures of a sample of which a history is kept. */
export function entryOf(sample: Sample): Entry {
  const { takenAt: at, system } = sample;
  const { totalBytes, freeBytes } = system.swap;
  const swapUsed = totalBytes.value === null || freeBytes.value === null ? null : totalBytes.value - freeBytes.value;
  const host: HostPoint = {
    at,
    over: millis(0),
    load: single(system.load.value?.one ?? null),
    available: single(system.memory.availableBytes.value),
    swapUsed: single(swapUsed),
    memoryPressure: single(system.pressure.memory.value?.some60 ?? null),
  };
  const boot = system.bootId.value;
  return { at, host, daemons: new Map(sample.daemons.map((daemon) => [daemon.name, pointOf(daemon, at, boot)])) };
}

function pointOf(daemon: DaemonFigures, at: Instant, boot: string | null): DaemonPoint {
  return {
    at,
    over: millis(0),
    heap: single(daemon.heapBytes.value),
    swap: single(swapOf(daemon)),
    connections: single(daemon.connections.value),
    cpuTicks: sum(daemon.processes.map((process) => process.cpuTicks.value)),
    epoch: epochOf(daemon, boot),
  };
}

export function single(value: number | null): Rolled | null {
  return value === null ? null : { min: value, median: value, max: value };
}

/** The cgroup's count where there is one, as for the heap. */
function swapOf({ cgroup, processes }: DaemonFigures): number | null {
  return cgroup?.swapBytes.value ?? sum(processes.map((process) => process.swapBytes.value));
}

/** Null with a part missing: a sum without it would look like a drop. */
function sum(parts: readonly (number | null)[]): number | null {
  let total = 0;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return parts.length === 0 ? null : total;
}

function epochOf({ processes: [parent] }: DaemonFigures, boot: string | null): string | null {
  if (parent === undefined || boot === null || parent.startTicks.value === null) return null;
  return `${boot} ${parent.pid} ${parent.startTicks.value}`;
}
