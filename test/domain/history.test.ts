import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absent, known } from "../../src/domain/figure.ts";
import { appendPoint, type HistoryPoint, historyPointsMax, pointOf } from "../../src/domain/history.ts";
import { deriveRates } from "../../src/domain/rates.ts";
import { instant } from "../../src/domain/time.ts";
import { aDaemon, aSample, later, size } from "../support/sample.ts";

describe("a history", () => {
  it("keeps the newest points and no more than an hour of them", () => {
    const points = Array.from({ length: historyPointsMax + 5 }, (_, index) => aPoint(index));
    const history = points.reduce<readonly HistoryPoint[]>(appendPoint, []);
    expect(history).toHaveLength(historyPointsMax);
    expect(history[0]?.at).toBe(5);
    expect(history.at(-1)?.at).toBe(historyPointsMax + 4);
  });

  it("goes on when the clock was set back, and drops what the clock now calls future", () => {
    const history = [aPoint(8), aPoint(9), aPoint(10)];
    const again = { ...aPoint(10), load: 2 };
    expect(appendPoint(history, again)).toEqual([aPoint(8), aPoint(9), again]);
    expect(appendPoint(history, aPoint(9)).map(({ at }) => at)).toEqual([8, 9]);
    expect([aPoint(1), aPoint(2)].reduce<readonly HistoryPoint[]>(appendPoint, history)).toHaveLength(2);
  });

  it("is in the order of time whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 400 }), (instants) => {
        const times = instants
          .map(aPoint)
          .reduce<readonly HistoryPoint[]>(appendPoint, [])
          .map(({ at }) => at);
        expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
        expect(times.at(-1)).toBe(instants.at(-1));
        expect(times.length).toBeLessThanOrEqual(historyPointsMax);
      }),
    );
  });

  it("does not change the history it was given", () => {
    const history = Object.freeze([aPoint(1)]);
    expect(appendPoint(history, aPoint(2))).toHaveLength(2);
    expect(history).toHaveLength(1);
  });
});

describe("the point of a sample", () => {
  it("holds the shares in use and the heaps by daemon", () => {
    const sample = aSample({ daemons: [aDaemon("zope", 2e9)] });
    const busy = later(sample, 60, {
      cpuTicks: known({
        user: 13_000,
        nice: 0,
        system: 2000,
        idle: 189_000,
        iowait: 500,
        irq: 0,
        softirq: 100,
        steal: 0,
      }),
    });
    expect(pointOf(busy, deriveRates([sample, busy]))).toEqual({
      at: busy.takenAt,
      load: 0.4,
      cpuBusyRatio: 0.25,
      memoryUsedRatio: 0.25,
      swapUsedRatio: 0,
      heaps: { zope: 2e9 },
    });
  });

  it("has no number where there is no figure, and none for the swap of a host without swap", () => {
    const missing = absent("the field is missing");
    const { memory, swap } = aSample().system;
    const sample = aSample({
      system: {
        load: missing,
        memory: { ...memory, availableBytes: missing },
        swap: { ...swap, totalBytes: size(0), freeBytes: size(0) },
      },
    });
    expect(pointOf(sample, null)).toMatchObject({
      load: null,
      cpuBusyRatio: null,
      memoryUsedRatio: null,
      swapUsedRatio: null,
    });
    expect(
      pointOf(aSample({ system: { memory: { ...memory, totalBytes: missing } } }), null).memoryUsedRatio,
    ).toBeNull();
  });

  it("has no share below nothing, though more may be free than there is", () => {
    const { swap } = aSample().system;
    const sample = aSample({ system: { swap: { ...swap, totalBytes: size(10), freeBytes: size(20) } } });
    expect(pointOf(sample, null).swapUsedRatio).toBe(0);
  });
});

function aPoint(at: number): HistoryPoint {
  return { at: instant(at), load: 1, cpuBusyRatio: null, memoryUsedRatio: null, swapUsedRatio: null, heaps: {} };
}
