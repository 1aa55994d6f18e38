import { describe, expect, it } from "vitest";
import { crossingOf, lowerQuantile, quantilesOf } from "../../../src/domain/heap/crossing.ts";
import type { HeapDraw } from "../../../src/domain/heap/heap-draw.ts";

const day = 86_400;
/** Grows from 100 by 1 to 100 a day. */
const lines: readonly HeapDraw[] = Array.from({ length: 100 }, (_, index) => ({
  grows: true,
  levelAt: (ahead) => 100 + ((index + 1) * ahead) / day,
}));

describe("crossingOf", () => {
  it("gives the share of futures that reach the level, and when", () => {
    const { probability, in: at } = crossingOf(lines, 170, 7 * day);
    expect(probability).toBe(0.91);
    expect(Number(at.p05) / day).toBeCloseTo(70 / 95, 2);
    expect(Number(at.p50) / day).toBeCloseTo(70 / 50, 2);
    expect(at.p95).toBeNull();
  });

  it("has come where the level is reached already", () => {
    expect(crossingOf(lines, 100, 7 * day)).toEqual({
      thresholdBytes: 100,
      probability: 1,
      in: { p05: 0, p50: 0, p95: 0 },
    });
  });

  it("does not come where no future reaches the level", () => {
    expect(crossingOf(lines, 1e6, 7 * day)).toMatchObject({ probability: 0, in: { p05: null, p50: null, p95: null } });
  });
});

describe("lowerQuantile", () => {
  it("is one of the values, for half-way to infinity is no time", () => {
    expect(lowerQuantile(Float64Array.of(1, 2, Number.POSITIVE_INFINITY), 0.5)).toBe(2);
    expect(lowerQuantile(Float64Array.of(1, 2, 3), 1)).toBe(3);
  });
});

describe("quantilesOf", () => {
  it("is in order, whatever the order of the values", () => {
    expect(quantilesOf([3, 1, 2])).toEqual({ p05: 1.1, p50: 2, p95: 2.9 });
  });
});
