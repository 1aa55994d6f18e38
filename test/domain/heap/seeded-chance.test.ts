import { describe, expect, it } from "vitest";
import { createSeededChance, normalQuantile } from "../../../src/domain/heap/seeded-chance.ts";

describe("createSeededChance", () => {
  it("gives the same for the same seed, and other numbers for another", () => {
    const draw = (seed: number): readonly number[] => Array.from({ length: 20 }, createSeededChance(seed).uniform);
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it("is even: a tenth of ten thousand numbers in each tenth", () => {
    const { uniform } = createSeededChance(1);
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const tenth = Math.floor(uniform() * 10);
      counts[tenth] = Number(counts[tenth]) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])("takes %s for a seed", (seed) => {
    const { uniform } = createSeededChance(seed);
    for (let index = 0; index < 100; index++) expect(uniform() > 0 && uniform() < 1).toBe(true);
  });

  it("draws normals from slices of equal probability", () => {
    const drawn = [...createSeededChance(1).normals(200)];
    const mean = drawn.reduce((sum, z) => sum + z, 0) / 200;
    const square = drawn.reduce((sum, z) => sum + z * z, 0) / 200;
    expect(mean).toBeCloseTo(0, 6);
    expect(square).toBeCloseTo(1, 1);
    expect(drawn).not.toEqual([...drawn].sort((a, b) => a - b));
  });
});

describe("shuffled", () => {
  it("keeps every value, in another order", () => {
    const values = Array.from({ length: 50 }, (_, index) => index);
    const { shuffled } = createSeededChance(2);
    const other = shuffled(values);
    expect(other).not.toEqual(values);
    expect([...other].sort((a, b) => a - b)).toEqual(values);
  });
});

describe("normalQuantile", () => {
  it.each([
    { share: 0.5, z: 0 },
    { share: 0.95, z: 1.6449 },
    { share: 0.05, z: -1.6449 },
    { share: 0.975, z: 1.96 },
  ])("is $z at $share", ({ share, z }) => {
    expect(Math.abs(normalQuantile(share) - z)).toBeLessThan(0.0005);
  });
});
