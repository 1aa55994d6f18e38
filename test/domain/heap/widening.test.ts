import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promisedRatio } from "../../../src/domain/heap/logged-forecast.ts";
import { createSeededChance, normalQuantile } from "../../../src/domain/heap/seeded-chance.ts";
import { hasTooFew, missOf, notWidened, wideningMax, wideningOf } from "../../../src/domain/heap/widening.ts";
import { instant } from "../../../src/domain/time.ts";
import { aForecast, aLevel, madeAt, scoredForecasts } from "../../support/logged-forecasts.ts";

/** 90 % of normal numbers lie so far from 0. */
const halfWidth = normalQuantile(0.95);
const share = (misses: readonly number[], within: number) =>
  misses.filter((miss) => Math.abs(miss) <= within).length / misses.length;

/** Misses as they come where the ranges are `times` too narrow: at chance, or spread as evenly as can be. */
const atChance = (count: number, times: number, seed: number) =>
  [...createSeededChance(seed).normals(count)].map((z) => (times * z) / halfWidth);
const evenly = (count: number, times: number) =>
  Array.from({ length: count }, (_, index) => (times * normalQuantile((index + 0.5) / count)) / halfWidth);
const factorOf = (misses: readonly number[]) => wideningOf(scoredForecasts(misses), []).factor;

describe("ranges", () => {
  it("that hold as often as promised are not widened, whatever their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 120 }), (count) => {
        const misses = evenly(count, 1);
        const widening = wideningOf(scoredForecasts(misses), []);
        if (share(misses, 1) >= promisedRatio) expect(widening).toEqual(notWidened);
        else expect(widening.factor).toBeLessThan(1.2);
      }),
    );
    expect(factorOf(evenly(120, 0.2))).toBe(1);
  });

  it("that are too narrow are widened until they hold as often as promised among those yet to come", () => {
    const factors = fc.double({ min: 1.2, max: 3.5, noNaN: true });
    fc.assert(
      fc.property(factors, fc.integer({ min: 60, max: 120 }), (times, count) => {
        const factor = factorOf(evenly(count, times));
        expect(factor / times).toBeGreaterThan(0.95);
        expect(factor / times).toBeLessThan(1.2);
      }),
    );
    // The guarantee of split conformal prediction is one on the average over all records.
    const held = Array.from({ length: 200 }, (_, seed) =>
      share(atChance(300, 2, 5000 + seed), factorOf(atChance(40, 2, seed))),
    );
    expect(held.reduce((sum, each) => sum + each, 0) / held.length).toBeGreaterThan(promisedRatio - 0.01);
    expect(share(atChance(20_000, 2, 1), 1)).toBeLessThan(0.6);
  });

  it("are widened by no more than fourfold", () => {
    expect(factorOf(Array.from({ length: 40 }, () => 50))).toBe(wideningMax);
  });

  it("of which fewer than 20 were scored are not judged alone, but with those of all daemons", () => {
    const few = scoredForecasts(evenly(19, 3));
    expect(wideningOf(few, [])).toEqual(notWidened);
    expect(hasTooFew(few)).toBe(true);
    const { factor, because } = wideningOf(few, scoredForecasts(evenly(100, 2), { daemon: "other" }));
    expect(factor).toBeGreaterThan(1.8);
    expect(because).toMatchObject({ span: "day", of: "all", scored: 100 });
    expect(wideningOf(scoredForecasts(evenly(20, 0.9)), scoredForecasts(evenly(100, 2)))).toEqual(notWidened);
  });

  it("say how many held, how many were looked at, and for which time ahead", () => {
    const misses = [...Array.from({ length: 29 }, () => 0.5), ...Array.from({ length: 11 }, () => 1.6)];
    expect(wideningOf(scoredForecasts(misses), [])).toEqual({
      factor: 1.6,
      because: { span: "day", scored: 40, held: 29, of: "daemon" },
    });
  });

  it("of a day and of a week are held to the promise each for itself", () => {
    const forecasts = Array.from({ length: 30 }, (_, index) =>
      aForecast({
        madeAt: instant(madeAt + index),
        levels: {
          day: aLevel(100, { kind: "held", actualBytes: 100 }),
          week: aLevel(200, { kind: "above", actualBytes: 250 }),
        },
      }),
    );
    expect(wideningOf(forecasts, [])).toEqual({
      factor: 2.5,
      because: { span: "week", scored: 30, held: 0, of: "daemon" },
    });
  });

  it("that were told wider are judged as the model had reckoned them, so that the factor does not run after itself", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 4, noNaN: true }), (told) => {
        const plain = scoredForecasts(evenly(60, 2));
        const wide = plain.map((forecast) => {
          const { p05, p50, p95 } = forecast.levels.day.heapBytes;
          const heapBytes = { p05: p50 - told * (p50 - p05), p50, p95: p50 + told * (p95 - p50) };
          const levels = { ...forecast.levels, day: { ...forecast.levels.day, heapBytes } };
          return { ...forecast, widening: told, levels };
        });
        expect(Math.abs(wideningOf(wide, []).factor - wideningOf(plain, []).factor)).toBeLessThan(0.011);
      }),
    );
  });

  it("of an older model, of long ago and without a score do not count", () => {
    expect(wideningOf(scoredForecasts(evenly(60, 3), { model: 0 }), [])).toEqual(notWidened);
    // The last 120 were right, and came after 200 that were not.
    const misses = [...Array.from({ length: 200 }, () => 3), ...evenly(120, 0.9)];
    expect(factorOf(misses)).toBe(1);
    expect(missOf(aLevel(100), 1)).toBeNull();
    expect(missOf(aLevel(100, { kind: "void", because: "restart" }), 1)).toBeNull();
    expect(missOf(aLevel(100, { kind: "unscorable" }), 1)).toBeNull();
  });

  it("without any width are no division by nothing", () => {
    const point = { heapBytes: { p05: 100, p50: 100, p95: 100 }, outcome: { kind: "held", actualBytes: 100 } } as const;
    expect(missOf(point, 1)).toBe(0);
    expect(missOf({ ...point, outcome: { kind: "above", actualBytes: 103 } }, 1)).toBe(3);
  });
});
