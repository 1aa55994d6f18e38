import { type HeapPoint, heapPoint } from "../../src/domain/heap/heap-point.ts";
import { createSeededChance } from "../../src/domain/heap/seeded-chance.ts";

const mebi = 1024 ** 2;
const day = 86_400;

/** A heap that follows a curve of its age in days, in MiB, with noise as a share of the level. A point each 5 minutes. */
export function madeHeap(
  curve: (days: number) => number,
  { days, noise = 0.002, from = 0, seed = 7 }: { days: number; noise?: number; from?: number; seed?: number },
): readonly HeapPoint[] {
  const chance = createSeededChance(seed);
  const count = Math.round((days * day) / 300);
  return Array.from({ length: count }, (_, index) => {
    const size = curve((index * 300) / day) * mebi * (1 + noise * chance.normal());
    return heapPoint({ t: from + index * 300, anonBytes: Math.round(size), swapBytes: 0 });
  });
}

export const plateau = (days: number): number => 200 + 300 * (1 - Math.exp(-days / 0.6));
export const leak = (days: number): number => 200 + 60 * days;
export const logarithm = (days: number): number => 200 + 60 * Math.log1p(days / 0.3);
export const flat = (): number => 300;
/** A deploy in the third day adds 150 MiB at once. */
export const step = (days: number): number => (days < 2.5 ? 200 : 350);
