import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantilesOf } from "../../../src/domain/heap/crossing.ts";
import type { HeapDraw } from "../../../src/domain/heap/heap-draw.ts";
import { outlookOf } from "../../../src/domain/heap/heap-outlook.ts";
import { pointsOfHistory } from "../../../src/domain/heap/points-of-history.ts";
import { widenDraws, widenQuantiles } from "../../../src/domain/heap/widen-draws.ts";
import { heapHistory } from "../../support/heap-history.ts";

const gib = 1024 ** 3;
/** Straight lines from a million on, 0 to 199 an hour. */
const lines: readonly HeapDraw[] = Array.from({ length: 200 }, (_, slope) => ({
  grows: true,
  levelAt: (ahead) => 1_000_000 + (slope * ahead) / 3600,
}));
const at = (draws: readonly HeapDraw[], ahead: number) => quantilesOf(draws.map((draw) => draw.levelAt(ahead)));

describe("futures that are widened", () => {
  it("keep their median and move their quantiles out by the factor, at every time from a day on", () => {
    const factors = fc.double({ min: 1, max: 4, noNaN: true });
    fc.assert(
      fc.property(factors, fc.integer({ min: 86_400, max: 400_000 }), (factor, ahead) => {
        const [plain, wide] = [at(lines, ahead), at(widenDraws(lines, factor), ahead)];
        const expected = widenQuantiles(plain, factor);
        for (const share of ["p05", "p50", "p95"] as const) expect(wide[share]).toBeCloseTo(expected[share], 5);
        expect(wide.p95 - wide.p50).toBeCloseTo(factor * (plain.p95 - plain.p50), 5);
      }),
    );
  });

  it("move out with the square root of time in the first day", () => {
    const [plain, wide] = [lines, widenDraws(lines, 3)].map((draws) => at(draws, 21_600));
    expect(Number(wide?.p95) - Number(wide?.p50)).toBeCloseTo(2 * (Number(plain?.p95) - Number(plain?.p50)), 5);
    const apart: readonly HeapDraw[] = [1, 2, 3].map((level) => ({ grows: false, levelAt: () => level }));
    expect(at(widenDraws(apart, 4), 0)).toEqual(at(apart, 0));
  });

  it("begin where the heap is, stay above nothing, and are the very same with a factor of 1", () => {
    expect(at(widenDraws(lines, 3), 0)).toEqual({ p05: 1_000_000, p50: 1_000_000, p95: 1_000_000 });
    expect(at(widenDraws(lines, 4), 360_000_000).p05).toBe(0);
    expect(widenDraws(lines, 1)).toBe(lines);
    expect(widenDraws([], 2)).toEqual([]);
  });
});

describe("a model whose ranges are widened", () => {
  const points = pointsOfHistory(
    heapHistory({ endsAt: Date.UTC(2026, 0, 15), days: 5, levelAt: (days) => (1 + 0.2 * days) * gib }),
  );
  const asked = (widening: number) => outlookOf(points, { thresholds: [3 * gib], widening });
  const [plain, wide] = [asked(1), asked(2)];

  it("says the same verdict and the same median, and other ranges", () => {
    expect(wide.analysis.verdict).toEqual(plain.analysis.verdict);
    expect(wide.analysis.growingProbability).toBe(plain.analysis.growingProbability);
    for (const [index, { heapBytes }] of plain.forecast.entries()) {
      const other = wide.forecast[index]?.heapBytes;
      expect(Math.abs(Number(other?.p50) - heapBytes.p50)).toBeLessThan(2);
      if (Number(wide.forecast[index]?.aheadSeconds) < 86_400) continue;
      const widths = [Number(other?.p95) - Number(other?.p50), 2 * (heapBytes.p95 - heapBytes.p50)];
      expect(Math.abs(Number(widths[0]) - Number(widths[1]))).toBeLessThan(4);
    }
  });

  it("warns earlier of a crossing, lets it run no longer, and is the same each time", () => {
    const [early, earlier] = [plain, wide].map(({ analysis }) => analysis.crossings?.[0]?.in.p05);
    expect(Number(earlier)).toBeLessThan(Number(early));
    expect(Number(wide.analysis.interval?.seconds)).toBeLessThanOrEqual(Number(plain.analysis.interval?.seconds));
    expect(asked(2)).toEqual(wide);
  });

  it("keeps a plateau where it is, whatever the futures without a bound", () => {
    const settling = pointsOfHistory(
      heapHistory({ endsAt: 0, days: 6, levelAt: (days) => (2.4 - 1.6 * Math.exp(-days / 1.5)) * gib }),
    );
    const [narrow, broad] = [1, 2].map((widening) => outlookOf(settling, { widening }).analysis.plateau);
    expect(broad?.p50).toBe(narrow?.p50);
    expect(Number(broad?.p95)).toBeGreaterThan(Number(narrow?.p95));
  });
});
