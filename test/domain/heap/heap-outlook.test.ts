import { describe, expect, it } from "vitest";
import { outlookOf } from "../../../src/domain/heap/heap-outlook.ts";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";

const hour = 3600;
const day = 24 * hour;

/** Every half an hour, another process each `lastsFor` seconds. */
function points(days: number, lastsFor: number): readonly HeapPoint[] {
  return Array.from({ length: days * 48 }, (_, index) => {
    const t = index * 1800;
    const epoch = String(Math.floor(t / lastsFor));
    return { t, heapBytes: 100_000_000 + (t % lastsFor) * 100, cpuTicks: null, epoch };
  });
}

describe("what a picture of a heap needs", () => {
  it("holds the earlier epochs apart from the present one, each on the clock that ends now", () => {
    const { course, earlier } = outlookOf(points(6, 2 * day));
    expect(earlier).toHaveLength(2);
    const spans = [...earlier, course].map((epoch) => [epoch[0]?.agoSeconds, epoch.at(-1)?.agoSeconds]);
    const last = 6 * day - 1800;
    expect(spans).toEqual([
      [last, last - 2 * day + 1800],
      [last - 2 * day, last - 4 * day + 1800],
      [last - 4 * day, 0],
    ]);
  });

  it("goes back two horizons and fourteen epochs, and no further", () => {
    const { earlier } = outlookOf(points(20, day), { horizonDays: 7 });
    expect(earlier).toHaveLength(14);
    expect(earlier[0]?.[0]?.agoSeconds).toBeLessThanOrEqual(14 * day);
    expect(outlookOf(points(20, day), { horizonDays: 2 }).earlier.length).toBeLessThanOrEqual(4);
  });

  it("is empty without samples", () => {
    expect(outlookOf([])).toMatchObject({ course: [], earlier: [], forecast: [] });
  });
});
