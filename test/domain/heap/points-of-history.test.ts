import { describe, expect, it } from "vitest";
import { pointsOfHistory } from "../../../src/domain/heap/points-of-history.ts";
import { millis } from "../../../src/domain/time.ts";
import { heapReading } from "../../support/heap-history.ts";

const slot = 300_000;

describe("a daemon's history as points of the heap model", () => {
  it("has one point for the readings of 5 minutes: their median, with the last one's time and ticks", () => {
    const readings = [5, 9, 6].map((bytes, index) => heapReading(slot + index * 90_000, bytes, { cpuTicks: index }));
    expect(pointsOfHistory([...readings, heapReading(600 * slot, 7)])).toEqual([
      { t: 480, heapBytes: 6, cpuTicks: 2, epoch: "one" },
      { t: 180_000, heapBytes: 7, cpuTicks: null, epoch: "one" },
    ]);
  });

  it("has one for each minute in the first two days, so that a young daemon has a course at all", () => {
    const readings = [0, 15, 30, 45, 60, 75].map((second) => heapReading(second * 1000, second));
    expect(pointsOfHistory(readings).map(({ t, heapBytes }) => [t, heapBytes])).toEqual([
      [45, 22.5],
      [75, 67.5],
    ]);
  });

  it("puts a stretch at its end, when its ticks were read", () => {
    expect(pointsOfHistory([heapReading(0, 5, { over: millis(3_600_000), cpuTicks: 8 })])).toEqual([
      { t: 3600, heapBytes: 5, cpuTicks: 8, epoch: "one" },
    ]);
  });

  it("keeps two processes apart, though they ran in the same 5 minutes", () => {
    const points = pointsOfHistory([heapReading(0, 9), heapReading(15_000, 2, { epoch: "two" })]);
    expect(points.map(({ heapBytes, epoch }) => [heapBytes, epoch])).toEqual([
      [9, "one"],
      [2, "two"],
    ]);
  });

  it("keeps readings behind a stretch of the same 5 minutes apart from it", () => {
    const points = pointsOfHistory([
      heapReading(0, 9),
      heapReading(slot, 4, { over: millis(slot) }),
      heapReading(2 * slot, 2),
    ]);
    expect(points.map(({ heapBytes }) => heapBytes)).toEqual([9, 4, 2]);
  });

  it("has no point where the heap was not known, and none for no history", () => {
    expect(pointsOfHistory([heapReading(0, 9, { heap: null })])).toEqual([]);
    expect(pointsOfHistory([])).toEqual([]);
  });
});
