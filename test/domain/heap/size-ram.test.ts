import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VerdictKind } from "../../../src/domain/heap/heap-analysis.ts";
import { ramBudget } from "../../../src/domain/heap/ram-budget.ts";
import { purchasableRam } from "../../../src/domain/heap/ram-sizes.ts";
import { type RamDaemon, type RamSizing, sizeRam } from "../../../src/domain/heap/size-ram.ts";
import { futureOf, type Growth } from "../../support/daemon-futures.ts";

const gibi = 1024 ** 3;
const host = { ramBytes: 16 * gibi, kernelBytes: gibi, othersBytes: gibi, cacheFloorBytes: gibi };
const daemon = (growth: Growth, verdict: VerdictKind = "settled"): RamDaemon => ({
  future: futureOf(growth),
  verdict,
  startBytes: growth.startBytes,
});
const settled = (plateauGibi: number, name = "zope", spread = 0) =>
  daemon({ name, startBytes: gibi, bytesPerDay: gibi, plateauBytes: (plateauGibi - 1) * gibi, ageDays: 30, spread });

function sizesOf(sizing: RamSizing) {
  if (sizing.kind !== "for good") throw new Error("it is for good");
  return sizing.sizes;
}

describe("RAM that ends the restarts", () => {
  test("holds all plateaus, one more start, everything else, and leaves a tenth", () => {
    const sizes = sizesOf(sizeRam({ daemons: [settled(6, "a"), settled(8, "b")], host, restartsAYear: 40 }));
    // (6 + 8 + 1 + 3) / 0.9 = 20 GiB
    for (const size of sizes) {
      expect(size.neededBytes / gibi).toBeCloseTo(20, 1);
      expect(size).toMatchObject({ purchasableBytes: 24 * gibi, isThere: false });
    }
    expect(sizes.map(({ probability }) => probability)).toEqual([0.9, 0.99]);
  });

  test("saves the restarts of a year, or none where it is there already", () => {
    const saved = (plateauGibi: number) => sizeRam({ daemons: [settled(plateauGibi)], host, restartsAYear: 40 });
    expect(saved(12)).toMatchObject({ kind: "for good", restartsSaved: 40 });
    expect(saved(8)).toMatchObject({
      kind: "for good",
      restartsSaved: 0,
      sizes: [{ isThere: true }, { isThere: true }],
    });
  });

  test("is more for 99 % than for 90 %, and less than the sum of each daemon's own", () => {
    const sized = (count: number) =>
      sizesOf(
        sizeRam({
          daemons: Array.from({ length: count }, (_, index) => settled(4, `zope-${index}`, 0.6)),
          host: { ramBytes: gibi, kernelBytes: 0, othersBytes: 0, cacheFloorBytes: 0 },
          restartsAYear: null,
        }),
      ).map(({ neededBytes }) => neededBytes);
    const [likely = 0, sure = 0] = sized(6);
    expect(sure).toBeGreaterThan(likely);
    expect(sure).toBeLessThan(0.9 * 6 * (sized(1)[1] ?? 0));
  });

  test("does not let a future that the verdict has ruled out set the size", () => {
    const zope = settled(8);
    const draws = zope.future.draws.map((draw, index) =>
      index % 20 === 0 ? { ...draw, grows: true, running: () => 1000 * gibi } : draw,
    );
    const sizing = sizeRam({ daemons: [{ ...zope, future: { ...zope.future, draws } }], host, restartsAYear: null });
    expect(sizesOf(sizing)[1]?.neededBytes).toBeLessThan(14 * gibi);
  });

  test.each(["growing", "undecided"] as const)("is promised for days only while a daemon is %s", (verdict) => {
    const leak = daemon({ name: "leak", startBytes: gibi, bytesPerDay: gibi }, verdict);
    const sizing = sizeRam({ daemons: [settled(6), leak], host, restartsAYear: 40 });
    if (sizing.kind !== "for days") throw new Error("it is for days");
    expect(sizing.because).toEqual(["leak"]);
    // zope after 7, 30, 90 days from a start: near 5, 6 and 6 GiB; (plateau + 1 + days + 1 + 3) / 0.9
    const needed = sizing.spans.map(({ days, sizes }) => [days, Math.round((sizes[0]?.neededBytes ?? 0) / gibi)]);
    expect(needed).toEqual([
      [7, 19],
      [30, 46],
      [90, 112],
    ]);
  });

  test("is no question without daemons", () => {
    expect(sizeRam({ daemons: [], host, restartsAYear: null })).toEqual({ kind: "no daemons" });
  });

  test("grows with the heaps: never less for more of them, and in proportion", () => {
    const plateaus = fc.array(fc.integer({ min: 2, max: 30 }), { minLength: 1, maxLength: 5 });
    const empty = { ramBytes: 0, kernelBytes: 0, othersBytes: 0, cacheFloorBytes: 0 };
    const needed = (all: readonly number[], factor = 1) =>
      sizesOf(
        sizeRam({
          daemons: all.map((plateau, index) =>
            daemon({
              name: `zope-${index}`,
              startBytes: factor * gibi,
              bytesPerDay: factor * gibi,
              plateauBytes: factor * plateau * gibi,
              spread: 0.3,
            }),
          ),
          host: empty,
          restartsAYear: null,
        }),
      )[1]?.neededBytes ?? 0;
    fc.assert(
      fc.property(plateaus, (all) => {
        expect(needed([...all, 5])).toBeGreaterThan(needed(all));
        expect(needed(all, 2) / needed(all)).toBeCloseTo(2, 6);
      }),
      { numRuns: 25 },
    );
  });
});

describe("sizes that can be bought", () => {
  test.each([
    [0.2, 1],
    [8, 8],
    [8.1, 16],
    [17, 24],
    [49, 64],
    [4096, 4096],
    [4097, null],
  ])("%d GiB needed: %s", (needed, bought) => {
    expect(purchasableRam(needed * gibi)).toBe(bought === null ? null : bought * gibi);
  });
});

describe("the budget of all daemons", () => {
  test("is nine tenths of RAM less everything else, and never below nothing", () => {
    expect(ramBudget({ ...host, ramBytes: 20 * gibi })).toBe(15 * gibi);
    expect(ramBudget({ ...host, ramBytes: gibi })).toBe(0);
  });
});
