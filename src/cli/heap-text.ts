import { type Bytes, bytes, renderBytes } from "../domain/bytes.ts";
import { percent } from "../domain/diagnosis/phrases.ts";
import { drawBars } from "../domain/draw-bars.ts";
import { explainHeap } from "../domain/heap/explain-heap.ts";
import type { HeapOutlook } from "../domain/heap/heap-outlook.ts";
import { millis, renderDuration } from "../domain/time.ts";

export interface HeapTextOptions {
  /** What the interval keeps the heap below; null where none is known. */
  readonly limitBytes: number | null;
  readonly ramBytes: number | null;
  readonly horizonDays: number;
}

/** The verdict first; then the course, and what stands behind it. */
export function heapText({ analysis, course }: HeapOutlook, options: HeapTextOptions): string {
  const { plateau, crossings, interval, needs, basis } = explainHeap(analysis, options);
  const { verdict, heapBytes } = analysis;
  const heap = heapBytes === null ? null : bytes(heapBytes);
  const behind = [plateau, ...crossings, interval, needs].filter((line) => line !== null);
  return [
    verdict.sentence,
    "",
    ...(heap === null ? [] : [courseLine(course, heap, options.ramBytes)]),
    ...behind.map((line) => `  ${line}`),
    `  ${basis}`,
  ].join("\n");
}

/** "▁▂▃▅▆▇▇██  now 1.3 GiB, 34 % of RAM; highest 1.4 GiB; the last 2 d 3 h". */
function courseLine(course: HeapOutlook["course"], heap: Bytes, ramBytes: number | null): string {
  const highest = Math.max(1, ...course.map(({ heapBytes }) => heapBytes));
  const bars = drawBars(course.map(({ heapBytes }) => heapBytes / highest));
  const ofRam = ramBytes === null ? "" : `, ${percent((100 * heap) / ramBytes)} of RAM`;
  const span = renderDuration(millis(1000 * (course[0]?.agoSeconds ?? 0)));
  return `  ${bars}  now ${renderBytes(heap)}${ofRam}; ${span} from left to right`;
}
