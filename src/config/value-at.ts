import type { KeyPath } from "./finding.ts";

/** The part of a value that a path leads to; undefined when there is none. */
export function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((part, step) => {
    if (Array.isArray(part)) return typeof step === "number" ? part[step] : undefined;
    return isMapping(part) && Object.hasOwn(part, step) ? part[String(step)] : undefined;
  }, value);
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The items of a list, and nothing for anything else. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
