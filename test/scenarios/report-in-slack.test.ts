import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportShortcut } from "../../src/adapters/slack/report-shortcut.ts";
import { BotInSlack } from "../support/bot-in-slack.ts";
import { control, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";

/** Each test goes on from the one before. */
describe("people who say that users suffer", () => {
  let bot: BotInSlack;

  beforeAll(async () => {
    bot = await BotInSlack.open();
    await bot.starve();
    await bot.root();
  });

  afterAll(() => bot.close());

  it("have their report added to the open problem, and are told so alone", async () => {
    await bot.command("U01ALICE", "report web-1 pages take a minute");
    expect(await bot.whispered("U01ALICE", /Added to the open problem/)).toContain("zope on web-1");
    const root = await bot.root((message) => textOf(message).includes("1 person has reported it"));
    await eventually(async () => (await bot.thread(root.ts)).some(({ text }) => text.includes("pages take a minute")));
  });

  it("can report a message from its menu, whose text stands in the dialog already", async () => {
    const written = { channel: "C01OPS", user: "U05DAVE", text: "the wiki on web-1 says Internal Server Error" };
    const { ts } = (await control(bot.workspace, "message", written)).body as { ts: string };
    const used = { user: "U02BOB", callback_id: reportShortcut, channel: "C01OPS", messageTs: ts };
    expect((await control(bot.workspace, "shortcut", used)).body).toMatchObject({ ok: true });
    const { shown } = await bot.dialog("U02BOB");
    expect(shown).toContain("the wiki on web-1 says Internal Server Error");
    expect(await bot.submit("U02BOB", {})).toMatchObject({ ok: true });
    expect(await bot.whispered("U02BOB", /Added to the open problem/)).toContain("You are the 2nd to report it");
    await eventually(async () =>
      (await bot.roots()).some((root) => textOf(root).includes("2 people have reported it")),
    );
  });

  it("are asked, once it is over, whether it is better, and are thanked for the answer", async () => {
    await bot.restartDaemon();
    await eventually(async () => (await bot.direct("U01ALICE")).length > 0 && (await bot.direct("U02BOB")).length > 0);
    const [asked] = await bot.direct("U01ALICE");
    if (asked === undefined) throw new Error("nobody asked");
    expect(asked.text).toContain("better or worse");
    await bot.click("U01ALICE", asked, "report_better");
    await eventually(async () => textOf((await bot.direct("U01ALICE"))[0]).includes("Thank you"));
    await eventually(async () =>
      (await bot.roots()).some((root) => textOf(root).includes("better for 1, worse for 0")),
    );
  });

  it("broke no rule of Slack's on the way", async () => {
    expect(await bot.violations()).toEqual([]);
  });
});
