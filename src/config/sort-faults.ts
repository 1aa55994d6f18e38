import type { Fault } from "./fault.ts";

/** By file, then from top to bottom; what is not in a text first. The same thing is not said twice of one place. */
export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  const sorted = faults.toSorted(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  const said = new Set<string>();
  return sorted.filter((fault) => {
    const words = `${fault.file}:${fault.line}:${fault.column} ${fault.sentence}`;
    const isNew = !said.has(words);
    said.add(words);
    return isNew;
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
