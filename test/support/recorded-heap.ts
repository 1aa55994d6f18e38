import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type HeapPoint, heapPoint } from "../../src/domain/heap/heap-point.ts";

const folder = join(dirnameOf(import.meta.url), "..", "fixtures", "traces");
const kibi = 1024;

/** A recorded heap by its path under the fixtures: "weeks/tr23_c_leak". No epoch is named. */
export function recordedHeap(path: string): readonly HeapPoint[] {
  const [head = "", ...rows] = readFileSync(join(folder, `${path}.csv`), "utf8")
    .trim()
    .split("\n");
  const ticks = head.split(",").indexOf("cpu_ticks");
  return rows.map((row) => {
    const cells = row.split(",").map(Number);
    const [t, anon, swap] = cells;
    const cpuTicks = ticks === -1 ? null : Number(cells[ticks]);
    return heapPoint({ t: Number(t), anonBytes: Number(anon) * kibi, swapBytes: Number(swap) * kibi, cpuTicks });
  });
}

function dirnameOf(url: string): string {
  return fileURLToPath(new URL(".", url));
}
