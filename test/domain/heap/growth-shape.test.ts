import { describe, expect, it } from "vitest";
import { growthSeries } from "../../../src/domain/heap/growth-series.ts";
import { growthShape, tailSlope } from "../../../src/domain/heap/growth-shape.ts";
import { createSeededChance } from "../../../src/domain/heap/seeded-chance.ts";
import { flat, leak, logarithm, madeHeap, plateau } from "../../support/made-heap.ts";

describe("growthShape", () => {
  it.each([
    { name: "2 of a line", shape: leak, bend: 2 },
    { name: "1 of a logarithm", shape: (days: number) => logarithm(days * 30), bend: 1 },
    { name: "0 of a heap that has settled", shape: (days: number) => plateau(days * 2), bend: 0 },
  ])("bends by $name", ({ shape, bend }) => {
    const { bend25, bend50, bend90 } = growthShape(growthSeries(madeHeap(shape, { days: 4, noise: 0.0005 })));
    for (const measured of [bend25, bend50, bend90]) expect(Math.abs(measured - bend)).toBeLessThan(0.1);
  });

  it("measures growth a day", () => {
    const { latePerDay, levelBytes, ageDays } = growthShape(growthSeries(madeHeap(leak, { days: 4 })));
    expect(Math.abs((latePerDay * levelBytes) / 1024 ** 2 - 60)).toBeLessThan(0.5);
    expect(ageDays).toBeCloseTo(4, 1);
  });

  it("has a steep t-statistic for a line, and a flat one for noise that follows itself", () => {
    expect(growthShape(growthSeries(madeHeap(leak, { days: 4 }))).slopeT).toBeGreaterThan(50);
    const chance = createSeededChance(3);
    let drift = 0;
    const wandering = madeHeap(flat, { days: 4, noise: 0 }).map((point) => {
      drift = 0.97 * drift + chance.normal() * 1e6;
      return { ...point, heapBytes: point.heapBytes + drift };
    });
    expect(Math.abs(growthShape(growthSeries(wandering)).slopeT)).toBeLessThan(3);
  });
});

describe("tailSlope", () => {
  it("is the line through the points, with no error where there is none", () => {
    const x = Float64Array.of(0, 1, 2, 3);
    const { slope, standardError, level } = tailSlope(
      x,
      x.map((value) => 5 + 2 * value),
    );
    expect(slope).toBeCloseTo(2);
    expect(level).toBeCloseTo(11);
    expect(standardError).toBeCloseTo(0);
  });

  it.each([{ x: [] }, { x: [1] }, { x: [1, 1, 1, 1] }])("has no slope through $x", ({ x }) => {
    expect(tailSlope(Float64Array.from(x), Float64Array.from(x))).toMatchObject({ slope: 0, standardError: 0 });
  });
});
