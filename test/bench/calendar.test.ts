import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byCalendar } from "../../bench/calendar/by-calendar.ts";
import { drawFleet, type Shape } from "../../bench/calendar/fleet.ts";
import { nightly, nothing, oracle } from "../../bench/calendar/policies.ts";
import { daySeconds, type Policy, simulateYear, type YearResult } from "../../bench/calendar/simulate-year.ts";

const days = 20;

function resultOf(policy: Policy, { shapes, seed, roomDays }: Host): YearResult {
  const fleet = drawFleet(shapes, seed);
  const at = roomDays * daySeconds;
  const held = fleet.reduce((sum, daemon) => sum + daemon.levelAt(at, { startedAt: 0, index: 0 }), 0);
  return simulateYear({ fleet, budgetBytes: 1.12 * held, days, seed }, policy);
}

interface Host {
  readonly shapes: readonly Shape[];
  readonly seed: number;
  readonly roomDays: number;
}

const alone = fc.record({
  shapes: fc.constantFrom<Shape>("plateau", "leak", "log").map((shape) => [shape]),
  seed: fc.integer({ min: 1, max: 1000 }),
  roomDays: fc.integer({ min: 4, max: 12 }),
});

describe("a simulated stretch of time", () => {
  test("is the same each time", () => {
    const host: Host = { shapes: ["leak"], seed: 3, roomDays: 8 };
    expect(resultOf(byCalendar, host)).toEqual(resultOf(byCalendar, host));
  });

  test("counts a restart of each daemon a night, and hours over where nothing is restarted", () => {
    const host: Host = { shapes: ["leak", "leak"], seed: 3, roomDays: 8 };
    expect(resultOf(nightly, host)).toEqual({ restarts: 2 * days, hoursOver: 0 });
    expect(resultOf(nothing, host).restarts).toBe(0);
    expect(resultOf(nothing, host).hoursOver).toBeGreaterThan(24 * 8);
  });

  test("is no kinder to the calendar than to who knows the future: never fewer restarts with fewer hours over", () => {
    fc.assert(
      fc.property(alone, (host) => {
        const [own, known] = [resultOf(byCalendar, host), resultOf(oracle, host)];
        expect(own.restarts < known.restarts && own.hoursOver < known.hoursOver).toBe(false);
        expect(known.hoursOver).toBe(0);
      }),
      { numRuns: 4, seed: 7 },
    );
  });

  test("leaves the calendar near who knows the future: at most a few restarts more, and a hundredth of the hours over", () => {
    const host: Host = { shapes: ["plateau", "leak"], seed: 11, roomDays: 8 };
    const [own, known, idle] = [byCalendar, oracle, nothing].map((policy) => resultOf(policy, host));
    expect(own?.restarts).toBeLessThanOrEqual(2 * Number(known?.restarts) + 2);
    expect(own?.hoursOver).toBeLessThanOrEqual(0.01 * Number(idle?.hoursOver));
  });
});
