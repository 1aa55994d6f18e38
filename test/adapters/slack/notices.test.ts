import { afterEach, describe, expect, it } from "vitest";
import { botScopes } from "../../../src/adapters/slack/inspect-slack.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { MessageRef } from "../../../src/domain/notice/message-ref.ts";
import type { Notice } from "../../../src/domain/notice/notice.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import type { NoticeAddress } from "../../../src/services/ports-notices.ts";
import { alertsByState, anAlert, otherNotices } from "./notices.ts";
import { createHarness, type Harness } from "./slack-harness.ts";

let harness: Harness;
afterEach(() => harness.end());

const ops: NoticeAddress = { kind: "channel", channel: "#ops" };
const bob: NoticeAddress = { kind: "direct", user: "U02BOB" };
const say = (sentence: string): Notice => ({ kind: "sentence", sentence });
const threadOf = (root: MessageRef, broadcast = false): NoticeAddress => ({ kind: "thread", root, broadcast });

async function post(to: NoticeAddress, id: string, notice = say(id)): Promise<MessageRef> {
  const posted = await harness.slack.notices.postNotice(to, { id, notice });
  if (!posted.ok) throw new Error(posted.error.detail);
  return posted.value;
}

const find = (to: NoticeAddress, id: string, since = Date.now()) =>
  harness.slack.notices.findNotice(to, { id, since: instant(since) });

