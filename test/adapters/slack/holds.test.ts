import { describe, expect, it } from "vitest";
import { createHolds } from "../../../src/adapters/slack/holds.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const post = "chat.postMessage C1";
/** What the bot waits beyond what Slack asked for. */
const margin = 50;

function held(...durations: readonly number[]) {
  const clock = new VirtualClock();
  const holds = createHolds(clock);
  for (const duration of durations) holds.hold(post, seconds(duration));
  return { clock, holds };
}

describe("what Slack asks to wait with", () => {
  it("is held back for as long as it says and a little longer, and then no more", async () => {
    const { clock, holds } = held(7);
    expect(holds.left(post)).toBe(7000 + margin);
    await clock.advance(7000);
    expect(holds.left(post)).toBe(margin);
    await clock.advance(margin);
    expect(holds.left(post)).toBe(0);
  });

  it.each([
    { asked: [30, 1], longest: 30 },
    { asked: [1, 30], longest: 30 },
    { asked: [7, 30, 7], longest: 30 },
  ])("is held back for the longest of $asked s: a shorter pause does not end a longer one", ({ asked, longest }) => {
    const { holds } = held(...asked);
    expect(holds.left(post)).toBe(longest * 1000 + margin);
  });

  it("is held back by when each pause ends, not by how long it was", async () => {
    const { clock, holds } = held(30);
    await clock.advance(25_000);
    holds.hold(post, seconds(10));
    expect(holds.left(post)).toBe(10_000 + margin);
  });

  it("leaves other channels and methods alone", () => {
    const { holds } = held(7);
    expect([holds.left("chat.postMessage C2"), holds.left("chat.update")]).toEqual([0, 0]);
  });

  it("is asked again after four hours, whatever Slack says", () => {
    const { holds } = held(30 * 86_400);
    expect(holds.left(post)).toBe(millis(4 * 3_600_000 + margin));
  });
});
