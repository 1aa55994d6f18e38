import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitNonNegative, solveTransposed } from "../../../src/domain/heap/least-squares.ts";

const n = 40;
const u = Float64Array.from({ length: n }, (_, index) => (index + 1) / n);
const one = new Float64Array(n).fill(1);
const bend = u.map((value) => 1 - Math.exp(-value / 0.2));
const amplitude = fc.double({ min: 0, max: 5, noNaN: true });

describe("fitNonNegative", () => {
  it("finds the amplitudes that made the points", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), amplitude, amplitude, (a, b, c) => {
        const { coefficients, rss } = fitNonNegative(
          [one, bend, u],
          u.map((value, row) => a + b * Number(bend[row]) + c * value),
          1,
        );
        for (const [index, made] of [a, b, c].entries()) expect(coefficients[index]).toBeCloseTo(made, 5);
        expect(rss).toBeLessThan(1e-9);
      }),
    );
  });

  it("holds at 0 what would be negative, and leaves the free ones free", () => {
    const { coefficients, active } = fitNonNegative(
      [one, u],
      u.map((value) => -3 - value),
      1,
    );
    expect(coefficients[1]).toBe(0);
    expect(coefficients[0]).toBeCloseTo(-3.5125, 6);
    expect(active).toEqual([0]);
  });

  it("is never worse than without one of its columns", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: n, maxLength: n }), (noise) => {
        const target = Float64Array.from(noise);
        const all = fitNonNegative([one, bend, u], target, 1).rss;
        expect(all).toBeLessThanOrEqual(fitNonNegative([one, u], target, 1).rss + 1e-6);
        expect(all).toBeLessThanOrEqual(fitNonNegative([one, bend], target, 1).rss + 1e-6);
      }),
    );
  });

  it("bears two columns that are the same", () => {
    const { coefficients, rss } = fitNonNegative(
      [one, u, u],
      u.map((value) => 1 + 2 * value),
      1,
    );
    expect(Number(coefficients[1]) + Number(coefficients[2])).toBeCloseTo(2, 4);
    expect(rss).toBeLessThan(1e-6);
  });
});

describe("solveTransposed", () => {
  it("solves Lᵀ·d = z", () => {
    const factor = [Float64Array.of(2, 0), Float64Array.of(1, 4)];
    expect([...solveTransposed(factor, Float64Array.of(5, 8))]).toEqual([1.5, 2]);
  });
});