describe("what the bot says unasked", () => {
  it("is posted into the channel of that name, with its id as metadata, and edited in place", async () => {
    harness = await createHarness();
    const message = await post(ops, "m-1", anAlert());
    expect(message.channel).toBe("C01OPS");
    expect(await harness.slack.notices.editNotice(message, anAlert({ state: "hidden" }))).toEqual({
      ok: true,
      value: null,
    });
    const metadata = { event_type: "scipy_notice", event_payload: { id: "m-1" } };
    expect(await harness.messages()).toMatchObject([{ ts: message.ts, metadata }]);
    expect((await harness.messages())[0]?.blocks).toHaveLength(5);
    expect(await harness.violations()).toEqual([]);
  });

  it("breaks none of Slack's rules, whatever it is", async () => {
    harness = await createHarness({ limits: { editSpacing: millis(1), editBurst: 100 } });
    const message = await post(ops, "m-1", anAlert());
    for (const [, notice] of [...alertsByState, ...otherNotices]) {
      expect(await harness.slack.notices.editNotice(message, notice)).toMatchObject({ ok: true });
    }
    const broken = (await harness.violations()) as readonly { readonly rule: string }[];
    expect(broken.filter(({ rule }) => rule !== "posting too fast")).toEqual([]);
    expect(harness.logged.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("stands in a thread, and in the channel too where it is broadcast", async () => {
    harness = await createHarness();
    const root = await post(ops, "root");
    await post(threadOf(root), "quiet");
    await post(threadOf(root, true), "loud");
    const shown = await harness.messages();
    expect(shown[1]).toMatchObject({ thread_ts: root.ts });
    expect(shown[1]).not.toHaveProperty("reply_broadcast");
    expect(shown[2]).toMatchObject({ thread_ts: root.ts, reply_broadcast: true });
  });

  it("reaches one person directly, and its thread stands there too", async () => {
    harness = await createHarness();
    const message = await post(bob, "direct");
    expect(message.channel).toBe("D02BOB");
    await post(threadOf(message), "more");
    expect((await harness.messages("D02BOB")).map(({ text }) => text)).toEqual(["direct", "more"]);
    expect(await harness.violations()).toEqual([]);
  });

  it("has an address for people", async () => {
    harness = await createHarness();
    const message = await post(ops, "m-1");
    expect(await harness.slack.notices.linkTo(message)).toBe(
      `${harness.workspace.url}archives/C01OPS/p${message.ts.replace(".", "")}`,
    );
    expect(await harness.slack.notices.linkTo({ ...message, ts: "1.2" })).toBeNull();
  });
});

describe("a post whose response is lost", () => {
  it.each<[string, () => Promise<NoticeAddress>]>([
    ["in a channel by its name", async () => ops],
    ["in a channel by its id", async () => ({ kind: "channel", channel: "C01OPS" })],
    ["in a thread", async () => threadOf(await post(ops, "root"))],
    ["sent to a person", async () => bob],
    ["in a person's thread", async () => threadOf(await post(bob, "root"))],
  ])("is found where it arrived, so that nobody is told twice: %s", async (_, place) => {
    harness = await createHarness();
    const to = await place();
    const began = Date.now();
    await harness.control("fault", { kind: "lost-response", method: "chat.postMessage" });
    const lost = await harness.slack.notices.postNotice(to, { id: "lost", notice: say("once") });
    expect(lost).toMatchObject({ ok: false, error: { reason: "no answer" } });
    const found = await find(to, "lost", began);
    if (!found.ok || found.value === null) throw new Error("not found");
    expect(await harness.slack.notices.editNotice(found.value, say("edited"))).toMatchObject({ ok: true });
    const there = await harness.messages(found.value.channel);
    expect(there.filter(({ ts }) => ts === found.value?.ts).map(({ text }) => text)).toEqual(["edited"]);
    expect(there.filter(({ text }) => text === "once" || text === "edited")).toHaveLength(1);
    expect(await harness.violations()).toEqual([]);
  });

  it.each([
    ["two days ahead of Slack's", 48],
    ["two days behind it", -48],
  ])("is found by Slack's time, and not told twice, where the bot's clock is %s", async (_, hours) => {
    const now = () => instant(Date.now() + hours * 3_600_000);
    harness = await createHarness({ clock: { ...systemClock, now } });
    const began = now();
    await harness.control("fault", { kind: "lost-response", method: "chat.postMessage" });
    await harness.slack.notices.postNotice(ops, { id: "lost", notice: say("once") });
    expect(await find(ops, "lost", began)).toMatchObject({ ok: true, value: { channel: "C01OPS" } });
  });

  it.each([
    ["http-500", 1],
    ["hang", 1],
  ])("is not found where it never arrived: %s", async (kind, times) => {
    harness = await createHarness({ limits: { callWithin: millis(500) } });
    await harness.control("fault", { kind, method: "chat.postMessage", times, seconds: 600 });
    const lost = await harness.slack.notices.postNotice(ops, { id: "lost", notice: say("once") });
    expect(lost).toMatchObject({ ok: false, error: { reason: "no answer" } });
    expect(await find(ops, "lost")).toEqual({ ok: true, value: null });
    expect(await harness.calls("chat.postMessage")).toHaveLength(1);
  });

  it("is looked for page by page, and not for ever", async () => {
    harness = await createHarness({ limits: { postSpacing: millis(1), lookUpPagesMax: 3 } });
    for (let index = 0; index < 3; index += 1)
      await harness.control("message", { channel: "C01OPS", user: "U02BOB", text: `before ${index}` });
    const wanted = await post(ops, "wanted");
    for (let index = 0; index < 210; index += 1)
      await harness.control("message", { channel: "C01OPS", user: "U02BOB", text: `after ${index}` });
    expect(await find(ops, "wanted")).toEqual({ ok: true, value: wanted });
    expect(await find(ops, "never")).toEqual({ ok: true, value: null });
    for (let index = 0; index < 200; index += 1)
      await harness.control("message", { channel: "C01OPS", user: "U02BOB", text: `later ${index}` });
    expect(await find(ops, "wanted")).toMatchObject({ ok: false, error: { reason: "refused" } });
  });

  it("is not looked for among messages of before", async () => {
    for (const [minutes, found] of [
      [-10, null],
      [1, { channel: "C01OPS" }],
    ] as const) {
      harness = await createHarness({ limits: { lookUpSlack: millis(minutes * 60_000) } });
      await post(ops, "old");
      expect(await find(ops, "old")).toMatchObject({ ok: true, value: found });
      if (found === null) await harness.end();
    }
  });

  it.each([
    ["channels:history", ops],
    ["im:history", bob],
    ["im:write", bob],
  ])("cannot be looked for without the scope %s, which says so", async (scope, to) => {
    harness = await createHarness({ scopes: botScopes.filter((each) => each !== scope) });
    expect(await find(to, "lost")).toMatchObject({
      ok: false,
      error: { reason: "refused", detail: expect.stringContaining(scope) },
    });
  });
});

describe("a post that surely did not arrive", () => {
  it.each<[string, NoticeAddress, string]>([
    ["a channel that there is not", { kind: "channel", channel: "#nowhere" }, "no such channel"],
    ["a channel that the bot is not in", { kind: "channel", channel: "C03RANDOM" }, "not in channel"],
    ["a thread whose root is gone", threadOf({ channel: "C01OPS", ts: "1.2" }), "message gone"],
  ])("says why: %s", async (_, to, reason) => {
    harness = await createHarness();
    expect(await harness.slack.notices.postNotice(to, { id: "m-1", notice: say("x") })).toMatchObject({
      ok: false,
      error: { reason },
    });
  });

  it("never says that it may have arrived: held back for long", async () => {
    harness = await createHarness();
    await harness.control("fault", { kind: "rate-limit", method: "chat.postMessage", seconds: 60 });
    const refused = { ok: false, error: { reason: "too much to say" } };
    expect(await harness.slack.notices.postNotice(ops, { id: "m-1", notice: say("x") })).toMatchObject(refused);
    expect(await harness.messages()).toEqual([]);
  });

  it("never says that it may have arrived: nobody there", async () => {
    harness = await createHarness();
    await harness.workspace.stop();
    const refused = { ok: false, error: { reason: "too much to say", detail: expect.stringContaining("reached") } };
    expect(await harness.slack.notices.postNotice(ops, { id: "m-1", notice: say("x") })).toMatchObject(refused);
    const message = { channel: "C01OPS", ts: "1.2" };
    expect(await harness.slack.notices.editNotice(message, say("x"))).toMatchObject({ ok: false });
    expect(await find(ops, "m-1")).toMatchObject({ ok: false });
  });
});
