import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlannedDaemon, planRestarts } from "../../../src/domain/heap/plan-restarts.ts";
import { instant } from "../../../src/domain/time.ts";
import { plannedDaemon } from "../../support/daemon-futures.ts";
import { createRandom } from "../../support/random.ts";

const day = 86_400_000;
const now = instant(1_700_000_000_000);
const windows = (count: number) =>
  Array.from({ length: count + 1 }, (_, night) => ({ opensAt: instant(now + (night + 0.5) * day), level: 1 }));
const plan = (daemons: readonly PlannedDaemon[], budgetBytes: number, nights = 28) =>
  planRestarts({ daemons, budgetBytes, now, windows: windows(nights) });
const nightsOf = (restarts: readonly { readonly at: number }[]) =>
  restarts.map(({ at }) => Math.floor((at - now) / day));

describe("the calendar of restarts", () => {
  test("waits as long as the next window is still safe, and begins anew after each restart", () => {
    // 100 + 10 a day, under 200: ten days from a start to the end of the slip. Window k opens after k + 0.5 days.
    const { restarts, firstRestartAt, windowsWithout } = plan(
      [plannedDaemon({ startBytes: 100, bytesPerDay: 10 })],
      200,
    );
    expect(nightsOf(restarts)).toEqual([9, 18, 27]);
    expect(firstRestartAt).toBe(windows(28)[9]?.opensAt);
    expect(windowsWithout).toBe(9);
  });

  test("restarts nothing under a plateau that fits, whatever the age", () => {
    const calm = plan([plannedDaemon({ startBytes: 100, bytesPerDay: 50, plateauBytes: 80, ageDays: 3 })], 181);
    expect(calm.restarts).toEqual([]);
    expect(calm.firstRestartAt).toBeNull();
    expect(calm.windows.every(({ fits }) => fits)).toBe(true);
  });

  test("adds futures, not quantiles: eight uncertain daemons fit into less than eight times the room of one", () => {
    const daemons = Array.from({ length: 8 }, (_, i) =>
      plannedDaemon({ name: `zope-${i}`, startBytes: 100, bytesPerDay: 0, spread: 0.8 }),
    );
    const room = plan(daemons, 1).windows[0]?.upperBytes ?? 0;
    const alone = plan(daemons.slice(0, 1), 1).windows[0]?.upperBytes ?? 0;
    expect(room).toBeLessThan(0.88 * 8 * alone);
    expect(room).toBeGreaterThan(800);
  });

  test("restarts first what gives back most for its cost", () => {
    const daemons = [
      plannedDaemon({ name: "small", startBytes: 10, bytesPerDay: 1, ageDays: 20 }),
      plannedDaemon({ name: "large but dear", startBytes: 10, bytesPerDay: 4, ageDays: 20 }, { costAt: () => 8 }),
      plannedDaemon({ name: "large", startBytes: 10, bytesPerDay: 3, ageDays: 20 }),
    ];
    expect(plan(daemons, 180, 1).restarts.map(({ daemon }) => daemon)).toEqual(["large"]);
    expect(plan(daemons, 120, 1).restarts.map(({ daemon }) => daemon)).toEqual(["large", "small", "large but dear"]);
  });

  test("prefers what gives back less tonight to what has refilled within the week", () => {
    const daemons = [
      plannedDaemon({ name: "refills", startBytes: 10, bytesPerDay: 50, plateauBytes: 60, ageDays: 20 }),
      plannedDaemon({ name: "lasts", startBytes: 10, bytesPerDay: 1, ageDays: 20 }),
    ];
    // By the next window one gives back 25 and the other 20; a week later nothing and 20.
    expect(plan(daemons, 85, 1).restarts.map(({ daemon }) => daemon)).toEqual(["lasts"]);
  });

  test("says where no restart that is allowed would keep the budget", () => {
    const [window] = plan([plannedDaemon({ startBytes: 100, bytesPerDay: 1 })], 90, 1).windows;
    expect(window?.fits).toBe(false);
    expect(window?.overProbability).toBe(1);
  });

  test("is to be made anew at the next window", () => {
    expect(plan([plannedDaemon({ startBytes: 100, bytesPerDay: 1 })], 500).reviewAt).toBe(windows(28)[0]?.opensAt);
  });

  test("is empty without daemons, and without a window but the end", () => {
    expect(plan([], 100).restarts).toEqual([]);
    expect(plan([plannedDaemon({ startBytes: 100, bytesPerDay: 1 })], 50, 0)).toMatchObject({
      windows: [],
      reviewAt: null,
    });
  });

  test("lets the undecided replica that costs least run where two windows are safe, and spares it while others suffice", () => {
    const replica = (name: string, cost: number) =>
      plannedDaemon({ name, startBytes: 100, bytesPerDay: 10 }, { pool: "web", isDecided: false, costAt: () => cost });
    const { measuring, restarts } = plan([replica("web-1", 3), replica("web-2", 1)], 300);
    expect(measuring).toBe("web-2");
    expect(restarts[0]?.daemon).toBe("web-1");
    expect(plan([replica("web-1", 3), replica("web-2", 1)], 210).measuring).toBeNull();
    expect(plan([{ ...replica("web-1", 3), pool: null }], 300).measuring).toBeNull();
  });
});

