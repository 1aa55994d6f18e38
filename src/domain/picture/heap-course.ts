import type { Deploy } from "../deploy.ts";
import type { CoursePoint, ForecastPoint, HeapOutlook } from "../heap/heap-outlook.ts";
import { shownSpan } from "../heap/shown-span.ts";

/** What of an outlook is drawn: times in seconds from now, past ones below 0. */
export interface HeapCourse {
  readonly from: number;
  readonly to: number;
  /** Oldest first; the last is the present one. A restart lies between two of them. */
  readonly epochs: readonly (readonly CoursePoint[])[];
  readonly restarts: readonly number[];
  /** Newest first. */
  readonly deploys: readonly { readonly at: number; readonly note: string | null }[];
  readonly forecast: readonly ForecastPoint[];
  readonly nowBytes: number;
}

/** Null where too little was measured to be a course. */
export function heapCourse(
  { course, earlier, forecast, analysis }: HeapOutlook,
  deploys: readonly Deploy[],
): HeapCourse | null {
  const now = course.at(-1);
  const epochs = [...earlier, course];
  const age = Math.max(...epochs.flatMap((epoch) => epoch.map(({ agoSeconds }) => agoSeconds)), 0);
  const span = shownSpan(age, forecast.at(-1)?.aheadSeconds ?? 0);
  if (now === undefined || span === null) return null;
  const { past, future } = span;
  const shown = epochs
    .map((epoch) => epoch.filter(({ agoSeconds }) => agoSeconds <= past))
    .filter((epoch) => epoch.length > 0);
  return {
    from: -past,
    to: future,
    epochs: shown,
    restarts: epochs
      .slice(1)
      .flatMap(([first]) => (first !== undefined && first.agoSeconds < past ? [-first.agoSeconds] : [])),
    deploys: deploys
      // One that was marked since the last reading is one of now.
      .map(({ at, note }) => ({ at: Math.min(0, at / 1000 - (analysis.epochs.at(-1)?.to ?? 0)), note }))
      .filter(({ at }) => at > -past)
      .toSorted((a, b) => b.at - a.at),
    // The steps are whole seconds, and the end of the horizon belongs to it.
    forecast: forecast.filter(({ aheadSeconds }) => aheadSeconds <= future + 1),
    nowBytes: now.heapBytes,
  };
}
