import type { HeapOutlook } from "../../domain/heap/heap-outlook.ts";
import type { HeapPoint } from "../../domain/heap/heap-point.ts";
import type { HeapQuestion } from "../../services/ports-heap.ts";

/** What goes to the other thread. */
export interface HeapJob {
  readonly id: number;
  readonly points: readonly HeapPoint[];
  readonly options: HeapQuestion;
}

/** What comes back. */
export interface HeapJobDone {
  readonly id: number;
  readonly outlook: HeapOutlook;
}
