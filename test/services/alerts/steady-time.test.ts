import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../../src/domain/time.ts";
import { createSteadyTime, type StoredTime } from "../../../src/services/alerts/steady-time.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const hour = 3_600_000;
const year = 365 * 24 * hour;

describe("the bot's steady time", () => {
  it("begins with the wall clock's time in the first run", () => {
    const clock = new VirtualClock("2026-01-15T09:00:00Z");
    const time = createSteadyTime({ clock, stored: null });
    expect(time.now()).toBe(clock.now());
    expect(time.offsetMs()).toBe(0);
  });

  it.each([hour, -hour, 3 * year, -30 * year])("does not move when the wall clock jumps by %d ms", async (jump) => {
    const clock = new VirtualClock();
    const time = createSteadyTime({ clock, stored: null });
    const before = time.now();
    await clock.advance(5000);
    clock.setWall(clock.now() + jump);
    expect(time.now()).toBe(before + 5000);
    expect(time.offsetMs()).toBe(jump);
  });

  it("goes on after a restart by as long as the bot was down, in its own line", () => {
    const clock = new VirtualClock("2026-01-15T09:10:00Z");
    const stored = { steady: at("2025-06-01T00:00:00Z"), wall: at("2026-01-15T09:00:00Z") };
    expect(createSteadyTime({ clock, stored }).now()).toBe(at("2025-06-01T00:10:00Z"));
  });

  it("does not go back when the wall clock was set back while the bot was down", () => {
    const clock = new VirtualClock("2026-01-15T08:00:00Z");
    const stored = { steady: at("2026-01-15T09:00:00Z"), wall: at("2026-01-15T09:00:00Z") };
    expect(createSteadyTime({ clock, stored }).now()).toBe(stored.steady);
  });

  it("never goes back and never counts more than has passed, through any jumps and restarts", async () => {
    const step = fc.record({
      passes: fc.integer({ min: 0, max: hour }),
      jumps: fc.integer({ min: -year, max: year }),
      restarts: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const clock = new VirtualClock();
        let time = createSteadyTime({ clock, stored: null });
        for (const { passes, jumps, restarts } of steps) {
          const before = time.now();
          const stored: StoredTime = { steady: before, wall: clock.now() };
          await clock.advance(passes);
          if (restarts) time = createSteadyTime({ clock, stored });
          expect(time.now()).toBe(before + passes);
          clock.setWall(clock.now() + jumps);
          expect(time.now() + time.offsetMs()).toBe(clock.now());
        }
      }),
      { numRuns: 50 },
    );
  });
});

function at(text: string): ReturnType<typeof instant> {
  return instant(Date.parse(text));
}
