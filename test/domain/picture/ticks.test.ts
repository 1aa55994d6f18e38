import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeUnitOf } from "../../../src/domain/picture/size-unit.ts";
import { spreadLabels } from "../../../src/domain/picture/spread-labels.ts";
import { ticksTo, timeTicks } from "../../../src/domain/picture/ticks.ts";

describe("the marks of a scale", () => {
  it("are round and few, and the highest value lies below the last", () => {
    expect(ticksTo(4.1, 1).values).toEqual([0, 1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 50, noNaN: true }), (highest) => {
        const { top, values } = ticksTo(highest, 1024 ** 2);
        expect(top).toBeGreaterThanOrEqual(highest);
        expect(values.length).toBeGreaterThanOrEqual(2);
        expect(values.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  it("of sizes have one unit, by the highest", () => {
    expect(sizeUnitOf(3 * 1024 ** 3).label(1.5 * 1024 ** 3)).toBe("1.5 GiB");
    expect(sizeUnitOf(900 * 1024 ** 2).label(500 * 1024 ** 2)).toBe("500 MiB");
    expect(sizeUnitOf(0).label(0)).toBe("0");
  });

  it("of time stand around now", () => {
    const labels = timeTicks(-3 * 86_400, 2 * 86_400).map(({ label }) => label);
    expect(labels).toEqual(["−3 d", "−2 d", "−1 d", "now", "+1 d", "+2 d"]);
    expect(timeTicks(-7200, 0).map(({ label }) => label)).toEqual(["−120 min", "−90 min", "−60 min", "−30 min", "now"]);
    expect(timeTicks(-1e9, 0).length).toBeLessThanOrEqual(7);
  });
});

describe("labels beside a plot", () => {
  it("stay where they are as long as they do not touch, and are moved apart as little as possible", () => {
    expect(spreadLabels([10, 50], { gap: 16, from: 0, to: 100 })).toEqual([10, 50]);
    expect(spreadLabels([50, 52, 10], { gap: 16, from: 0, to: 100 })).toEqual([50, 66, 10]);
    expect(spreadLabels([98, 99], { gap: 16, from: 0, to: 100 })).toEqual([84, 100]);
  });
});
