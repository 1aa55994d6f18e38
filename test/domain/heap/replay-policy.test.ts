import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";
import { type PolicyCost, replayPolicies } from "../../../src/domain/heap/replay-policy.ts";

const day = 86_400;

/** 100 + 10 a day, started at these days. */
function recorded(days: number, startDays: readonly number[], scale = 1): readonly HeapPoint[] {
  return Array.from({ length: days * 96 + 1 }, (_, index) => {
    const at = index / 96;
    const start = Math.max(0, ...startDays.filter((start) => start <= at));
    return { t: index * 900, heapBytes: scale * (100 + 10 * (at - start)), cpuTicks: null, epoch: `from ${start}` };
  });
}

const nights = Array.from({ length: 60 }, (_, night) => (night + 0.125) * day);
const byName = (costs: readonly PolicyCost[]) => Object.fromEntries(costs.map(({ policy, ...cost }) => [policy, cost]));

describe("what other habits would have cost", () => {
  test("is told in restarts and hours over the limit, beside what was done", () => {
    const daemons = [{ name: "zope", points: recorded(28, [14]) }];
    const costs = byName(replayPolicies({ daemons, budgetBytes: 199.95, nights }));
    // Over from day 10 to 14, and from 24 to 28.
    expect(costs["as it was"]).toEqual({ restarts: 1, hoursOver: 192, isAtLeast: false });
    // Over from day 10 to the end.
    expect(costs["restart nothing"]).toMatchObject({ restarts: 0, hoursOver: 432 });
    expect(costs["nightly"]).toEqual({ restarts: 28, hoursOver: 0, isAtLeast: false });
    expect(costs["weekly"]).toEqual({ restarts: 4, hoursOver: 0, isAtLeast: false });
  });

  test("says where a daemon would have grown older than any was seen", () => {
    const daemons = [{ name: "zope", points: recorded(14, [5, 10]) }];
    const costs = byName(replayPolicies({ daemons, budgetBytes: 149, nights }));
    expect(costs["restart nothing"]?.isAtLeast).toBe(true);
    expect(costs["weekly"]?.isAtLeast).toBe(true);
    expect(costs["nightly"]?.isAtLeast).toBe(false);
  });

  test("counts all daemons together, over the time in which all were recorded", () => {
    const zope = recorded(28, [14]);
    const daemons = ["zope-1", "zope-2"].map((name) => ({ name, points: zope }));
    const costs = byName(replayPolicies({ daemons, budgetBytes: 399.9, nights }));
    expect(costs["as it was"]).toEqual({ restarts: 2, hoursOver: 192, isAtLeast: false });
    const late = { name: "late", points: zope.filter(({ t }) => t >= 20 * day) };
    expect(byName(replayPolicies({ daemons: [...daemons, late], budgetBytes: 1, nights }))["as it was"]).toMatchObject({
      restarts: 0,
      hoursOver: 192,
    });
  });

  test("is nothing without daemons, points, or a common time", () => {
    const ask = (...points: readonly (readonly HeapPoint[])[]) =>
      replayPolicies({ daemons: points.map((of) => ({ name: "zope", points: of })), budgetBytes: 1, nights });
    expect(ask()).toEqual([]);
    expect(ask([])).toEqual([]);
    expect(ask(recorded(1, []).slice(0, 1))).toEqual([]);
    const [early, late] = [recorded(4, []).slice(0, 96), recorded(4, []).slice(200)];
    expect(ask(early, late)).toEqual([]);
  });

  test("never costs more hours with more RAM, and the same at twice the scale", () => {
    const starts = fc.uniqueArray(fc.integer({ min: 3, max: 26 }), { maxLength: 3 });
    fc.assert(
      fc.property(
        starts,
        fc.integer({ min: 90, max: 400 }),
        fc.integer({ min: 0, max: 99 }),
        (...[at, budget, more]) => {
          const ask = (budgetBytes: number, scale = 1) =>
            replayPolicies({ daemons: [{ name: "zope", points: recorded(28, at, scale) }], budgetBytes, nights });
          const [before, after] = [ask(budget), ask(budget + more)];
          for (const [index, { hoursOver }] of after.entries())
            expect(hoursOver).toBeLessThanOrEqual(before[index]?.hoursOver ?? 0);
          expect(ask(2 * budget, 2)).toEqual(before);
        },
      ),
      { numRuns: 15 },
    );
  });
});
