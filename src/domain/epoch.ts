import type { DaemonFigures, ProcessFigures, Sample } from "./sample.ts";
import { ticksPerSecond } from "./sample.ts";

/** The time of a daemon between two of its starts. */
export interface Epoch {
  /** Boot id, pid and start ticks of the daemon's parent process, with a space between: another epoch has another name. */
  readonly name: string;
  /** Seconds after the host's boot. */
  readonly startedAt: number;
}

/** Null when the daemon's identity cannot be read. */
export function epochOf({ processes: [parent] }: DaemonFigures, sample: Sample): Epoch | null {
  return parent === undefined ? null : epochOfProcess(parent, sample);
}

/** As if the process were its daemon's parent. */
export function epochOfProcess({ pid, startTicks }: ProcessFigures, sample: Sample): Epoch | null {
  const boot = sample.system.bootId.value;
  const start = startTicks.value;
  if (boot === null || start === null) return null;
  return { name: `${boot} ${pid} ${start}`, startedAt: start / ticksPerSecond };
}

/** Whether the epoch of that name is one of this boot. */
export function isEpochOfBoot(name: string, bootId: string): boolean {
  return name.startsWith(`${bootId} `);
}
