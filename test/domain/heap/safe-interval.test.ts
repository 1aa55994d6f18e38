import { describe, expect, it } from "vitest";
import { analyzeHeap, studyHeap } from "../../../src/domain/heap/analyze-heap.ts";
import { growthSeries } from "../../../src/domain/heap/growth-series.ts";
import { tangentCrossing } from "../../../src/domain/heap/safe-interval.ts";
import { flat, leak, madeHeap, plateau } from "../../support/made-heap.ts";

const mebi = 1024 ** 2;
const day = 86_400;
const hour = 3600;

describe("the longest safe interval", () => {
  it("ends before the limit is reached", () => {
    /** The leak reaches 560 MiB six days after its start. */
    const { interval } = analyzeHeap(madeHeap(leak, { days: 4 }), { thresholds: [560 * mebi] });
    expect(Number(interval?.seconds) / day).toBeGreaterThan(4.5);
    expect(Number(interval?.seconds) / day).toBeLessThan(6);
    expect(interval).toMatchObject({ basis: "curves", probability: 0.95 });
  });

  it("is that of the lowest threshold, and of 45 % of RAM where there is none", () => {
    const points = madeHeap(leak, { days: 4 });
    const lowest = analyzeHeap(points, { thresholds: [560 * mebi] }).interval;
    expect(analyzeHeap(points, { thresholds: [900 * mebi, 560 * mebi] }).interval).toEqual(lowest);
    expect(analyzeHeap(points, { ramBytes: (560 * mebi) / 0.45 }).interval).toEqual(lowest);
    expect(analyzeHeap(points).interval).toBeNull();
  });

  it("is as long as can be seen where nothing crosses", () => {
    const { interval } = analyzeHeap(madeHeap(flat, { days: 4 }), { thresholds: [900 * mebi] });
    expect(interval?.seconds).toBe(Math.floor((4 * day - 300 + 7 * day - hour) / hour) * hour);
  });

  it("is shorter by the slip, and in whole windows", () => {
    const points = madeHeap(leak, { days: 4 });
    const seconds = (slipSeconds: number, windowSeconds: number): number =>
      Number(analyzeHeap(points, { thresholds: [560 * mebi], slipSeconds, windowSeconds }).interval?.seconds);
    expect(seconds(0, 1) - seconds(6 * hour, 1)).toBeCloseTo(6 * hour, -1);
    expect(seconds(0, day) % day).toBe(0);
  });

  it("is none where the limit is reached already", () => {
    expect(analyzeHeap(madeHeap(leak, { days: 4 }), { thresholds: [300 * mebi] }).interval).toBeNull();
  });

  it("is known from an earlier epoch long before the present one shows it", () => {
    const earlier = madeHeap(leak, { days: 6 });
    const { interval } = analyzeHeap(madeHeap(leak, { days: 0.3, seed: 8 }), {
      earlier: [earlier],
      thresholds: [440 * mebi],
    });
    expect(interval?.basis).toBe("template");
    expect(Number(interval?.seconds) / day).toBeGreaterThan(2);
    expect(Number(interval?.seconds) / day).toBeLessThan(4);
  });
});

describe("tangentCrossing", () => {
  it("is early while growth bends down, and right for a line", () => {
    const bent = growthSeries(madeHeap(plateau, { days: 0.8 }));
    const truth = -0.6 * Math.log(1 - (440 - 200) / 300) - 0.8;
    expect(tangentCrossing(bent, 440 * mebi) / day).toBeLessThan(truth);
    const line = growthSeries(madeHeap(leak, { days: 4 }));
    expect(tangentCrossing(line, 560 * mebi) / day).toBeCloseTo(2, 0);
  });

  it("never comes for a heap that shrinks, and has come above the limit", () => {
    const falling = growthSeries(madeHeap((at) => 500 - 40 * at, { days: 4 }));
    expect(tangentCrossing(falling, 900 * mebi)).toBe(Number.POSITIVE_INFINITY);
    expect(tangentCrossing(falling, 200 * mebi)).toBe(0);
  });
});

describe("the draws of several daemons", () => {
  it("can be added: the sum is less spread than the sum of quantiles", () => {
    const [left, right] = [1, 2].map(
      (seed) => studyHeap(madeHeap(plateau, { days: 3, seed }), { seed }).forecast?.draws ?? [],
    );
    const sums = (left ?? []).map((draw, index) => draw.levelAt(7 * day) + Number(right?.[index]?.levelAt(7 * day)));
    const upper = (values: readonly number[]): number => Number([...values].sort((a, b) => a - b)[189]);
    const alone = [left, right].map((draws) => upper((draws ?? []).map((draw) => draw.levelAt(7 * day))));
    expect(upper(sums)).toBeLessThan(Number(alone[0]) + Number(alone[1]));
  });
});
