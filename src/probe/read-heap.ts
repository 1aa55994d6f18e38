import { type Bytes, bytes } from "../domain/bytes.ts";
import { absent, type Figure, known } from "../domain/figure.ts";
import type { CgroupFigures, HeapSource, ProcessFigures, SwapFigures } from "../domain/sample.ts";

export interface Heap {
  readonly bytes: Figure<Bytes>;
  readonly source: HeapSource | null;
}

/**
 * Anonymous memory and swap together, by the best source there is: the cgroup's own count where it is credible, else
 * RssAnon + VmSwap summed over the processes (pages shared after a fork count more than once), else VmRSS, which is blind
 * to swap.
 */
export function readHeap(cgroup: CgroupFigures | null, processes: readonly ProcessFigures[], swap: SwapFigures): Heap {
  const counted = cgroup === null ? null : cgroupHeap(cgroup, swap);
  const isCredible = counted !== null && counted >= creditShare * largest(processes);
  if (isCredible) return { bytes: known(counted), source: "cgroup" };
  const status = sum(processes, (process) => add(process.anonBytes, process.swapBytes));
  if (status.value !== null) return { bytes: status, source: "status" };
  const rss = sum(processes, (process) => process.rssBytes);
  return { bytes: rss, source: rss.value === null ? null : "rss" };
}

/**
 * A page stays on the account of the cgroup in which it was first touched: one into which running processes were moved
 * counts little of them. A cgroup counts at least what its largest process has; half allows for pages shared with others.
 */
const creditShare = 0.5;

function largest(processes: readonly ProcessFigures[]): number {
  return Math.max(0, ...processes.map((process) => add(process.anonBytes, process.swapBytes).value ?? 0));
}

/** Without the count of swap, anonymous memory alone is the heap only where there is no swap. */
function cgroupHeap(cgroup: CgroupFigures, swap: SwapFigures): Bytes | null {
  const anon = cgroup.anonBytes.value;
  const swapped = cgroup.swapBytes.value ?? (swap.totalBytes.value === 0 ? 0 : null);
  return anon === null || swapped === null ? null : bytes(anon + swapped);
}

/** The reason of the first that is absent: a sum with a part left out would be a smaller heap than there is. */
function sum(processes: readonly ProcessFigures[], part: (process: ProcessFigures) => Figure<Bytes>): Figure<Bytes> {
  if (processes.length === 0) return absent("the host hides other people's processes");
  let total: Figure<Bytes> = known(bytes(0));
  for (const process of processes) total = add(total, part(process));
  return total;
}

function add(a: Figure<Bytes>, b: Figure<Bytes>): Figure<Bytes> {
  if (a.reason !== undefined) return a;
  return b.reason !== undefined ? b : known(bytes(a.value + b.value));
}
