import { isAskablePath } from "../domain/host-path.ts";
import type { Found } from "./find-members.ts";
import type { ListedProcess, ProcessList } from "./processes.ts";
import { cgroupPath } from "./read-cgroup.ts";
import { isInCgroup, unitDirectory } from "./unit-path.ts";

/**
 * The directory that counts the memory of this daemon and of nobody else, or null. A daemon found by its unit or cgroup
 * has that one; another has one only when the kernel lists the same processes in it.
 */
export function ownCgroup(found: Exclude<Found, { kind: "unknown" | "missing" }>, list: ProcessList): string | null {
  const directory = found.kind === "hidden" ? guess(found, list) : shared(found, list);
  return directory !== null && isAskablePath(directory) && cgroupPath(directory) !== "/" ? directory : null;
}

/** The kernel shows cgroups to everybody, even where it hides processes. */
function guess(found: Found & { kind: "hidden" }, list: ProcessList): string | null {
  const { find } = found;
  if (find.by === "cgroup") return `${list.cgroupMount}${find.path}`;
  if (find.by !== "unit") return null;
  const directory = unitDirectory(`/system.slice/${find.unit}`, find.unit);
  const withSuffix = directory ?? unitDirectory(`/system.slice/${find.unit}.service`, find.unit);
  return withSuffix === null ? null : `${list.cgroupMount}${withSuffix}`;
}

function shared(found: Found & { kind: "seen" }, list: ProcessList): string | null {
  const directories = [...new Set(found.processes.map((process) => process.memoryDirectory))];
  const [first] = directories;
  if (first === undefined) return null;
  const { find } = found;
  if (find.by === "cgroup" && directories.every((one) => isInCgroup(cgroupPath(one), find.path))) {
    return first.slice(0, first.length - cgroupPath(first).length) + find.path.replace(/\/+$/, "");
  }
  if (find.by === "unit") return unitOf(directories, find.unit) ?? exclusive(found.processes, directories, list);
  return exclusive(found.processes, directories, list);
}

function unitOf(directories: readonly string[], unit: string): string | null {
  const all = new Set(
    directories.map((directory) => {
      const path = cgroupPath(directory);
      const within = unitDirectory(path, unit);
      return within === null ? null : directory.slice(0, directory.length - path.length) + within;
    }),
  );
  const [only] = all;
  return all.size === 1 ? (only ?? null) : null;
}

function exclusive(
  members: readonly ListedProcess[],
  directories: readonly string[],
  list: ProcessList,
): string | null {
  const [directory] = directories;
  if (directory === undefined || directories.length > 1 || list.unseen !== null) return null;
  const there = list.processes.filter((process) => isInCgroup(process.memoryDirectory, directory));
  return there.length === members.length ? directory : null;
}
