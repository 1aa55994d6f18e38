import { describe, expect, it } from "vitest";
import { createLanes } from "../../../src/adapters/slack/lanes.ts";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** Idle time goes by the virtual clock; the jobs themselves are paced by bottleneck and here not at all. */
function createTestLanes(lanesMax: number) {
  const clock = new VirtualClock();
  const { standstill, waitingMax } = slackLimits;
  return { clock, lanes: createLanes({ clock, lanesMax, waitingMax, standstill, pace: {}, onRenewed: () => {} }) };
}

describe("the lanes of channels and messages", () => {
  it("are as many as the limit says, and a known one stays the same", () => {
    const { lanes } = createTestLanes(2);
    const first = lanes.of("C1");
    expect(lanes.of("C2")).not.toBe(first);
    expect(lanes.of("C1")).toBe(first);
    expect(lanes.of("C3")).toBeNull();
  });

  it("are forgotten once idle, so that no number of channels is ever too many over time", async () => {
    const { clock, lanes } = createTestLanes(2);
    for (let at = 0; at < 20; at += 1) {
      const lane = lanes.of(`C${at}`);
      expect(await lane?.run(async () => at)).toEqual({ ok: true, value: at });
      await clock.advance(seconds(5));
    }
  });

  it("are kept for longer than the spacing of their messages, so that a forgotten pace never lets two follow too closely", async () => {
    const { clock, lanes } = createTestLanes(1);
    await lanes.of("C1")?.run(async () => null);
    await clock.advance(Math.max(slackLimits.postSpacing, slackLimits.editSpacing));
    expect(lanes.of("C2")).toBeNull();
  });

  it("are kept while something in them is under way, however long that takes", async () => {
    const { clock, lanes } = createTestLanes(2);
    const { task, begun, end } = heldTask();
    const busy = lanes.of("C1");
    const running = busy?.run(task);
    await begun;
    const idle = lanes.of("C2");
    await clock.advance(seconds(60));
    expect(lanes.of("C3")).not.toBeNull();
    expect(lanes.of("C1")).toBe(busy);
    expect(lanes.of("C2")).not.toBe(idle);
    end();
    await running;
  });

  it("count as idle from the end of the last message on, not from its beginning", async () => {
    const { clock, lanes } = createTestLanes(1);
    const { task, begun, end } = heldTask();
    const running = lanes.of("C1")?.run(task);
    await begun;
    await clock.advance(seconds(60));
    end();
    await running;
    expect(lanes.of("C2")).toBeNull();
    await clock.advance(millis(4999));
    expect(lanes.of("C2")).toBeNull();
    await clock.advance(millis(1));
    expect(lanes.of("C2")).not.toBeNull();
  });
});

/** A task that tells of its begin and ends when told to. */
function heldTask() {
  let begin = (): void => undefined;
  let end = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const task = () => {
    begin();
    return ended;
  };
  return { task, begun, end: () => end() };
}
