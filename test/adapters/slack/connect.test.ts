import { afterEach, describe, expect, it } from "vitest";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import { millis } from "../../../src/domain/time.ts";
import { createHarness, type Harness, handlersOf, startHarness, until } from "./slack-harness.ts";

let harness: Harness | null = null;
afterEach(async () => {
  await harness?.end();
  harness = null;
});

async function failedOpenings(): Promise<number> {
  const openings = (await harness?.calls("apps.connections.open")) ?? [];
  return openings.filter(({ ok }) => !ok).length;
}

describe("connecting to Slack", () => {
  it("starts with the bot's identity and holds two connections", async () => {
    harness = await startHarness({ sockets: 2 });
    expect(harness.slack.health()).toMatchObject({ connected: 2, sockets: 2, problem: null });
    expect(await harness.violations()).toEqual([]);
  });

  it("names a bot token that Slack refuses, and what to do", async () => {
    harness = await createHarness({ tokens: { bot: "xoxb-canary-000", app: "xapp-trial" } });
    const started = await harness.slack.start(handlersOf(harness));
    expect(started).toMatchObject({ ok: false, error: { reason: "token refused", token: "bot" } });
    expect(JSON.stringify(started)).toContain("SLACK_BOT_TOKEN");
    expect(JSON.stringify([started, harness.logged])).not.toContain("canary");
  });

  it("names an app token that Slack refuses, and what to do", async () => {
    harness = await createHarness({ tokens: { bot: "xoxb-trial", app: "xapp-canary-000" } });
    const started = await harness.slack.start(handlersOf(harness));
    expect(started).toMatchObject({ ok: false, error: { reason: "token refused", token: "app" } });
    expect(JSON.stringify(started)).toContain("SLACK_APP_TOKEN");
    expect(JSON.stringify([started, harness.logged])).not.toContain("canary");
  });

  it("says that Slack cannot be reached when nobody answers in time", async () => {
    const limits = { startWithin: millis(300), reconnectMin: millis(100) };
    harness = await createHarness({ limits });
    await harness.workspace.stop();
    const started = await harness.slack.start(handlersOf(harness));
    expect(started).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  });

  it("goes on answering while one connection is recycled", async () => {
    harness = await startHarness({ sockets: 2 });
    for (const user of ["U01ALICE", "U02BOB", "U03CAROL"]) {
      await harness.control("fault", { kind: "disconnect" });
      expect(await harness.ask("status", user)).toMatchObject({ ok: true });
      expect(await harness.ask("status", user)).toMatchObject({ ok: true });
      await until("both serve again", () => harness?.slack.health().connected === 2);
    }
    expect(harness.commands).toHaveLength(6);
    expect(harness.slack.health().problem).toBeNull();
    expect(await harness.violations()).toEqual([]);
  });

  it("comes back after an outage within the longest pause between its attempts", async () => {
    harness = await startHarness({ sockets: 2 });
    await harness.control("fault", { kind: "outage", seconds: 600 });
    await until("it is noticed", () => harness?.slack.health().connected === 0);
    await until("it has tried in vain", async () => (await failedOpenings()) >= 4);
    const endedAt = performance.now();
    await harness.control("reset");
    await until("both serve again", () => harness?.slack.health().connected === 2);
    expect(performance.now() - endedAt).toBeLessThan(slackLimits.reconnectMax);
    expect(await harness.ask("status")).toMatchObject({ ok: true });
  });

  it("waits as long as Slack asks before it opens a connection again", async () => {
    harness = await startHarness({ sockets: 2 });
    await harness.control("fault", { kind: "rate-limit", method: "apps.connections.open", seconds: 3 });
    await harness.control("fault", { kind: "kill-socket", times: 2 });
    await until("they are gone", () => harness?.slack.health().connected === 0);
    await until("both serve again", () => harness?.slack.health().connected === 2);
    expect(await harness.calls("apps.connections.open")).toContainEqual(expect.objectContaining({ status: 429 }));
    expect(await harness.violations()).toEqual([]);
  });

  it("says in its health that it is deaf, and why", async () => {
    harness = await startHarness({ limits: { deafAfter: millis(500), watchEvery: millis(50) } });
    await harness.control("fault", { kind: "outage", seconds: 600 });
    await until("it is in the log", () => harness?.logged.some(({ level }) => level === "error") === true);
    expect(harness.slack.health()).toMatchObject({
      connected: 0,
      problem: expect.stringMatching(/^No connection to Slack for /),
    });
    await harness.control("reset");
    await until("all is well again", () => harness?.slack.health().problem === null);
  });

  it("lives through a refusal in passing, and reports one that stays", async () => {
    harness = await startHarness({ sockets: 2 });
    await harness.control("fault", { kind: "invalid-auth", method: "apps.connections.open", times: 1 });
    await harness.control("fault", { kind: "kill-socket", times: 1 });
    await until("one is gone", () => harness?.slack.health().connected === 1);
    await until("both serve again", () => harness?.slack.health().connected === 2);
    expect(harness.faults).toEqual([]);
    await harness.control("fault", { kind: "invalid-auth", method: "apps.connections.open", times: 100 });
    await harness.control("fault", { kind: "kill-socket", times: 2 });
    await until("the fault is reported", () => harness?.faults.length === 1);
    expect(harness.faults).toMatchObject([{ reason: "token refused", token: "app" }]);
  });
});
