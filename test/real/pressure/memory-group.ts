import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, type Result, succeed } from "../../../src/domain/result.ts";

/** A memory cgroup of this machine with a limit of its own: what is done in it is reclaimed there, and nowhere else. */
export interface MemoryGroup {
  /** As the configuration names it: "/scipy-pressure-4711". */
  readonly path: string;
  /** The file that a process joins it by. */
  readonly processes: string;
  /** Throws while a process is left in it. */
  remove(): void;
}

/** Above this a mistake would be felt by the machine's own work. */
const limitMaxMib = 256;

/** Of version 1 or 2, whichever this machine has and lets be written; else why there is none, as a phrase. */
export function makeMemoryGroup(limitMib: number): Result<MemoryGroup, string> {
  if (limitMib > limitMaxMib) throw new Error(`${limitMib} MiB are more than a test may take.`);
  const version = versionHere();
  if (version === null) return fail("no memory controller of cgroups is mounted and switched on");
  const path = `/scipy-pressure-${process.pid}`;
  const directory = join(version.mount, path);
  try {
    mkdirSync(directory);
    writeFileSync(join(directory, version.limitFile), String(limitMib * 1024 ** 2));
  } catch (error) {
    if (existsSync(directory)) rmdirSync(directory);
    return fail(`the kernel let no memory cgroup be made (${error instanceof Error ? error.message : error})`);
  }
  return succeed({ path, processes: join(directory, "cgroup.procs"), remove: () => rmdirSync(directory) });
}

interface Version {
  readonly mount: string;
  readonly limitFile: string;
}

function versionHere(): Version | null {
  const first = "/sys/fs/cgroup/memory";
  if (existsSync(`${first}/memory.limit_in_bytes`)) return { mount: first, limitFile: "memory.limit_in_bytes" };
  const second = "/sys/fs/cgroup";
  const switchedOn = `${second}/cgroup.subtree_control`;
  // Switching the controller on would change the machine for others, too.
  if (!existsSync(switchedOn) || !readFileSync(switchedOn, "utf8").split(/\s/).includes("memory")) return null;
  return { mount: second, limitFile: "memory.max" };
}
