import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenCourse } from "../../../src/adapters/slack/views/even-course.ts";
import { instant } from "../../../src/domain/time.ts";

/** Points so many seconds before the last, oldest first. */
const readings = (...seconds: readonly number[]) =>
  seconds.map((ago) => ({ at: instant(1_768_467_600_000 - ago * 1000), ago }));

describe("a course on an axis of names", () => {
  it.each([
    ["readings at uneven times", [8.6, 6, 5.2, 5, 0], ["0:08", "0:06", "0:04", "0:02", "0"], [8.6, 5, 5, 5, 0]],
    ["a reading now and then", [60, 58, 0], ["1:00", "0:30", "0"], [58, 58, 0]],
    ["readings a little early or late", [45.2, 29.7, 15.1, 0], ["0:45", "0:30", "0:15", "0"], [45.2, 29.7, 15.1, 0]],
    ["an hour", [3600, 1800, 240, 0], ["60", "40", "20", "0"], [3600, 1800, 1800, 0]],
  ])("has even times, and the value before where none was read: %s", (...[, agos, labels, shown]) => {
    const course = evenCourse(readings(...agos));
    expect(course.labels).toEqual(labels);
    expect(course.points.map(({ ago }) => ago)).toEqual(shown);
  });

  it("is empty without points", () => {
    expect(evenCourse([])).toEqual({ points: [], labels: [] });
  });

  it("has at most twenty points whose times differ by as much, ends with the newest, and never goes back", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 240 });
    fc.assert(
      fc.property(gaps, (seconds) => {
        let ago = seconds.reduce((sum, gap) => sum + gap, 0);
        const agos = [ago, ...seconds.map((gap) => (ago -= gap))];
        const { points, labels } = evenCourse(readings(...agos));
        expect(points.length).toBeLessThanOrEqual(20);
        expect(labels).toHaveLength(points.length);
        const times = labels.map(secondsOf);
        const step = (times.at(-2) ?? 0) - (times.at(-1) ?? 0);
        expect(times).toEqual(times.map((__, index) => (times.length - 1 - index) * step));
        expect(points.at(-1)?.ago).toBe(0);
        expect(points.map((point) => point.ago)).toEqual(points.map((point) => point.ago).toSorted((a, b) => b - a));
      }),
    );
  });
});

function secondsOf(label: string): number {
  const [minutes = "", rest = "0"] = label.split(":");
  return Number(minutes) * 60 + Number(rest);
}
