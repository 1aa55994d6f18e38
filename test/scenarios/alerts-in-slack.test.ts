import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotInSlack, buttonsOf } from "../support/bot-in-slack.ts";
import { textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";

/** One alert from the first sign to the last button, with a restart of the bot in between; each test goes on from the one before. */
describe("an alert of a daemon whose heap really grows", () => {
  let bot: BotInSlack;

  beforeAll(async () => {
    bot = await BotInSlack.open();
  });

  afterAll(() => bot.close());

  it("is told unasked, in one root message that says what, where and what to do now", async () => {
    expect(await bot.roots()).toEqual([]);
    await bot.starve();
    const root = await bot.root();
    expect(root.text).toMatch(/^Warning · zope on web-1: heap [\d.]+ of [\d.]+ MiB, 9\d % of its threshold$/);
    expect(textOf(root)).toContain("What to do now");
    expect(buttonsOf(root).map(({ action_id }) => action_id)).toEqual([
      "alert_acknowledge",
      "alert_silence",
      "alert_details",
    ]);
  });

  it("is Bob's by his click, and names him in the message itself", async () => {
    await bot.click("U02BOB", await bot.root(), "alert_acknowledge");
    const root = await bot.root((message) => textOf(message).includes("Acknowledged"));
    expect(textOf(root)).toContain("acknowledged by <@U02BOB>");
    expect(buttonsOf(root).map(({ action_id }) => action_id)).not.toContain("alert_acknowledge");
  });

  it("shows everything behind it in a dialog", async () => {
    await bot.click("U01ALICE", await bot.root(), "alert_details");
    const { shown } = await bot.dialog("U01ALICE");
    expect(shown).toContain("How it is computed");
    expect(shown).toContain("acknowledged by <@U02BOB>");
  });

  it("shows what a silence would keep quiet, takes none without a reason, and then says who, until when and why", async () => {
    await bot.click("U03CAROL", await bot.root(), "alert_silence");
    const { shown } = await bot.dialog("U03CAROL");
    expect(shown).toMatch(/This would silence now:.*heap · \*zope\* on \*web-1\*/);
    const refused = await bot.submit("U03CAROL", { reason: " " });
    expect(refused).toMatchObject({ ok: false, errors: { reason: expect.stringMatching(/^Say why/) } });
    expect(await bot.dialogs("U03CAROL")).toBe(1);
    expect(await bot.submit("U03CAROL", { reason: "deploying" })).toMatchObject({ ok: true });
    expect(await bot.dialogs("U03CAROL")).toBe(0);
    const root = await bot.root((message) => textOf(message).includes("Silenced"));
    expect(textOf(root)).toMatch(/by <@U03CAROL> until .*deploying/);
  });

  it("is told by no second message when the bot is started anew, and its buttons still work", async () => {
    const before = await bot.root();
    await bot.stop();
    await bot.start();
    await bot.click("U01ALICE", before, "alert_details");
    await eventually(async () => (await bot.dialogs("U01ALICE")) === 2);
    await bot.command("U03CAROL", "unsilence web-1 zope");
    const root = await bot.root((message) => !textOf(message).includes("Silenced"));
    expect(root.ts).toBe(before.ts);
    expect(textOf(root)).toContain("acknowledged by <@U02BOB>");
  });

  it("is resolved when the daemon was restarted, says so, and asks whether it was of use", async () => {
    await bot.restartDaemon();
    const root = await bot.root((message) => message.text.startsWith("Resolved"));
    expect(textOf(root)).toMatch(/After \d+ (s|min).*restart/);
    expect(buttonsOf(root).map(({ action_id }) => action_id)).toEqual(["alert_useful", "alert_noise", "alert_details"]);
    await eventually(async () =>
      (await bot.thread(root.ts)).some(({ text }) => /zope on web-1: resolved after/.test(text)),
    );
    expect((await bot.thread(root.ts)).some((line) => line.reply_broadcast === true)).toBe(false);
  });

  it("counts what people thought of it", async () => {
    await bot.click("U02BOB", await bot.root(), "alert_useful");
    expect(await bot.whispered("U02BOB", /counted as useful/)).toContain("/scipy alerts noise");
  });

  it("broke no rule of Slack's on the way", async () => {
    expect(await bot.violations()).toEqual([]);
  });
});

describe("two people who press Acknowledge", () => {
  let bot: BotInSlack;

  beforeAll(async () => {
    bot = await BotInSlack.open();
  });

  afterAll(() => bot.close());

  it("make it the first one's; the second is told by whom, alone", async () => {
    await bot.starve();
    const seen = await bot.root();
    await Promise.all([
      bot.click("U02BOB", seen, "alert_acknowledge"),
      bot.click("U03CAROL", seen, "alert_acknowledge"),
    ]);
    const root = await bot.root((message) => textOf(message).includes("acknowledged by"));
    const [first, second] = textOf(root).includes("by <@U02BOB>") ? ["U02BOB", "U03CAROL"] : ["U03CAROL", "U02BOB"];
    expect(await bot.whispered(second, /acknowledged/i)).toContain(`<@${first}>`);
    expect(await bot.violations()).toEqual([]);
  });
});
