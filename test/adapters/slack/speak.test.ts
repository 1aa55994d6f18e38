import { afterEach, describe, expect, it } from "vitest";
import type { MessageRef } from "../../../src/domain/notice/message-ref.ts";
import { millis } from "../../../src/domain/time.ts";
import type { Reply } from "../../../src/services/ports.ts";
import { aFailedHost, aHost, aStarvingHost, now, replyOf } from "./boards.ts";
import { aHome } from "./homes.ts";
import { appToken, botToken, type Harness, startHarness, until } from "./slack-harness.ts";

let harness: Harness | null = null;
afterEach(async () => {
  await harness?.end();
  harness = null;
});

/** Far from what a call needs on a busy machine, since the tests go on after one that hangs. */
const callWithin = millis(2000);

const say = (sentence: string): Reply => ({ kind: "notice", sentence });

async function post(at: Harness, sentence: string, channel = "C01OPS"): Promise<MessageRef> {
  const posted = await at.slack.chat.post(channel, say(sentence));
  if (!posted.ok) throw new Error(posted.error.detail);
  return posted.value;
}

describe("what the bot says", () => {
  it("is posted and edited in place", async () => {
    harness = await startHarness();
    const message = await post(harness, "Asking 3 hosts");
    expect(await harness.slack.chat.update(message, say("All are fine"))).toMatchObject({ ok: true, value: message });
    expect((await harness.messages()).map(({ text }) => text)).toEqual(["All are fine"]);
    expect(await harness.violations()).toEqual([]);
  });

  it("is posted exactly once when the response is lost", async () => {
    harness = await startHarness();
    await harness.control("fault", { kind: "lost-response", method: "chat.postMessage" });
    expect(await harness.slack.chat.post("C01OPS", say("once"))).toMatchObject({
      ok: false,
      error: { reason: "no answer" },
    });
    expect(await harness.messages()).toHaveLength(1);
    expect(await harness.calls("chat.postMessage")).toHaveLength(1);
  });

  it("is not posted again after a time-out", async () => {
    harness = await startHarness({ limits: { callWithin } });
    await harness.control("fault", { kind: "hang", method: "chat.postMessage", seconds: 600 });
    expect(await harness.slack.chat.post("C01OPS", say("once"))).toMatchObject({
      ok: false,
      error: { reason: "no answer" },
    });
    await post(harness, "the next one");
    expect((await harness.messages()).map(({ text }) => text)).toEqual(["the next one"]);
  });

  it("is edited again until it is shown, since that does no harm", async () => {
    harness = await startHarness();
    const message = await post(harness, "old");
    await harness.control("fault", { kind: "http-500", method: "chat.update", times: 2 });
    await harness.control("fault", { kind: "lost-response", method: "chat.update", times: 1 });
    expect(await harness.slack.chat.update(message, say("new"))).toMatchObject({ ok: true });
    expect((await harness.messages()).map(({ text }) => text)).toEqual(["new"]);
    expect(await harness.calls("chat.update")).toHaveLength(4);
  });

  it("waits in a channel that Slack holds back, and goes on in the others", async () => {
    harness = await startHarness();
    await harness.control("fault", { kind: "rate-limit", method: "chat.postMessage", seconds: 4 });
    const began = performance.now();
    let isHeldBack = true;
    const held = post(harness, "held back").then(() => {
      isHeldBack = false;
      return performance.now() - began;
    });
    await until("it was refused", async () => (await harness?.calls("chat.postMessage"))?.length === 1);
    await post(harness, "at once", "C02GENERAL");
    expect(isHeldBack).toBe(true);
    expect(await held).toBeGreaterThanOrEqual(4000);
    expect(await harness.violations()).toEqual([]);
  });

  it("is posted at Slack's pace when there is much of it", async () => {
    harness = await startHarness();
    const began = performance.now();
    await Promise.all(["one", "two", "three"].map((sentence) => harness && post(harness, sentence)));
    expect(performance.now() - began).toBeGreaterThanOrEqual(2000);
    expect((await harness.messages()).map(({ text }) => text)).toEqual(["one", "two", "three"]);
  });

  it("is edited to the newest state alone when many edits wait for one message", async () => {
    harness = await startHarness();
    const message = await post(harness, "state 0");
    const { chat } = harness.slack;
    const edits = Array.from({ length: 20 }, (_, index) => chat.update(message, say(`state ${index + 1}`)));
    for (const edited of await Promise.all(edits)) expect(edited).toMatchObject({ ok: true, value: message });
    expect((await harness.messages()).map(({ text }) => text)).toEqual(["state 20"]);
    expect((await harness.calls("chat.update")).length).toBeLessThanOrEqual(2);
  });

  it("goes to one person alone when whispered", async () => {
    harness = await startHarness();
    await harness.ask("help");
    await until("it arrived", () => harness?.commands.length === 1);
    const answerTo = harness.commands[0]?.answerTo;
    if (answerTo === undefined) throw new Error("no address");
    const reply: Reply = {
      kind: "help",
      commandName: "/scipy",
      hosts: ["web-1"],
      commands: [{ words: "status", does: "how hosts stand" }],
      note: null,
    };
    expect(await harness.slack.chat.whisper(answerTo, reply)).toEqual({ ok: true, value: null });
    expect((await harness.whispers()).map(({ text }) => text)).toEqual([expect.stringContaining("/scipy status")]);
    expect(await harness.messages()).toEqual([]);
    expect(await harness.violations()).toEqual([]);
  });

  it.each([
    ["C99NOWHERE", "no such channel"],
    ["", "refused"],
  ])("is refused with a reason for the channel %j: %s", async (channel, reason) => {
    harness = await startHarness();
    expect(await harness.slack.chat.post(channel, say("hello"))).toMatchObject({ ok: false, error: { reason } });
  });

  it("breaks none of Slack's rules with tables, charts and buttons", async () => {
    harness = await startHarness();
    const { chat } = harness.slack;
    const posted = await chat.post("C01OPS", replyOf([aStarvingHost(), aHost()]));
    if (!posted.ok) throw new Error(posted.error.detail);
    expect(await chat.update(posted.value, replyOf([aStarvingHost(), aFailedHost("db-2")], "why"))).toMatchObject({
      ok: true,
    });
    expect(await chat.publishHome("U02BOB", aHome([aStarvingHost()]))).toMatchObject({ ok: true });
    expect(await harness.violations()).toEqual([]);
    expect(harness.logged.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("opens the details of an answer whose button is pressed", async () => {
    harness = await startHarness();
    const { chat } = harness.slack;
    const posted = await chat.post("C01OPS", replyOf([aStarvingHost()]));
    if (!posted.ok) throw new Error(posted.error.detail);
    const opened: unknown[] = [];
    harness.onClick = async ({ trigger }) => {
      opened.push(await chat.openDialog(trigger, { kind: "details", board: replyOf([aStarvingHost()]).board, now }));
    };
    const action = { type: "button", action_id: "details" };
    await harness.control("interact", { channel: "C01OPS", messageTs: posted.value.ts, user: "U03CAROL", action });
    await until("it was tried", () => opened.length === 1);
    expect(opened).toMatchObject([{ ok: true, value: { id: expect.any(String), hash: expect.any(String) } }]);
    expect(harness.clicks).toMatchObject([
      { action: "details", value: "answer-1", user: "U03CAROL", message: posted.value },
    ]);
    expect(await harness.show("views/U03CAROL")).toMatchObject({ views: [{ type: "modal" }] });
    expect(await harness.violations()).toEqual([]);
  });

  it("is edited in place when one person alone sees it", async () => {
    harness = await startHarness();
    const { chat } = harness.slack;
    await harness.ask("status");
    await until("it arrived", () => harness?.commands.length === 1);
    const answerTo = harness.commands[0]?.answerTo;
    if (answerTo === undefined) throw new Error("no address");
    await chat.whisper(answerTo, replyOf([aStarvingHost()]));
    harness.onClick = async ({ message }) => {
      if (message !== null) await chat.update(message, replyOf([aHost()]));
    };
    const [whispered] = await harness.whispers();
    const action = { type: "button", action_id: "status_refresh" };
    await harness.control("interact", { channel: "C01OPS", messageTs: whispered?.ts, user: "U01ALICE", action });
    await until(
      "it was edited",
      async () => (await harness?.whispers())?.[0]?.text.startsWith("web-1 is fine") === true,
    );
    expect(await harness.whispers()).toHaveLength(1);
    expect(await harness.violations()).toEqual([]);
  });

  it("names a message that has gone", async () => {
    harness = await startHarness();
    const gone: MessageRef = { channel: "C01OPS", ts: "1700000000.000001" };
    expect(await harness.slack.chat.update(gone, say("hello"))).toMatchObject({
      ok: false,
      error: { reason: "message gone" },
    });
  });

  it("shows the Home tab and a dialog", async () => {
    harness = await startHarness();
    const board = { askedAt: now, hosts: [{ kind: "waiting", host: "web-1" } as const] };
    const reply = { kind: "status", id: "1", board, scope: null, note: null, now } as const;
    expect(await harness.slack.chat.publishHome("U02BOB", aHome([], { status: reply }))).toEqual({
      ok: true,
      value: null,
    });
    expect(await harness.slack.chat.openDialog("spent", { kind: "details", board, now })).toMatchObject({ ok: false });
    expect(await harness.show("home/U02BOB")).toMatchObject({ view: { type: "home" } });
  });

  it("asks for no dialog while Slack opens none", async () => {
    harness = await startHarness();
    await harness.control("fault", { kind: "rate-limit", method: "views.open", seconds: 60 });
    const details = { kind: "details", board: replyOf([aHost()]).board, now } as const;
    const refused = {
      ok: false,
      error: { reason: "too much to say", detail: expect.stringMatching(/no more of them/) },
    };
    expect(await harness.slack.chat.openDialog("one", details)).toEqual(refused);
    expect(await harness.slack.chat.openDialog("two", details)).toEqual(refused);
    expect(await harness.calls("views.open")).toHaveLength(1);
    expect(await harness.violations()).toEqual([]);
  });

  it("reports a bot token that was revoked meanwhile", async () => {
    harness = await startHarness({ limits: { retryPause: millis(20) } });
    await harness.control("fault", { kind: "invalid-auth", times: 100 });
    expect(await harness.slack.chat.post("C01OPS", say("hello"))).toMatchObject({
      ok: false,
      error: { reason: "refused" },
    });
    await until("the fault is reported", () => harness?.faults.length === 1);
    expect(harness.faults).toMatchObject([{ reason: "token refused", token: "bot" }]);
  });

  it("does not take one refusal in passing for a revoked token", async () => {
    harness = await startHarness({ limits: { retryPause: millis(20) } });
    await harness.control("fault", { kind: "invalid-auth", method: "chat.postMessage", times: 1 });
    expect(await harness.slack.chat.post("C01OPS", say("hello"))).toMatchObject({ ok: false });
    await until("the token was tried again", async () => ((await harness?.calls("auth.test"))?.length ?? 0) >= 2);
    await post(harness, "hello again");
    expect(harness.faults).toEqual([]);
  });

  it("leaves no token and no response URL in the log or in a reason, whatever fails", async () => {
    harness = await startHarness({ limits: { retryPause: millis(20), callWithin } });
    const { chat } = harness.slack;
    await harness.ask("status");
    await until("it arrived", () => harness?.commands.length === 1);
    const answerTo = harness.commands[0]?.answerTo;
    if (answerTo === undefined) throw new Error("no address");
    const told: unknown[] = [];
    for (let use = 0; use < 7; use += 1) told.push(await chat.whisper(answerTo, say("once more")));
    expect(told.at(-1)).toMatchObject({ ok: false, error: { reason: "refused" } });
    for (const kind of ["http-500", "hang", "lost-response", "invalid-auth", "rate-limit"]) {
      await harness.control("fault", { kind, method: "chat.postMessage", seconds: kind === "hang" ? 600 : 1 });
      told.push(await chat.post("C01OPS", say(kind)));
    }
    await harness.control("fault", { kind: "outage", seconds: 1 });
    told.push(await chat.whisper(answerTo, say("nobody there")), await chat.post("C01OPS", say("nobody there")));
    const said = JSON.stringify([told, harness.logged, harness.slack.health()]);
    for (const secret of [botToken, appToken, answerTo, answerTo.split("/").at(-1) ?? answerTo]) {
      expect(said).not.toContain(secret);
    }
  });
});
