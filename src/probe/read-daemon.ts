import { type Absence, absent, type Figure, known, mapFigure } from "../domain/figure.ts";
import { type DaemonFigures, type ProcessFigures, type SystemFigures, ticksPerSecond } from "../domain/sample.ts";
import { type Instant, instant } from "../domain/time.ts";
import type { Answer } from "./answer.ts";
import type { Connections } from "./connections.ts";
import { epochSeconds, thenFigure } from "./fields.ts";
import type { Located } from "./locate-daemons.ts";
import { readCgroup, readCgroupPids } from "./read-cgroup.ts";
import { readHeap } from "./read-heap.ts";
import { readProcess } from "./read-process.ts";

interface Surroundings {
  readonly answer: Answer;
  readonly system: SystemFigures;
  readonly connections: Connections | null;
  readonly takenAt: Instant;
}

/** A daemon's figures. It is up when one of its processes is; a cgroup alone will do where the host hides processes. */
export function readDaemon(located: Located, around: Surroundings): DaemonFigures {
  const { daemon } = located;
  if (located.kind === "unknown") return without(daemon.name, "unknown", located.reason);
  if (located.kind === "missing") return without(daemon.name, "down", "the process is gone");
  const { answer, system, connections, takenAt } = around;
  const processes = located.processes.flatMap(({ pid, startTicks }) => readProcess(answer, pid, startTicks) ?? []);
  const cgroup = located.cgroup === null ? null : readCgroup(answer, located.cgroup);
  if (processes.length === 0) {
    if (located.processes.length > 0) return without(daemon.name, "down", "the process is gone");
    const pids = readCgroupPids(answer, located.cgroup ?? "").value ?? [];
    if (cgroup === null || pids.length === 0)
      return without(daemon.name, "unknown", "the host hides other people's processes");
  }
  const heap = readHeap(cgroup, processes, system.swap);
  return {
    name: daemon.name,
    state: "up",
    processes,
    cgroup,
    heapBytes: heap.bytes,
    heapSource: heap.source,
    connections: connectionsOf(daemon.ports, connections),
    startedAt: startOf(processes, system, takenAt),
  };
}

function without(name: string, state: "down" | "unknown", reason: Absence): DaemonFigures {
  return {
    name,
    state,
    processes: [],
    cgroup: null,
    heapBytes: absent(reason),
    heapSource: null,
    connections: absent(reason),
    startedAt: absent(reason),
  };
}

function connectionsOf(ports: readonly number[], connections: Connections | null): Figure {
  if (connections === null || ports.length === 0) return absent("it was not asked for");
  let sum = 0;
  for (const port of ports) {
    const count = connections.of(port);
    if (count.reason !== undefined) return count;
    sum += count.value;
  }
  return known(sum);
}

/** On the bot's clock, whatever the host's says: so long before the reading as the process has run. */
function startOf(
  processes: readonly ProcessFigures[],
  { uptimeSeconds }: SystemFigures,
  takenAt: Instant,
): Figure<Instant> {
  const ticks = processes.flatMap((process) => process.startTicks.value ?? []);
  if (processes.length === 0) return absent("the host hides other people's processes");
  if (ticks.length === 0) return absent("the field is missing");
  const oldest = Math.min(...ticks) / ticksPerSecond;
  const seconds = thenFigure(uptimeSeconds, (uptime) => epochSeconds(takenAt / 1000 - Math.max(0, uptime - oldest)));
  return mapFigure(seconds, (count) => instant(count * 1000));
}
