import type { CoursePoint, ForecastPoint, HeapOutlook } from "../heap/heap-outlook.ts";

/** What of an outlook is drawn: times in seconds from now, past ones below 0. */
export interface HeapCourse {
  readonly from: number;
  readonly to: number;
  /** Oldest first; the last is the present one. A restart lies between two of them. */
  readonly epochs: readonly (readonly CoursePoint[])[];
  readonly restarts: readonly number[];
  readonly forecast: readonly ForecastPoint[];
  readonly nowBytes: number;
}

/** So much of the past per future: growth long ago only presses together what matters. */
const pastRatioMax = 2;
/** And the other way round, so that a day of data is not drawn as a dot before a week of forecast. */
const futureRatioMax = 2;
/** Below this there is no course. In seconds. */
const spanMin = 600;

/** Null where too little was measured to be a course. */
export function heapCourse({ course, earlier, forecast }: HeapOutlook): HeapCourse | null {
  const now = course.at(-1);
  const epochs = [...earlier, course];
  const age = Math.max(...epochs.flatMap((epoch) => epoch.map(({ agoSeconds }) => agoSeconds)), 0);
  if (now === undefined || age < spanMin) return null;
  const horizon = forecast.at(-1)?.aheadSeconds ?? 0;
  const past = horizon === 0 ? age : Math.min(age, pastRatioMax * horizon);
  const future = Math.min(horizon, futureRatioMax * past);
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
    // The steps are whole seconds, and the end of the horizon belongs to it.
    forecast: forecast.filter(({ aheadSeconds }) => aheadSeconds <= future + 1),
    nowBytes: now.heapBytes,
  };
}
