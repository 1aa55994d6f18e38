import { loadHeap, type RecordedHeap } from "./adapters/recordings/load-heap.ts";
import { type HeapOutlook, outlookOf } from "./domain/heap/heap-outlook.ts";
import type { HeapPoint } from "./domain/heap/heap-point.ts";
import { fail, type Result, succeed } from "./domain/result.ts";

export interface HeapFilesRequest {
  /** CSV files, each of one daemon. */
  readonly files: readonly string[];
  /** CSV files of earlier epochs of that daemon. */
  readonly earlier: readonly string[];
  /** In bytes. */
  readonly thresholds: readonly number[];
  readonly ramBytes: number | null;
  readonly horizonDays: number;
}

export interface HeapFileReport {
  readonly file: string;
  readonly outlook: HeapOutlook;
  /** What to know of the files, as sentences. */
  readonly notes: readonly string[];
}

/** The heap model on recorded samples. The error says file, line and column, and what was expected. */
export async function analyzeHeapFiles(request: HeapFilesRequest): Promise<Result<readonly HeapFileReport[], string>> {
  const { files, thresholds, ramBytes, horizonDays } = request;
  const earlier = await loadAll(request.earlier);
  if (!earlier.ok) return earlier;
  const recorded = await loadAll(files);
  if (!recorded.ok) return recorded;
  const epochs = earlier.value.map(({ points }): readonly HeapPoint[] => points);
  const options = { thresholds, ramBytes, horizonDays, earlier: epochs };
  const earlierNotes = earlier.value.flatMap(({ notes }) => notes);
  return succeed(
    recorded.value.map(({ points, notes }, index) => ({
      file: files[index] ?? "",
      outlook: outlookOf(points, options),
      notes: index === 0 ? [...earlierNotes, ...notes] : notes,
    })),
  );
}

async function loadAll(files: readonly string[]): Promise<Result<readonly RecordedHeap[], string>> {
  const loaded: RecordedHeap[] = [];
  for (const file of files) {
    const heap = await loadHeap(file);
    if (!heap.ok) return fail(heap.error);
    loaded.push(heap.value);
  }
  return succeed(loaded);
}
