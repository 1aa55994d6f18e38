import { describe, expect, it } from "vitest";
import { createHandClock, openWorkspace, section } from "./open-workspace.ts";

const post = { channel: "C01OPS", text: "hi" };

describe("a rule that the bot breaks is recorded", () => {
  it.each([
    [
      "blocks without a fallback text",
      { blocks: [section("a")], text: "" },
      "missing fallback text",
      "chat.postMessage",
    ],
    ["a live @channel", { text: "<!channel> look" }, "broadcast", "chat.postMessage /text"],
    [
      "a raw ampersand in a block",
      { blocks: [section("a & b")] },
      "unescaped text",
      "chat.postMessage /blocks/0/text/text",
    ],
    [
      "a link in a disguise",
      { text: "<https://evil.example|https://bank.example>" },
      "disguised link",
      "chat.postMessage /text",
    ],
    ["more text than is read whole", { text: "x".repeat(4001) }, "text too long", "chat.postMessage /text"],
  ])("when it posts %s", async (...[_what, args, rule, where]) => {
    const trial = await openWorkspace();
    expect(await trial.api("chat.postMessage", { ...post, ...args })).toMatchObject({ ok: true });
    expect((await trial.see("/violations")).violations).toMatchObject([
      { rule, where, at: expect.stringMatching(/Z$/) },
    ]);
  });

  it("when it posts more than three messages a second to a channel, but not for three", async () => {
    const clock = createHandClock();
    const trial = await openWorkspace({ now: clock.now });
    for (let each = 0; each < 3; each += 1) await trial.api("chat.postMessage", post);
    expect(await trial.broken()).toEqual([]);
    await trial.api("chat.postMessage", { ...post, channel: "C02GENERAL" });
    expect(await trial.broken()).toEqual([]);
    await trial.api("chat.postMessage", post);
    expect(await trial.broken()).toEqual(["posting too fast"]);
  });

  it("when its short bursts never end", async () => {
    const clock = createHandClock();
    const trial = await openWorkspace({ now: clock.now });
    for (let each = 0; each < 13; each += 1) {
      await trial.api("chat.postMessage", post);
      clock.forward(600);
    }
    expect(await trial.broken()).toEqual(["posting too fast"]);
  });

  it("when it posts the same metadata id again to the same place, but not to a thread below it", async () => {
    const trial = await openWorkspace();
    const metadata = { event_type: "alert", event_payload: { alert_id: "7", count: 1 } };
    const { ts } = await trial.api("chat.postMessage", { ...post, metadata });
    await trial.api("chat.postMessage", { ...post, metadata, thread_ts: ts });
    expect(await trial.broken()).toEqual([]);
    await trial.api("chat.postMessage", {
      ...post,
      metadata: { ...metadata, event_payload: { alert_id: "7", count: 2 } },
    });
    expect(await trial.broken()).toEqual(["duplicate post"]);
  });

  it("when it calls again before Retry-After is over, but not afterwards nor elsewhere", async () => {
    const clock = createHandClock();
    const trial = await openWorkspace({ now: clock.now });
    const limit = () => trial.act("/fault", { kind: "rate-limit", method: "chat.postMessage", seconds: 5 });
    await limit();
    await trial.api("chat.postMessage", post);
    await trial.api("chat.postMessage", { ...post, channel: "C02GENERAL" });
    clock.forward(5000);
    await trial.api("chat.postMessage", post);
    expect(await trial.broken()).toEqual([]);
    await limit();
    await trial.api("chat.postMessage", post);
    await trial.api("chat.postMessage", post);
    expect(await trial.broken()).toEqual(["called before Retry-After"]);
  });

  it("not when another call was on its way already, but when it comes later or repeats what was refused", async () => {
    const clock = createHandClock();
    const trial = await openWorkspace({ now: clock.now });
    const other = { ...post, text: "something else" };
    await trial.act("/fault", { kind: "rate-limit", method: "chat.postMessage", seconds: 5 });
    await trial.api("chat.postMessage", post);
    clock.forward(499);
    await trial.api("chat.postMessage", other);
    expect(await trial.broken()).toEqual([]);
    clock.forward(1);
    await trial.api("chat.postMessage", other);
    expect(await trial.broken()).toEqual(["called before Retry-After"]);
  });

  it("at most five hundred times, and never after a reset", async () => {
    const trial = await openWorkspace();
    for (let each = 0; each < 60; each += 1)
      await Promise.all(Array.from({ length: 10 }, () => trial.api("no.such.method")));
    expect(await trial.broken()).toHaveLength(500);
    await trial.act("/reset");
    expect(await trial.broken()).toEqual([]);
  });
});
