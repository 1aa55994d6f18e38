import { describe, expect, it } from "vitest";
import { createSetBackWatch } from "../../../src/adapters/slack/set-back.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** What the watch says after the wall clock was moved by each of these steps, a second apart. */
async function watchSteps(...steps: readonly number[]): Promise<boolean[]> {
  const clock = new VirtualClock();
  const wasSetBack = createSetBackWatch(clock);
  const said: boolean[] = [];
  for (const step of steps) {
    await clock.advance(1000);
    clock.setWall(clock.now() + step);
    said.push(wasSetBack());
  }
  return said;
}

describe("a wall clock that is set back", () => {
  it("is noticed once", async () => {
    expect(await watchSteps(0, -3_600_000, 0)).toEqual([false, true, false]);
  });

  it("is noticed after it was set forward, and not when it is set forward", async () => {
    expect(await watchSteps(3_600_000, -3_600_000)).toEqual([false, true]);
  });

  it("is noticed when it goes back in small steps, once they make more than a second", async () => {
    expect(await watchSteps(-400, -400, -400, -400)).toEqual([false, false, true, false]);
  });
});
