import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, medianDeviation, quantile, rankOf, runningMedian } from "../../../src/domain/heap/order-statistics.ts";

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 });

describe("quantile", () => {
  it("lies between the nearest ranks", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0)).toBe(1);
    expect(quantile([4, 1, 3, 2], 1)).toBe(4);
  });

  it("is no number without any", () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("counts an infinite value as larger than all", () => {
    expect(quantile([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.9)).toBe(Number.POSITIVE_INFINITY);
    expect(quantile([1, 2, Number.POSITIVE_INFINITY], 0.5)).toBe(2);
  });
});

describe("runningMedian", () => {
  it("is the median of the points around each point", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), (all, half) => {
        const slow = all.map((_, index) => median(all.slice(Math.max(0, index - half), index + half + 1)));
        expect([...runningMedian(Float64Array.from(all), 2 * half + 1)]).toEqual(slow);
      }),
    );
  });
});

describe("medianDeviation", () => {
  it("is not moved by an outlier", () => {
    expect(medianDeviation([1, 2, 3, 4, 5])).toBe(1);
    expect(medianDeviation([1, 2, 3, 4, 5000])).toBe(1);
  });
});

describe("rankOf", () => {
  it("counts what is smaller", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), (all, value) => {
        const sorted = [...all].sort((a, b) => a - b);
        expect(rankOf(sorted, value)).toBe(all.filter((other) => other < value).length);
      }),
    );
  });
});
