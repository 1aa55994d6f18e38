import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPacedLane, type PacedLane, type RenewalCause } from "../../../src/adapters/slack/paced-lane.ts";
import { instant, seconds } from "../../../src/domain/time.ts";
import type { Clock } from "../../../src/services/ports.ts";
import { globalClock, pass, setBackWall, stopGlobalClock } from "./global-clock.ts";

/** Its wall clock is not the one that is set back. */
const blindClock: Clock = { ...globalClock, now: () => instant(performance.now()) };

let renewals: RenewalCause[];
let begunAt: number[];
beforeEach(() => {
  stopGlobalClock();
  renewals = [];
  begunAt = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function laneBy(by: Clock): PacedLane {
  const pace = { maxConcurrent: 1, minTime: 1050 };
  const onRenewed = (why: RenewalCause) => renewals.push(why);
  return createPacedLane({ pace, waitingMax: 10, standstill: seconds(15), clock: by, onRenewed });
}

/** Gives the lane a job that takes so long, and notes when it begins. */
function give(lane: PacedLane, takesMs = 0): void {
  void lane.run(async () => {
    begunAt.push(performance.now());
    await pause(takesMs);
  });
}

function pause(duration: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration));
}

function setBack(): number {
  setBackWall(3_600_000);
  return performance.now();
}

describe("a lane whose wall clock is set back by an hour", () => {
  it("begins the next job after no more than its spacing", async () => {
    const lane = laneBy(globalClock);
    give(lane);
    await pass(5000);
    const at = setBack();
    give(lane);
    await pass(30_000);
    expect((begunAt[1] ?? Number.POSITIVE_INFINITY) - at).toBeLessThan(1200);
    expect(renewals).toEqual(["the wall clock was set back"]);
  });

  it("moves on with what was waiting already within 5 s and its spacing", async () => {
    const lane = laneBy(globalClock);
    for (let count = 0; count < 3; count += 1) give(lane);
    await pass(100);
    const at = setBack();
    await pass(30_000);
    expect(begunAt).toHaveLength(3);
    expect((begunAt[2] ?? Number.POSITIVE_INFINITY) - at).toBeLessThan(5000 + 2300);
    expect(renewals).toEqual(["the wall clock was set back"]);
  });

  it("keeps its spacing and still lets one job run at a time", async () => {
    const lane = laneBy(globalClock);
    give(lane, 4000);
    await pass(100);
    setBack();
    for (let count = 0; count < 3; count += 1) give(lane);
    await pass(30_000);
    const [first = 0, ...later] = begunAt;
    expect(later).toHaveLength(3);
    expect((later[0] ?? 0) - first).toBeGreaterThanOrEqual(4000);
    for (const [index, at] of later.entries()) {
      if (index > 0) expect(at - (later[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
  });

  it("keeps its spacing from a job that has ended just before", async () => {
    const lane = laneBy(globalClock);
    give(lane);
    await pass(100);
    setBack();
    give(lane);
    await pass(30_000);
    expect((begunAt[1] ?? 0) - (begunAt[0] ?? 0)).toBeGreaterThanOrEqual(1000);
  });
});

describe("a lane that stands still for a reason that no clock shows", () => {
  it("is renewed by its watchdog, and loses none of the jobs that wait", async () => {
    const lane = laneBy(blindClock);
    give(lane);
    await pass(100);
    const at = setBack();
    for (let count = 0; count < 3; count += 1) give(lane);
    await pass(60_000);
    expect(begunAt).toHaveLength(4);
    expect((begunAt[1] ?? Number.POSITIVE_INFINITY) - at).toBeLessThan(22_000);
    expect(renewals).toEqual(["it stood still"]);
  });

  it("leaves no timer behind once nothing waits", async () => {
    const lane = laneBy(globalClock);
    give(lane);
    await pass(5000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
