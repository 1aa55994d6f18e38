import { describe, expect, it } from "vitest";
import { seconds } from "../../src/domain/time.ts";
import { createRounds } from "../../src/services/repeat-rounds.ts";
import { quietLog } from "../support/quiet-log.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

function rounds(steps: readonly string[], act: (step: string) => Promise<void>) {
  const clock = new VirtualClock();
  const log = quietLog();
  const times = { firstAfter: seconds(1), every: seconds(10) };
  return { clock, log, made: createRounds({ clock, log, ...times, steps, onFault: "it was not done" }, act) };
}

describe("work that is done over and over", () => {
  it("goes through its steps one after the other, and again so long after the end of a round", async () => {
    const done: string[] = [];
    const { clock, made } = rounds(["a", "b"], async (step) => {
      done.push(step);
    });
    made.start();
    await clock.advance(1000);
    expect(done).toEqual(["a", "b"]);
    await clock.advance(9999);
    expect(done).toHaveLength(2);
    await clock.advance(1);
    expect(done).toEqual(["a", "b", "a", "b"]);
    await made.stop();
    expect(clock.pending).toBe(0);
  });

  it("says so where a step failed, and begins anew at the next round", async () => {
    const done: string[] = [];
    const { clock, log, made } = rounds(["a", "b"], async (step) => {
      done.push(step);
      if (done.length === 1) throw new Error("broken");
    });
    made.start();
    await clock.advance(1000);
    expect(log.lines).toEqual(["error: it was not done"]);
    await clock.advance(10_000);
    expect(done).toEqual(["a", "a", "b"]);
    await made.stop();
  });

  it("stops after the step that is under way, and waits for it", async () => {
    const done: string[] = [];
    let finish: () => void = () => undefined;
    const { clock, made } = rounds(["a", "b"], async (step) => {
      done.push(step);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    made.start();
    await clock.advance(1000);
    let hasStopped = false;
    const stopping = made.stop().then(() => {
      hasStopped = true;
    });
    await clock.advance(60_000);
    expect(hasStopped).toBe(false);
    finish();
    await stopping;
    expect(done).toEqual(["a"]);
    expect(clock.pending).toBe(0);
  });

  it("never begins where there is nothing to do", () => {
    const { clock, made } = rounds([], async () => undefined);
    made.start();
    expect(clock.pending).toBe(0);
  });
});
