import { type Instant, type Millis, millis, seconds } from "../../../domain/time.ts";

/** Slack: 20 categories in a chart. */
const categoriesMax = 20;

export interface EvenCourse<T> {
  readonly points: readonly T[];
  /** How long before the last point each stands, as its label: "4:30", "12", "0" minutes. */
  readonly labels: readonly string[];
}

/**
 * A course at even distances, as an axis of names shows it: at most 20 points, each the newest near its own time, or the
 * one before where none is near. The points are oldest first.
 */
export function evenCourse<T extends { readonly at: Instant }>(points: readonly T[]): EvenCourse<T> {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return { points: [], labels: [] };
  const step = stepFor(millis(last.at - first.at), points.length);
  const near = new Map(points.map((point) => [Math.round((last.at - point.at) / step), point]));
  const places = Array.from({ length: Math.max(...near.keys()) + 1 }, (_, index) => index).reverse();
  let before = first;
  const even = places.map((place) => {
    before = near.get(place) ?? before;
    return before;
  });
  return { points: even, labels: places.map((place) => labelOf(millis(place * step), step)) };
}

/** Distances that are easy to read, in seconds; beyond the last, whole multiples of it. */
const steps = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 600, 900, 1200, 1800, 3600].map(seconds);
const largestStep = seconds(3600);

/** Readings come a little early or late: points nearly as far apart as a step have that step. */
const tolerance = 0.8;

function stepFor(span: Millis, count: number): Millis {
  const least = Math.max(span / (categoriesMax - 1), (span / Math.max(1, count - 1)) * tolerance);
  const step = steps.find((each) => each >= least);
  return step ?? millis(Math.ceil(least / largestStep) * largestStep);
}

/** Minutes, with seconds where the steps are no whole minutes. */
function labelOf(before: Millis, step: Millis): string {
  const whole = Math.round(before / 1000);
  const minutes = String(Math.floor(whole / 60));
  return whole === 0 || step % 60_000 === 0 ? minutes : `${minutes}:${String(whole % 60).padStart(2, "0")}`;
}
