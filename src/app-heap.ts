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
  /** In seconds on the clock of the files. */
  readonly deploys: readonly number[];
}

export interface HeapFileReport {
  readonly file: string;
  readonly outlook: HeapOutlook;
  /** What to know of the files, as sentences. */
  readonly notes: readonly string[];
}

/** The heap model on recorded samples. The error says file, line and column, and what was expected. */
export async function analyzeHeapFiles(request: HeapFilesRequest): Promise<Result<readonly HeapFileReport[], string>> {
  const { files, thresholds, ramBytes, horizonDays, deploys } = request;
  const earlier = await loadAll(request.earlier);
  if (!earlier.ok) return earlier;
  const recorded = await loadAll(files);
  if (!recorded.ok) return recorded;
  const epochs = earlier.value.map(({ points }): readonly HeapPoint[] => points);
  const options = { thresholds, ramBytes, horizonDays, deploys, earlier: epochs };
  const earlierNotes = earlier.value.flatMap(({ notes }) => notes);
  return succeed(
    recorded.value.map(({ points, notes }, index) => {
      const file = files[index] ?? "";
      const all = [...(index === 0 ? earlierNotes : []), ...notes, ...deployNotes(file, points, deploys)];
      return { file, outlook: outlookOf(points, options), notes: all };
    }),
  );
}

/** A mark beside the samples is mostly one on another clock. */
function deployNotes(file: string, points: readonly HeapPoint[], deploys: readonly number[]): readonly string[] {
  const { from, to } = points.reduce((span, { t }) => ({ from: Math.min(span.from, t), to: Math.max(span.to, t) }), {
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
  });
  const clock = `its samples are from ${from} to ${to} s on its own clock`;
  return deploys.flatMap((at) => {
    if (at < from) return [`${file}: The deploy at ${at} s is before its first sample and changes nothing: ${clock}.`];
    return at > to ? [`${file}: The deploy at ${at} s is after its last sample: ${clock}.`] : [];
  });
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
