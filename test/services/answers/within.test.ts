import { describe, expect, it } from "vitest";
import { millis } from "../../../src/domain/time.ts";
import { within } from "../../../src/services/answers/within.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

describe("waiting for so long and no longer", () => {
  it("gives the value that comes in time, and leaves no timer", async () => {
    const clock = new VirtualClock();
    expect(await within(clock, millis(1000), Promise.resolve(7))).toBe(7);
    expect(clock.pending).toBe(0);
  });

  it("gives nothing when the time is over", async () => {
    const clock = new VirtualClock();
    const waiting = within(clock, millis(1000), new Promise(() => undefined));
    await clock.advance(1000);
    expect(await waiting).toBeNull();
  });

  it("passes a fault on that comes in time, leaves no timer, and is not disturbed by one that comes too late", async () => {
    const clock = new VirtualClock();
    await expect(within(clock, millis(1000), Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(clock.pending).toBe(0);
    let breakDown = (_error: Error): void => undefined;
    const late = new Promise<never>((_, reject) => {
      breakDown = reject;
    });
    const waiting = within(clock, millis(1000), late);
    await clock.advance(1000);
    breakDown(new Error("late"));
    expect(await waiting).toBeNull();
  });
});
