import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OutgoingQueue } from "../../../src/adapters/slack/outgoing-queue.ts";
import { pass, setBackWall, stopGlobalClock } from "./global-clock.ts";
import { createQueueHarness, noAnswer, type QueueHarness, sent } from "./queue-harness.ts";

let harness: QueueHarness;
let queue: OutgoingQueue;

beforeEach(() => {
  stopGlobalClock();
  harness = createQueueHarness();
  queue = harness.queue;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the outgoing queue", () => {
  it("posts about one message a second in a channel, the first at once", async () => {
    const script = harness.scripted(sent(1));
    for (let count = 0; count < 4; count += 1) void queue.post("C1", script.send);
    await pass(10_000);
    expect(script.at).toHaveLength(4);
    expect(script.at[0]).toBeLessThan(50);
    for (const [index, at] of script.at.entries()) expect(at).toBeGreaterThanOrEqual(index * 1000);
  });

  it("never repeats a post that perhaps arrived", async () => {
    const script = harness.scripted({ kind: "failed", failure: noAnswer, again: false });
    const posted = queue.post("C1", script.send);
    await pass(60_000);
    expect(await posted).toEqual({ ok: false, error: noAnswer });
    expect(script.at).toHaveLength(1);
  });

  it("tries an edit four times with growing pauses, then gives up", async () => {
    const script = harness.scripted({ kind: "failed", failure: noAnswer, again: true });
    const edited = queue.edit("chat.update", "m", script.send);
    await pass(60_000);
    expect(await edited).toEqual({ ok: false, error: noAnswer });
    const [first = 0, second = 0, third = 0, fourth = 0] = script.at;
    expect(script.at).toHaveLength(4);
    expect([second - first, third - second, fourth - third]).toEqual([500, 1000, 2000]);
  });

  it("edits one message at most once a second, whatever comes", async () => {
    const at: number[] = [];
    const send = async () => {
      at.push(harness.elapsed());
      return sent(null);
    };
    for (let step = 0; step < 50; step += 1) {
      void queue.edit("chat.update", "m", send);
      await pass(100);
    }
    await pass(3000);
    for (const [index, moment] of at.entries())
      if (index > 0) expect(moment - (at[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(at.length).toBeLessThanOrEqual(7);
  });

  it("makes at most 50 edits in any minute over all messages", async () => {
    const script = harness.scripted(sent(1));
    for (let message = 0; message < 90; message += 1) void queue.edit("chat.update", `m${message}`, script.send);
    await pass(180_000);
    expect(script.at).toHaveLength(90);
    for (const from of script.at) {
      expect(script.at.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(50);
    }
  });

  it("refuses the newest when a hundred wait in a channel, and loses none of the others", async () => {
    const script = harness.scripted(sent(1));
    const posts = Array.from({ length: 140 }, () => queue.post("C1", script.send));
    await pass(300_000);
    const results = await Promise.all(posts);
    const refused = results.filter((result) => !result.ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(script.at).toHaveLength(140 - refused.length);
    expect(results.findIndex((result) => !result.ok)).toBeGreaterThanOrEqual(100);
    expect(refused[0]).toMatchObject({ error: { reason: "too much to say" } });
  });

  it("posts and edits within 5 s in all after the wall clock was set back by an hour", async () => {
    const before = harness.scripted(sent(1));
    void queue.post("C1", before.send);
    void queue.edit("chat.update", "m1", before.send);
    await pass(2000);
    setBackWall(3_600_000);
    const setBackAt = harness.elapsed();
    const answer = harness.scripted(sent(2));
    void queue.post("C1", answer.send).then(() => queue.edit("chat.update", "m2", answer.send));
    await pass(60_000);
    expect(answer.at).toHaveLength(2);
    expect((answer.at[1] ?? Number.POSITIVE_INFINITY) - setBackAt).toBeLessThan(5000);
    expect(harness.logged.map(({ fields }) => fields["why"])).toContain("the wall clock was set back");
  });
});
