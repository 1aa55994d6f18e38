import type { HeapOutlook } from "../../domain/heap/heap-outlook.ts";
import type { HeapPoint } from "../../domain/heap/heap-point.ts";
import type { HeapQuestion, PlanAnswer, PlanQuestion } from "../../services/ports-heap.ts";

/** What goes to the other thread. */
export type HeapJob =
  | { readonly id: number; readonly points: readonly HeapPoint[]; readonly options: HeapQuestion }
  | { readonly id: number; readonly plan: PlanQuestion };

/** What comes back. */
export type HeapJobDone =
  | { readonly id: number; readonly outlook: HeapOutlook }
  | { readonly id: number; readonly planned: PlanAnswer };
