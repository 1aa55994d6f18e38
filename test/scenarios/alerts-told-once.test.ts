import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BotInSlack } from "../support/bot-in-slack.ts";
import { control, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";

describe("what the bot says unasked", () => {
  let bot: BotInSlack;

  beforeEach(async () => {
    bot = await BotInSlack.open();
  });

  afterEach(async () => {
    const violations = await bot.violations();
    await bot.close();
    expect(violations).toEqual([]);
  });

  it("is told exactly once where Slack has taken it and its answer was lost", async () => {
    await bot.fault({ kind: "lost-response", method: "chat.postMessage" });
    await bot.starve();
    const root = await bot.root();
    // Only a message that the bot has found again can be edited.
    await eventually(async () => (await acknowledgedBy("U02BOB")) === true);
    expect((await bot.root()).ts).toBe(root.ts);
    expect(await postsToChannel()).toBe(1);
  });

  it("is marked as a test once, where it is one, and says that nothing is wrong", async () => {
    await bot.command("U01ALICE", "alerts test heap");
    expect(await bot.whispered("U01ALICE", /specimen/)).toContain("#ops");
    const root = await bot.root();
    expect(root.text).toMatch(/^TEST · (Warning|Critical) · /);
    expect(root.text.match(/TEST/g)).toHaveLength(1);
    expect(textOf(root)).toContain("Nothing is wrong");
  });

  async function acknowledgedBy(user: string): Promise<boolean> {
    const root = await bot.root();
    if (!textOf(root).includes("acknowledged by"))
      await bot.click(user, root, "alert_acknowledge").catch(() => undefined);
    return textOf(await bot.root()).includes(`acknowledged by <@${user}>`);
  }

  async function postsToChannel(): Promise<number> {
    const { log } = (await control(bot.workspace, "log")).body as { log: { method?: string; args?: object }[] };
    return log.filter(({ method, args: given }) => method === "chat.postMessage" && !("thread_ts" in (given ?? {})))
      .length;
  }
});
