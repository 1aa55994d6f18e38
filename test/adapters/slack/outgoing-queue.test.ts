import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import {
  type Attempt,
  createOutgoingQueue,
  type OutgoingQueue,
  type Sending,
} from "../../../src/adapters/slack/outgoing-queue.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import type { ChatFailure, Clock } from "../../../src/services/ports.ts";
import { type LoggedLine, memoryLog } from "./slack-harness.ts";

/** Bottleneck reads the global clock, so here the global clock is the virtual one. */
const clock: Clock = {
  now: () => instant(Date.now()),
  monotonic: () => millis(performance.now()),
  after: (delay, act) => {
    const timer = setTimeout(act, delay);
    return () => clearTimeout(timer);
  },
};

let logged: LoggedLine[];
let queue: OutgoingQueue;
let startedAt: number;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-01-15T09:00:00Z") });
  startedAt = performance.now();
  logged = [];
  queue = createOutgoingQueue({ clock, chance: () => 1, log: memoryLog(logged), limits: slackLimits });
});
afterEach(() => {
  vi.useRealTimers();
});

const elapsed = () => Math.round(performance.now() - startedAt);
const sent = (value: unknown): Attempt<unknown> => ({ kind: "sent", value });
const noAnswer: ChatFailure = { reason: "no answer", detail: "nobody knows" };

