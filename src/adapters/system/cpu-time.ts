import { cpuUsage } from "node:process";
import { type Millis, millis } from "../../domain/time.ts";

/** What this process has used of the CPU so far. Unlike a clock it stands still while the machine serves others. */
export function cpuTime(): Millis {
  const { user, system } = cpuUsage();
  return millis((user + system) / 1000);
}