describe("more RAM for several daemons", () => {
  test("never means more restarts", () => {
    const random = createRandom(3);
    for (let fleet = 0; fleet < 20; fleet++) {
      const daemons = Array.from({ length: 2 + (fleet % 3) }, (_, index) =>
        plannedDaemon({
          name: `daemon-${index}`,
          startBytes: 10 + 50 * random(),
          bytesPerDay: 20 * random(),
          ageDays: 5 * random(),
        }),
      );
      const counts = [150, 200, 250, 300, 350, 400]
        .map((budgetBytes) => plan(daemons, budgetBytes, 14))
        .filter(({ windows }) => windows.every(({ fits }) => fits))
        .map(({ restarts }) => restarts.length);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }
  });
});

const growths = fc.array(
  fc.record({
    startBytes: fc.integer({ min: 1, max: 100 }),
    bytesPerDay: fc.integer({ min: 0, max: 30 }),
    ageDays: fc.integer({ min: 0, max: 12 }),
    plateauBytes: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    spread: fc.constantFrom(0, 0.2),
    pool: fc.constantFrom(null, "web", "jobs"),
    cost: fc.integer({ min: 1, max: 9 }),
    isDecided: fc.boolean(),
  }),
  { maxLength: 5 },
);
type Drawn = typeof growths extends fc.Arbitrary<infer T> ? T : never;

function daemonsOf(drawn: Drawn, factor = 1): readonly PlannedDaemon[] {
  return drawn.map(({ plateauBytes, pool, cost, isDecided, ...growth }, index) =>
    plannedDaemon(
      {
        ...growth,
        name: `daemon-${index}`,
        startBytes: factor * growth.startBytes,
        bytesPerDay: factor * growth.bytesPerDay,
        ...(plateauBytes === undefined ? {} : { plateauBytes: factor * plateauBytes }),
      },
      { pool, isDecided, costAt: () => cost },
    ),
  );
}
const budgets = fc.integer({ min: 10, max: 600 });

describe("any calendar", () => {
  test("keeps restarts ten minutes apart, and begins all of a window within its slip", () => {
    fc.assert(
      fc.property(growths, budgets, (drawn, budgetBytes) => {
        for (const { opensAt, restarts } of plan(daemonsOf(drawn), budgetBytes, 6).windows)
          expect(restarts.map(({ at }) => at - opensAt)).toEqual(restarts.map((_, index) => index * 600_000));
        for (const { restarts } of plan(daemonsOf(drawn), budgetBytes, 6).windows)
          expect(restarts.length).toBeLessThanOrEqual(7);
      }),
      { numRuns: 20 },
    );
  });

  test("never restarts two replicas of a pool, nor one daemon twice, in a window", () => {
    fc.assert(
      fc.property(growths, budgets, (drawn, budgetBytes) => {
        const daemons = daemonsOf(drawn);
        const poolOf = new Map(daemons.map(({ future, pool }) => [future.name, pool ?? future.name]));
        for (const { restarts } of plan(daemons, budgetBytes, 6).windows) {
          const pools = restarts.map(({ daemon }) => poolOf.get(daemon));
          expect(new Set(pools).size).toBe(pools.length);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("never comes earlier with more RAM, and never is more frequent for a daemon alone", () => {
    fc.assert(
      fc.property(growths, budgets, fc.integer({ min: 0, max: 200 }), (drawn, budgetBytes, more) => {
        const daemons = daemonsOf(drawn);
        const first = (budget: number) => plan(daemons, budget, 6).firstRestartAt ?? Number.POSITIVE_INFINITY;
        const fits = (budget: number) => plan(daemons, budget, 6).windows[0]?.fits !== false;
        if (fits(budgetBytes)) expect(first(budgetBytes + more)).toBeGreaterThanOrEqual(first(budgetBytes));
        const alone = daemons.slice(0, 1);
        const count = (budget: number) => plan(alone, budget, 6).restarts.length;
        if (plan(alone, budgetBytes, 6).windows.every((window) => window.fits))
          expect(count(budgetBytes + more)).toBeLessThanOrEqual(count(budgetBytes));
      }),
      { numRuns: 30 },
    );
  });

  test("is the same for heaps and budget of twice the size, and for the same question", () => {
    fc.assert(
      fc.property(growths, budgets, (drawn, budgetBytes) => {
        const once = plan(daemonsOf(drawn), budgetBytes, 6);
        expect(plan(daemonsOf(drawn), budgetBytes, 6)).toEqual(once);
        expect(plan(daemonsOf(drawn, 2), 2 * budgetBytes, 6).restarts).toEqual(once.restarts);
      }),
      { numRuns: 20 },
    );
  });

  test("restarts only where the total would not hold without", () => {
    fc.assert(
      fc.property(growths, budgets, (drawn, budgetBytes) => {
        const daemons = daemonsOf(drawn);
        const [first] = plan(daemons, budgetBytes, 6).windows;
        const without = plan(daemons, Number.MAX_VALUE, 6).windows[0];
        expect((first?.restarts.length ?? 0) > 0 && (without?.upperBytes ?? 0) < budgetBytes - 1).toBe(false);
      }),
      { numRuns: 20 },
    );
  });
});
