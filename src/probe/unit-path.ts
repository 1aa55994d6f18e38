/**
 * True when a process with this cgroup belongs to the system's unit. Only slices may stand above the unit, and not the
 * users' slice: there, and within containers, anybody may name a cgroup as he likes.
 */
export function isInUnit(path: string, unit: string): boolean {
  return unitDirectory(path, unit) !== null;
}

/** The part of the path that ends in the unit: a unit may split its processes over cgroups of its own below. */
export function unitDirectory(path: string, unit: string): string | null {
  const name = /\.(service|scope|slice|socket|mount|swap)$/.test(unit) ? unit : `${unit}.service`;
  const parts = path.split("/").slice(1);
  const at = parts.indexOf(name);
  if (at < 0 || parts[0] === "user.slice") return null;
  if (!parts.slice(0, at).every((part) => part.endsWith(".slice"))) return null;
  return `/${parts.slice(0, at + 1).join("/")}`;
}

/** True for the cgroup itself and for all below it. */
export function isInCgroup(path: string, cgroup: string): boolean {
  const above = cgroup.replace(/\/+$/, "");
  return path === above || path.startsWith(`${above}/`);
}
