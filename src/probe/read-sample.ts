import type { Sample } from "../domain/sample.ts";
import type { Instant, Millis } from "../domain/time.ts";
import type { Answer } from "./answer.ts";
import type { Connections } from "./connections.ts";
import type { Located } from "./locate-daemons.ts";
import { readCgroupPids } from "./read-cgroup.ts";
import { readDaemon } from "./read-daemon.ts";
import { readProcess } from "./read-process.ts";
import { readSystem } from "./read-system.ts";

export interface SampleSource {
  readonly host: string;
  readonly takenAt: Instant;
  readonly tookMs: Millis;
  /** The answer to the question of `askDaemons`. */
  readonly answer: Answer;
  readonly located: readonly Located[];
  /** Null when they were not asked for. */
  readonly connections: Connections | null;
}

/** One reading of a host. Whatever the answer holds: every figure is there or absent with its reason. Never throws. */
export function readSample(source: SampleSource): Sample {
  const { host, takenAt, tookMs, answer, located, connections } = source;
  const system = readSystem(answer);
  const daemons = located.map((one) => readDaemon(one, { answer, system, connections, takenAt }));
  return { host, takenAt, tookMs, system, daemons };
}

/** True when a process vanished or one has come to a daemon's cgroup: the daemons have to be located again. */
export function mustLocateAgain(answer: Answer, located: readonly Located[]): boolean {
  return located.some((one) => one.kind === "found" && hasChanged(answer, one));
}

/** Tasks of the host wait for memory to a degree at which it may not start a process any more. */
const pressureShort = 10;
const availableShortRatio = 0.05;

/** True where memory is so short that the host should not be asked to start a process. */
export function isMemoryShort(answer: Answer): boolean {
  const { pressure, memory } = readSystem(answer);
  const some = pressure.memory.value?.some10 ?? 0;
  const { totalBytes: total, availableBytes: available } = memory;
  const isEmpty =
    total.value !== null && available.value !== null && available.value < total.value * availableShortRatio;
  return some >= pressureShort || isEmpty;
}

function hasChanged(answer: Answer, one: Located & { kind: "found" }): boolean {
  const isGone = ({ pid, startTicks }: { pid: number; startTicks: number }): boolean =>
    answer.sections.has(`/proc/${pid}/stat`) && readProcess(answer, pid, startTicks) === null;
  if (one.processes.some(isGone)) return true;
  if (one.cgroup === null || one.processes.length === 0) return false;
  const pids = readCgroupPids(answer, one.cgroup).value ?? [];
  return pids.some((pid) => one.processes.every((process) => process.pid !== pid));
}
