import { afterEach, describe, expect, it } from "vitest";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import { millis } from "../../../src/domain/time.ts";
import { median } from "../../support/median.ts";
import { createHarness, type Harness, handlersOf, startHarness, until } from "./slack-harness.ts";

let harness: Harness | null = null;
afterEach(async () => {
  await harness?.end();
  harness = null;
});

describe("what people do", () => {
  it("is acknowledged within 300 ms while its answer hangs", async () => {
    harness = await startHarness({ limits: { finishWithin: millis(100) } });
    harness.onCommand = () => new Promise(() => undefined);
    const ackMs: number[] = [];
    for (let asked = 0; asked < 9; asked += 1) {
      const answer = await harness.ask("status");
      expect(answer).toMatchObject({ ok: true });
      ackMs.push(answer.ackMs);
    }
    expect(median(ackMs)).toBeLessThan(300);
    expect(harness.commands).toHaveLength(9);
  });

  it("comes to the handlers with who, where and what", async () => {
    harness = await startHarness();
    await harness.ask("why web-1");
    await until("it arrived", () => harness?.commands.length === 1);
    expect(harness.commands[0]).toMatchObject({ channel: "C01OPS", user: "U01ALICE", text: "why web-1" });
  });

  it("is told to the person when the answer fails, with the id that the log has", async () => {
    harness = await startHarness();
    harness.onCommand = async () => {
      throw new Error("the token xoxb-1234567890-canary is in this message");
    };
    await harness.ask("status");
    await until("it was told", async () => (await harness?.whispers())?.length === 1);
    const id = harness.logged.find((line) => line.message === "an answer failed")?.fields.id;
    expect((await harness.whispers())[0]?.text).toContain(`look for ${id} in its log`);
    expect(JSON.stringify([harness.logged, await harness.whispers()])).not.toContain("canary");
  });

  it("is held up once a person asks more than so many times a minute, and told each time until it is a flood", async () => {
    harness = await startHarness({ limits: { perPersonMax: 4 } });
    for (let asked = 0; asked < 12; asked += 1) expect(await harness.ask("status")).toMatchObject({ ok: true });
    await harness.ask("status", "U02BOB");
    await until("the other person is served", () => harness?.commands.some(({ user }) => user === "U02BOB") === true);
    expect(harness.commands.filter(({ user }) => user === "U01ALICE")).toHaveLength(4);
    await until("it was told", async () => (await harness?.whispers())?.length === 4);
    expect((await harness.whispers())[0]?.text).toMatch(/^You have asked 4 times within a minute/);
  });

  it("reaches the Home tab's handler when somebody opens it", async () => {
    harness = await startHarness();
    await harness.control("open-home", { user: "U02BOB" });
    await until("it arrived", () => harness?.homes.length === 1);
    expect(harness.homes).toEqual(["U02BOB"]);
  });

  it("is finished or told before the bot stops, which its own limit bounds", async () => {
    expect(slackLimits.stopWithin).toBeLessThanOrEqual(5000);
    harness = await createHarness({ limits: { stopWithin: millis(500), finishWithin: millis(300) } });
    await harness.slack.start(handlersOf(harness));
    harness.onCommand = () => new Promise(() => undefined);
    await harness.ask("status");
    // Without its own limit it would hang for ever.
    await harness.slack.stop();
    expect(await harness.show("ready")).toMatchObject({ connections: 0 });
  });
});