/** Answers in turn with these attempts, the last one for ever, and notes when it was asked. */
function scripted(...attempts: readonly Attempt<unknown>[]) {
  const at: number[] = [];
  const send = async () => {
    at.push(elapsed());
    return attempts[Math.min(at.length, attempts.length) - 1] ?? sent(null);
  };
  return { at, send };
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

describe("the outgoing queue", () => {
  it("posts about one message a second in a channel, the first at once", async () => {
    const script = scripted(sent(1));
    for (let count = 0; count < 4; count += 1) void queue.post("C1", script.send);
    await pass(10_000);
    expect(script.at).toHaveLength(4);
    expect(script.at[0]).toBeLessThan(50);
    for (const [index, at] of script.at.entries()) expect(at).toBeGreaterThanOrEqual(index * 1000);
  });

  it("never repeats a post that perhaps arrived", async () => {
    const script = scripted({ kind: "failed", failure: noAnswer, again: false });
    const posted = queue.post("C1", script.send);
    await pass(60_000);
    expect(await posted).toEqual({ ok: false, error: noAnswer });
    expect(script.at).toHaveLength(1);
  });

  it("tries an edit four times with growing pauses, then gives up", async () => {
    const script = scripted({ kind: "failed", failure: noAnswer, again: true });
    const edited = queue.edit("chat.update", "m", script.send);
    await pass(60_000);
    expect(await edited).toEqual({ ok: false, error: noAnswer });
    const [first = 0, second = 0, third = 0, fourth = 0] = script.at;
    expect(script.at).toHaveLength(4);
    expect([second - first, third - second, fourth - third]).toEqual([500, 1000, 2000]);
  });

  it("waits as long as Slack asks, and holds the others of that channel back too", async () => {
    const limited = scripted({ kind: "limited", retryAfter: millis(7000) }, sent(1));
    const next = scripted(sent(2));
    const elsewhere = scripted(sent(3));
    void queue.post("C1", limited.send);
    void queue.post("C1", next.send);
    void queue.post("C2", elsewhere.send);
    await pass(20_000);
    expect(limited.at[1]).toBeGreaterThanOrEqual(7000);
    expect(next.at[0]).toBeGreaterThanOrEqual(limited.at[1] ?? 0);
    expect(elsewhere.at[0]).toBeLessThan(100);
  });

  it("gives up what Slack holds back for minutes", async () => {
    const script = scripted({ kind: "limited", retryAfter: millis(600_000) });
    const posted = queue.post("C1", script.send);
    await pass(1000);
    expect(await posted).toMatchObject({ ok: false, error: { reason: "too much to say" } });
  });

  it.each([
    ["post", (send) => queue.post("C1", send)],
    ["edit", (send) => queue.edit("chat.update", `message ${elapsed()}`, send)],
    ["answer", (send) => queue.answer("response_url", send)],
  ] satisfies [string, (send: Sending<unknown>) => Promise<unknown>][])(
    "refuses at once each later %s that Slack holds back for minutes, and sends again after it",
    async (_, ask) => {
      void ask(scripted({ kind: "limited", retryAfter: millis(600_000) }).send);
      await pass(2000);
      const settledAt: number[] = [];
      const later = ask(scripted(sent(1)).send).finally(() => settledAt.push(elapsed()));
      await pass(5000);
      expect(await later).toMatchObject({ ok: false, error: { reason: "too much to say" } });
      expect(settledAt[0]).toBeLessThan(4000);
      await pass(600_000);
      const after = ask(scripted(sent(1)).send);
      await pass(5000);
      expect(await after).toEqual({ ok: true, value: 1 });
    },
  );

  it("gives up a wait that Slack makes too long while it lasts", async () => {
    const first = scripted({ kind: "limited", retryAfter: millis(60_000) });
    const waiting = queue.answer("response_url", first.send);
    const second = queue.answer("response_url", scripted({ kind: "limited", retryAfter: millis(600_000) }).send);
    await pass(61_000);
    for (const each of [waiting, second]) {
      expect(await each).toMatchObject({ ok: false, error: { reason: "too much to say" } });
    }
    expect(first.at).toHaveLength(1);
  });

  it("holds nothing back for longer than some hours, whatever Slack asks for", async () => {
    const month = scripted({ kind: "limited", retryAfter: millis(30 * 86_400_000) });
    void queue.answer("response_url", month.send);
    await pass(4 * 3_600_000 + 1000);
    const after = queue.answer("response_url", scripted(sent(1)).send);
    await pass(100);
    expect(await after).toEqual({ ok: true, value: 1 });
  });

  it("sends the newest of the edits that came while Slack held the first back", async () => {
    const first = scripted({ kind: "limited", retryAfter: millis(5000) });
    const last = scripted(sent("newest"));
    const edits = [queue.edit("chat.update", "m", first.send)];
    await pass(100);
    edits.push(
      queue.edit("chat.update", "m", scripted(sent("middle")).send),
      queue.edit("chat.update", "m", last.send),
    );
    await pass(20_000);
    expect(await Promise.all(edits)).toEqual([1, 2, 3].map(() => ({ ok: true, value: "newest" })));
    expect(first.at).toHaveLength(1);
    expect(last.at).toHaveLength(1);
  });

  it("edits one message at most once a second, whatever comes", async () => {
    const at: number[] = [];
    const send = async () => {
      at.push(elapsed());
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
    const script = scripted(sent(1));
    for (let message = 0; message < 90; message += 1) void queue.edit("chat.update", `m${message}`, script.send);
    await pass(180_000);
    expect(script.at).toHaveLength(90);
    for (const from of script.at) {
      expect(script.at.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(50);
    }
  });

  it("refuses the newest when a hundred wait in a channel, and loses none of the others", async () => {
    const script = scripted(sent(1));
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
    const before = scripted(sent(1));
    void queue.post("C1", before.send);
    void queue.edit("chat.update", "m1", before.send);
    await pass(2000);
    vi.setSystemTime(Date.now() - 3_600_000);
    const setBackAt = elapsed();
    const answer = scripted(sent(2));
    void queue.post("C1", answer.send).then(() => queue.edit("chat.update", "m2", answer.send));
    await pass(60_000);
    expect(answer.at).toHaveLength(2);
    expect((answer.at[1] ?? Number.POSITIVE_INFINITY) - setBackAt).toBeLessThan(5000);
    expect(logged.map(({ fields }) => fields["why"])).toContain("the wall clock was set back");
  });

  it("is drained when all has been sent", async () => {
    const script = scripted({ kind: "limited", retryAfter: millis(3000) }, sent(1));
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
