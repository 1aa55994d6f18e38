import type { Absence } from "../domain/figure.ts";
import type { Answer } from "./answer.ts";
import { linesOf, wholeNumber } from "./fields.ts";

/** The processes of a host, as far as it shows them. */
export interface ProcessList {
  readonly processes: readonly ListedProcess[];
  /** Why some processes may be missing; null when all are listed. */
  readonly unseen: Absence | null;
  /** Why some command lines are missing; null when all are there. */
  readonly argsUnread: Absence | null;
  /** Where cgroups of version 2 are mounted, for example "/sys/fs/cgroup". */
  readonly cgroupMount: string;
}

export interface ListedProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly startTicks: number;
  /** The path by which systemd knows it, for example "/system.slice/zope.service". */
  readonly unitPath: string;
  /** The directory that counts its memory, for example "/sys/fs/cgroup/system.slice/zope.service". */
  readonly memoryDirectory: string;
  /** The name of its executable, at most 15 characters, all of it printable ASCII. */
  readonly command: string;
  /** Its arguments joined by single spaces; printable ASCII, at most 4,096 characters. Null when they were not read. */
  readonly args: string | null;
}

/** The section under which the probe lists processes. */
export const processesPath = "/proc/";

/** Whether the host could list its processes at all: it has to start one for that. */
export function isListed(answer: Answer): boolean {
  return linesOf(answer, processesPath).reason === undefined;
}

/** Reads the answer to "processes". A list that was not answered is empty and says why. */
export function parseProcesses(answer: Answer): ProcessList {
  const listed = linesOf(answer, processesPath);
  if (listed.reason !== undefined) return noProcesses(listed.reason);
  const lines = listed.value;
  const self = (lines.find((line) => line.startsWith("# self ")) ?? "").split(" ").slice(2);
  const cgroupMount = self[2] ?? "/sys/fs/cgroup";
  const all = lines.flatMap((line) => parseProcess(line, cgroupMount) ?? []);
  const processes = withoutProbes(all, self.slice(0, 2).map(Number));
  const sees = processes.some((process) => process.pid === 1);
  const cut = lines.some((line) => line.startsWith("# cut"));
  const argsMissing = self[3] !== "args" || processes.some((process) => process.args === null);
  return {
    processes,
    unseen: cut ? "there are too many processes to list" : sees ? null : "the host hides other people's processes",
    argsUnread: argsMissing ? "the file cannot be read" : null,
    cgroupMount,
  };
}

function noProcesses(reason: Absence): ProcessList {
  return { processes: [], unseen: reason, argsUnread: reason, cgroupMount: "/sys/fs/cgroup" };
}

function parseProcess(line: string, cgroupMount: string): ListedProcess | null {
  if (line.startsWith("#")) return null;
  const [pidText, parent, start, unitPath = "", memory = "", command = "", args = null] = line.split("\t");
  const pid = wholeNumber(pidText).value;
  const parentPid = wholeNumber(parent).value;
  const startTicks = wholeNumber(start).value;
  if (pid === null || pid === 0 || parentPid === null || startTicks === null) return null;
  const memoryDirectory = memory === "=" ? cgroupMount + unitPath : memory;
  return { pid, parentPid, startTicks, unitPath, memoryDirectory, command, args: args?.trimEnd() ?? null };
}

/**
 * A probe's own command line holds its whole text, which would match many a pattern; neither it nor what it started for
 * this answer is a daemon's, nor is the probe of another bot.
 */
function withoutProbes(processes: readonly ListedProcess[], own: readonly number[]): readonly ListedProcess[] {
  return processes.filter(
    ({ pid, parentPid, args }) => !own.includes(pid) && !own.includes(parentPid) && !isProbe(args ?? ""),
  );
}

function isProbe(args: string): boolean {
  return /^\S*(awk|busybox|sh) .{0,60}scipy_probe=1/.test(args);
}
