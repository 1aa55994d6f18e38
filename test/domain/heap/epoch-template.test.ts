import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochTemplate } from "../../../src/domain/heap/epoch-template.ts";
import { fitTemplate } from "../../../src/domain/heap/follow-template.ts";
import { growthSeries } from "../../../src/domain/heap/growth-series.ts";
import { flat, leak, madeHeap, plateau } from "../../support/made-heap.ts";

const mebi = 1024 ** 2;
const day = 86_400;

describe("epochTemplate", () => {
  it("is the median curve of the earlier epochs, by the work since the start", () => {
    const epochs = [0.9, 1, 1.3].map((scale, seed) =>
      growthSeries(madeHeap((at) => scale * plateau(at), { days: 3, seed, from: seed * 1e6 })),
    );
    const template = epochTemplate(epochs);
    expect(template.levelAt(2 * day) / mebi / plateau(2)).toBeCloseTo(1, 1);
    expect(template.spread).toBeGreaterThan(0.12);
    expect(template.spread).toBeLessThan(0.3);
  });

  it("never falls, and is not moved by a single peak", () => {
    const points = madeHeap(flat, { days: 2 }).map((point, index) =>
      index === 300 ? { ...point, heapBytes: 9e9 } : point,
    );
    const template = epochTemplate([growthSeries(points)]);
    for (let at = 0; at < day; at += 3600)
      expect(template.levelAt(at + 3600)).toBeGreaterThanOrEqual(template.levelAt(at));
    expect(template.levelAt(1.9 * day) / mebi).toBeLessThan(310);
  });

  it("reaches to the very end of its longest epoch, whatever its length", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 5000, noNaN: true }), (step) => {
        const points = Array.from({ length: 5 }, (_, index) => ({
          t: index * step,
          heapBytes: 100 + index,
          cpuTicks: null,
          epoch: "one",
        }));
        const template = epochTemplate([growthSeries(points)]);
        expect(template.levelAt(template.endWork)).toBeGreaterThan(100);
      }),
    );
  });

  it("says nothing beyond its end", () => {
    expect(epochTemplate([growthSeries(madeHeap(flat, { days: 2 }))]).levelAt(3 * day)).toBeNaN();
  });
});

describe("fitTemplate", () => {
  const template = epochTemplate([growthSeries(madeHeap(plateau, { days: 4 }))]);

  it("scales the template to the present level", () => {
    const fit = fitTemplate(growthSeries(madeHeap((at) => 1.1 * plateau(at), { days: 1, seed: 9 })), template);
    expect(fit?.scale).toBeCloseTo(1.1, 1);
    expect(fit?.isUnlike).toBe(false);
  });

  it.each([
    { name: "is a quarter larger", shape: (at: number) => 1.25 * plateau(at), days: 1, isUnlike: true },
    {
      name: "has begun to leak",
      shape: (at: number) => plateau(at) + (at < 1 ? 0 : 100 * (at - 1)),
      days: 3,
      isUnlike: true,
    },
    {
      name: "was larger for three hours only",
      shape: (at: number) => plateau(at) * (at < 0.9 ? 1 : 1.25),
      days: 1.02,
      isUnlike: false,
    },
    { name: "is less than 6 h old", shape: leak, days: 0.2, isUnlike: false },
  ])("says of an epoch that $name whether it is unlike its earlier ones: $isUnlike", ({ shape, days, isUnlike }) => {
    expect(fitTemplate(growthSeries(madeHeap(shape, { days, seed: 9 })), template)?.isUnlike).toBe(isUnlike);
  });

  it("is none where the epoch has outlived the template", () => {
    expect(fitTemplate(growthSeries(madeHeap(plateau, { days: 6, seed: 9 })), template)).toBeNull();
  });
});
