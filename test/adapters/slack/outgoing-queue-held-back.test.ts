import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import type { OutgoingQueue, Sending } from "../../../src/adapters/slack/outgoing-queue.ts";
import { millis } from "../../../src/domain/time.ts";
import { pass, stopGlobalClock } from "./global-clock.ts";
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

describe("the outgoing queue, where Slack holds it back,", () => {
  it("waits as long as Slack asks, and holds the others of that channel back too", async () => {
    const limited = harness.scripted({ kind: "limited", retryAfter: millis(7000) }, sent(1));
    const next = harness.scripted(sent(2));
    const elsewhere = harness.scripted(sent(3));
    void queue.post("C1", limited.send);
    void queue.post("C1", next.send);
    void queue.post("C2", elsewhere.send);
    await pass(20_000);
    expect(limited.at[1]).toBeGreaterThanOrEqual(7000);
    expect(next.at[0]).toBeGreaterThanOrEqual(limited.at[1] ?? 0);
    expect(elsewhere.at[0]).toBeLessThan(100);
  });

  it("gives up what Slack holds back for minutes", async () => {
    const script = harness.scripted({ kind: "limited", retryAfter: millis(600_000) });
    const posted = queue.post("C1", script.send);
    await pass(1000);
    expect(await posted).toMatchObject({ ok: false, error: { reason: "too much to say" } });
  });

  it.each([
    ["post", (send) => queue.post("C1", send)],
    ["edit", (send) => queue.edit("chat.update", `message ${harness.elapsed()}`, send)],
    ["answer", (send) => queue.answer("response_url", send)],
  ] satisfies [string, (send: Sending<unknown>) => Promise<unknown>][])(
    "refuses at once each later %s that Slack holds back for minutes, and sends again after it",
    async (_, ask) => {
      void ask(harness.scripted({ kind: "limited", retryAfter: millis(600_000) }).send);
      await pass(2000);
      const settledAt: number[] = [];
      const later = ask(harness.scripted(sent(1)).send).finally(() => settledAt.push(harness.elapsed()));
      await pass(5000);
      expect(await later).toMatchObject({ ok: false, error: { reason: "too much to say" } });
      expect(settledAt[0]).toBeLessThan(4000);
      await pass(600_000);
      const after = ask(harness.scripted(sent(1)).send);
      await pass(5000);
      expect(await after).toEqual({ ok: true, value: 1 });
    },
  );

  it("gives up a wait that Slack makes too long while it lasts", async () => {
    const first = harness.scripted({ kind: "limited", retryAfter: millis(60_000) });
    const waiting = queue.answer("response_url", first.send);
    const second = queue.answer(
      "response_url",
      harness.scripted({ kind: "limited", retryAfter: millis(600_000) }).send,
    );
    await pass(61_000);
    for (const each of [waiting, second]) {
      expect(await each).toMatchObject({ ok: false, error: { reason: "too much to say" } });
    }
    expect(first.at).toHaveLength(1);
  });

  it.each([
    ["a post", (send) => queue.post("C1", send), slackLimits.patience],
    ["an edit", (send) => queue.edit("chat.update", "m", send), slackLimits.patience],
    ["a private answer", (send) => queue.answer("response_url", send), slackLimits.privatePatience],
  ] satisfies [string, (send: Sending<unknown>) => Promise<unknown>, number][])(
    "gives up %s in time when it is held back again and again, however short each pause is",
    async (_, ask, patience) => {
      const script = harness.scripted({ kind: "limited", retryAfter: millis(1000) });
      const settledAt: number[] = [];
      const waiting = ask(script.send).finally(() => settledAt.push(harness.elapsed()));
      await pass(600_000);
      expect(await waiting).toMatchObject({ ok: false, error: { reason: "too much to say" } });
      expect(settledAt[0]).toBeLessThanOrEqual(patience + 100);
      expect(script.at.length).toBeLessThanOrEqual(patience / 1000);
    },
  );

  it("begins no further try once the one who asked would not wait any longer, and says why the last one failed", async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, slackLimits.patience + 1));
      return again.send();
    };
    const again = harness.scripted({ kind: "failed", failure: noAnswer, again: true });
    const edited = queue.edit("chat.update", "m", slow);
    await pass(600_000);
    expect(await edited).toEqual({ ok: false, error: noAnswer });
    expect(again.at).toHaveLength(1);
  });

  it("refuses the newest private answers when too many wait, and takes new ones when those have gone", async () => {
    const script = harness.scripted({ kind: "limited", retryAfter: millis(60_000) }, sent(1));
    const ask = () => queue.answer("response_url", script.send);
    const answers = Array.from({ length: slackLimits.answersMax + 3 }, ask);
    await pass(1000);
    const tooMany = { ok: false, error: expect.objectContaining({ reason: "too much to say" }) };
    expect(await Promise.all(answers.slice(-3))).toEqual([tooMany, tooMany, tooMany]);
    await pass(120_000);
    expect((await Promise.all(answers)).filter((answered) => answered.ok)).toHaveLength(slackLimits.answersMax);
    expect(await ask()).toEqual({ ok: true, value: 1 });
  });

  it("holds nothing back for longer than some hours, whatever Slack asks for", async () => {
    const month = harness.scripted({ kind: "limited", retryAfter: millis(30 * 86_400_000) });
    void queue.answer("response_url", month.send);
    await pass(4 * 3_600_000 + 1000);
    const after = queue.answer("response_url", harness.scripted(sent(1)).send);
    await pass(100);
    expect(await after).toEqual({ ok: true, value: 1 });
  });

  it("sends the newest of the edits that came while Slack held the first back", async () => {
    const first = harness.scripted({ kind: "limited", retryAfter: millis(5000) });
    const last = harness.scripted(sent("newest"));
    const edits = [queue.edit("chat.update", "m", first.send)];
    await pass(100);
    edits.push(
      queue.edit("chat.update", "m", harness.scripted(sent("middle")).send),
      queue.edit("chat.update", "m", last.send),
    );
    await pass(20_000);
    expect(await Promise.all(edits)).toEqual([1, 2, 3].map(() => ({ ok: true, value: "newest" })));
    expect(first.at).toHaveLength(1);
    expect(last.at).toHaveLength(1);
  });

  it("is drained when all has been sent", async () => {
    const script = harness.scripted({ kind: "limited", retryAfter: millis(3000) }, sent(1));
    void queue.answer("response_url", script.send);
    let isDrained = false;
    void queue.drained().then(() => {
      isDrained = true;
    });
    await pass(2000);
    expect(isDrained).toBe(false);
    await pass(2000);
    expect(isDrained).toBe(true);
  });
});
