import { readdirSync, readFileSync } from "node:fs";

/** The kernel's ticks, USER_HZ. */
const msPerTick = 10;

export interface ProcessTime {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
  /** Its own user and system time, to the nanosecond where the kernel keeps it so. */
  readonly ownMs: number;
  /** That of its children that have ended. */
  readonly childrenMs: number;
}

/** The process and all that descend from it, itself first. */
export function familyOf(root: number): readonly ProcessTime[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readTime(Number(name)) ?? []);
  const family = all.filter(({ pid }) => pid === root);
  for (const member of family) family.push(...all.filter(({ parentPid }) => parentPid === member.pid));
  return family;
}

/** What the family has used, those of it that have ended included. */
export function familyMs(root: number): number {
  return familyOf(root).reduce((sum, { ownMs, childrenMs }) => sum + ownMs + childrenMs, 0);
}

/** Null for a process that is gone. */
export function readTime(pid: number): ProcessTime | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const ticks = (first: number): number => ((fields[first - 3] ?? 0) + (fields[first - 2] ?? 0)) * msPerTick;
  const nanoseconds = Number(read(`/proc/${pid}/schedstat`)?.split(" ")[0] ?? 0);
  return {
    pid,
    parentPid: fields[1] ?? 0,
    command: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
    ownMs: nanoseconds > 0 ? nanoseconds / 1e6 : ticks(14),
    childrenMs: ticks(16),
  };
}

/** Processes forked on this machine since it booted, by anybody. */
export function forksSoFar(): number {
  return Number(/^processes (\d+)$/m.exec(read("/proc/stat") ?? "")?.[1] ?? 0);
}

export function peakBytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1] ?? 0) * 1024;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
