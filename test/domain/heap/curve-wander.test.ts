import { describe, expect, it } from "vitest";
import { curveWander } from "../../../src/domain/heap/curve-wander.ts";
import { createSeededChance } from "../../../src/domain/heap/seeded-chance.ts";

const bins = 120;
const steps = createSeededChance(7).normals(bins);
const noise = Float64Array.from(steps);
/** Each bin goes on from the one before. */
const walk = noise.map((_, index) => noise.subarray(0, index + 1).reduce((sum, step) => sum + step, 0));

describe("curveWander", () => {
  it("knows of no wandering where each bin is off by itself", () => {
    const wander = curveWander(noise);
    /** The changes themselves have 2 · √2. */
    expect(wander(0.25)).toBeLessThan(2);
    expect(curveWander(noise.map(() => 3))(0.25)).toBe(0);
  });

  it("grows with the root of the time ahead where the heap walks, and stays where it has seen no further", () => {
    const wander = curveWander(walk);
    const tenBins = wander(10 / bins);
    expect(tenBins).toBeGreaterThan(2 * 0.6 * Math.sqrt(9));
    expect(tenBins).toBeLessThan(2 * 1.4 * Math.sqrt(9));
    expect(wander(25 / bins) / tenBins).toBeGreaterThan(1.2);
    expect(wander(0)).toBe(0);
    expect(wander(5)).toBe(wander(0.25));
  });

  it("never falls with the time ahead, and is twice as large for leaps twice as high", () => {
    const [once, twice] = [curveWander(walk), curveWander(walk.map((value) => 2 * value))];
    const ahead = Array.from({ length: 50 }, (_, step) => step / 100);
    const spreads = ahead.map(once);
    expect(spreads).toEqual([...spreads].sort((a, b) => a - b));
    expect(ahead.map(twice)).toEqual(spreads.map((spread) => expect.closeTo(2 * spread, 9)));
  });

  it.each([0, 1, 2, 3, 4, 5])("of %i bins is a number", (count) => {
    expect(curveWander(walk.slice(0, count))(0.1)).toBeGreaterThanOrEqual(0);
  });
});
