import type { DaemonFinder } from "../domain/daemon.ts";
import { type Absence, absent, type Figure } from "../domain/figure.ts";
import type { ListedProcess, ProcessList } from "./processes.ts";
import { cgroupPath } from "./read-cgroup.ts";
import { isInCgroup, isInUnit } from "./unit-path.ts";

/** All that is known of a host's processes. */
export interface Sightings {
  readonly list: ProcessList;
  /** The pid that each pid file holds, by its path; "the process is gone" where there is no such file. */
  readonly pidFiles: ReadonlyMap<string, Figure>;
  /** The name that supervisord gave, by pid. */
  readonly supervised: ReadonlyMap<number, Figure<string>>;
  /** The pids whose command line a daemon's pattern matches, by the pattern. */
  readonly matched: ReadonlyMap<string, Figure<ReadonlySet<number>>>;
}

/** The processes of a daemon. */
export type Found =
  | { readonly kind: "seen"; readonly find: DaemonFinder; readonly processes: readonly ListedProcess[] }
  /** None was seen, but the host does not show all: it may run nevertheless. */
  | { readonly kind: "hidden"; readonly find: DaemonFinder; readonly reason: Absence }
  /** It certainly does not run, whatever the host shows of its processes. */
  | { readonly kind: "missing" }
  | { readonly kind: "unknown"; readonly reason: Absence };

/** An empty group of kind "seen" means that the daemon does not run: the host shows all of its processes. */
export function findMembers(find: DaemonFinder, seen: Sightings): Found {
  const { list } = seen;
  switch (find.by) {
    case "unit":
      return sighted(find, list, withUnit(list, find.unit));
    case "cgroup":
      return sighted(
        find,
        list,
        list.processes.filter((process) => isInCgroup(pathOf(process), find.path)),
      );
    case "pid file":
      return findByPidFile(find, seen);
    case "supervisor":
      return findBySupervisor(find, seen);
    case "command":
      return findByCommand(find, seen);
  }
}

function withUnit(list: ProcessList, unit: string): readonly ListedProcess[] {
  return list.processes.filter((process) => isInUnit(process.unitPath, unit) || isInUnit(pathOf(process), unit));
}

function pathOf(process: ListedProcess): string {
  return process.unitPath !== "" && process.unitPath !== "/" ? process.unitPath : cgroupPath(process.memoryDirectory);
}

function sighted(find: DaemonFinder, list: ProcessList, processes: readonly ListedProcess[]): Found {
  if (processes.length === 0 && list.unseen !== null) return { kind: "hidden", find, reason: list.unseen };
  return { kind: "seen", find, processes };
}

function findByPidFile(find: DaemonFinder & { by: "pid file" }, seen: Sightings): Found {
  const pid = seen.pidFiles.get(find.path);
  if (pid === undefined) return { kind: "unknown", reason: "it was not asked for" };
  if (pid.reason === "the process is gone") return { kind: "missing" };
  if (pid.reason !== undefined) return { kind: "unknown", reason: pid.reason };
  const root = seen.list.processes.filter((process) => process.pid === pid.value);
  return sighted(find, seen.list, withDescendants(root, seen.list.processes));
}

/** "zope" finds zope and its copies zope_00, zope_01; "web:zope_00" finds one copy, whichever group it is said to be in. */
function findBySupervisor(find: DaemonFinder & { by: "supervisor" }, seen: Sightings): Found {
  const program = find.program.slice(find.program.indexOf(":") + 1);
  const asked = [...seen.supervised.entries()];
  const roots = asked.filter(([, name]) => name.value !== null && isCopyOf(name.value, program)).map(([pid]) => pid);
  // An environment that was read and names no program is that of a process which supervisord did not start.
  const unread = asked.find(([, { reason }]) => reason !== undefined && reason !== "the field is missing")?.[1].reason;
  if (roots.length === 0 && unread !== undefined) return { kind: "unknown", reason: unread };
  const members = seen.list.processes.filter((process) => roots.includes(process.pid));
  return sighted(find, seen.list, withDescendants(members, seen.list.processes));
}

function isCopyOf(name: string, program: string): boolean {
  return name === program || (name.startsWith(`${program}_`) && /^\d+$/.test(name.slice(program.length + 1)));
}

function findByCommand(find: DaemonFinder & { by: "command" }, { list, matched }: Sightings): Found {
  const pids = matched.get(find.pattern) ?? absent("it was not asked for");
  if (pids.reason !== undefined) return { kind: "unknown", reason: pids.reason };
  const roots = list.processes.filter((process) => pids.value.has(process.pid));
  if (roots.length === 0 && list.argsUnread !== null) return { kind: "unknown", reason: list.argsUnread };
  return sighted(find, list, withDescendants(roots, list.processes));
}

/** What a daemon starts is restarted with it, and its memory comes back with it. */
function withDescendants(roots: readonly ListedProcess[], all: readonly ListedProcess[]): readonly ListedProcess[] {
  const members = new Map(roots.map((process) => [process.pid, process]));
  const children = byParent(all);
  const queue = [...roots];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const child of children.get(next.pid) ?? []) {
      if (members.has(child.pid)) continue;
      members.set(child.pid, child);
      queue.push(child);
    }
  }
  return [...members.values()];
}

function byParent(all: readonly ListedProcess[]): ReadonlyMap<number, readonly ListedProcess[]> {
  const children = new Map<number, ListedProcess[]>();
  for (const process of all) {
    const siblings = children.get(process.parentPid);
    if (siblings === undefined) children.set(process.parentPid, [process]);
    else siblings.push(process);
  }
  return children;
}
