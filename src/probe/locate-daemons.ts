import type { Daemon } from "../domain/daemon.ts";
import type { Absence } from "../domain/figure.ts";
import { type Found, findMembers, type Sightings } from "./find-members.ts";
import { ownCgroup } from "./own-cgroup.ts";
import type { ListedProcess } from "./processes.ts";
import type { Question } from "./question.ts";

/** Where a daemon is on its host. Pids are good until one vanishes or a new one appears: then all are located again. */
export type Located =
  | {
      readonly kind: "found";
      readonly daemon: Daemon;
      /** Parent first. Empty when only the cgroup can be seen, since the host hides other people's processes. */
      readonly processes: readonly LocatedProcess[];
      /** The directory that counts this daemon's memory and nobody else's; null when there is none. */
      readonly cgroup: string | null;
    }
  | { readonly kind: "missing"; readonly daemon: Daemon }
  | { readonly kind: "unknown"; readonly daemon: Daemon; readonly reason: Absence };

export interface LocatedProcess {
  readonly pid: number;
  readonly startTicks: number;
}

/** Finds each daemon among the processes of its host, in the order of the configuration. Never throws. */
export function locateDaemons(daemons: readonly Daemon[], seen: Sightings): readonly Located[] {
  return daemons.map((daemon) => locate(daemon, seen));
}

/** The question that reads the figures of the system and of all daemons found. */
export function askDaemons(located: readonly Located[]): Question {
  const found = located.filter((one) => one.kind === "found");
  const pids = found.flatMap((one) => one.processes.map((process) => process.pid));
  const cgroups = found.flatMap((one) => one.cgroup ?? []);
  return pids.length + cgroups.length === 0 ? { verb: "system" } : { verb: "daemons", pids, cgroups };
}

function locate(daemon: Daemon, seen: Sightings): Located {
  const members: Found = findMembers(daemon.find, seen);
  if (members.kind === "unknown") return { kind: "unknown", daemon, reason: members.reason };
  if (members.kind === "missing") return { kind: "missing", daemon };
  const cgroup = ownCgroup(members, seen.list);
  // Of a list that was cut some members may be missing, and a sum without them would be too small.
  if (cgroup === null && seen.list.unseen === tooMany) return { kind: "unknown", daemon, reason: tooMany };
  if (members.kind === "hidden") {
    return cgroup === null
      ? { kind: "unknown", daemon, reason: members.reason }
      : { kind: "found", daemon, processes: [], cgroup };
  }
  if (members.processes.length === 0) return { kind: "missing", daemon };
  return { kind: "found", daemon, processes: parentFirst(members.processes).map(identity), cgroup };
}

const tooMany = "there are too many processes to list";

/** By what the restart of a daemon acts on: the process whose parent is not in the group, the oldest of several. */
function parentFirst(processes: readonly ListedProcess[]): readonly ListedProcess[] {
  const pids = new Set(processes.map((process) => process.pid));
  const rank = (process: ListedProcess): number => (pids.has(process.parentPid) ? 1 : 0);
  return processes.toSorted((a, b) => rank(a) - rank(b) || a.startTicks - b.startTicks || a.pid - b.pid);
}

function identity({ pid, startTicks }: ListedProcess): LocatedProcess {
  return { pid, startTicks };
}
