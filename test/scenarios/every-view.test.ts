import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageRef } from "../../src/domain/notice/message-ref.ts";
import type { Notice } from "../../src/domain/notice/notice.ts";
import type { AskedCommand, Reply } from "../../src/services/ports.ts";
import type { NoticeAddress } from "../../src/services/ports-notices.ts";
import { gallery } from "../adapters/slack/gallery/gallery.ts";
import { type Harness, startHarness } from "../adapters/slack/slack-harness.ts";
import { BotInSlack } from "../support/bot-in-slack.ts";
import { eventually } from "../support/eventually.ts";

const states = gallery();
const people = ["U01ALICE", "U02BOB", "U03CAROL", "U05DAVE"];
/** Slack takes a message a second in each of these, so that a day of messages is told in a quarter of a minute. */
const lanes: readonly NoticeAddress[] = [
  { kind: "channel", channel: "#ops" },
  { kind: "channel", channel: "#general" },
  ...people.map((user) => ({ kind: "direct", user }) as const),
];
/** Slack: five answers to one command. */
const answersMax = 5;

describe("a day on which every view of the bot is shown in every state", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.end());

  it("tells all that is said unasked, in channels, threads and directly, and brings it up to date", async () => {
    const notices = states.flatMap((state) =>
      state.kind === "message" && state.said.by === "notice" ? [state.said.notice] : [],
    );
    expect(notices.length).toBeGreaterThan(60);
    await eachInLanes(notices, async (lane, own) => {
      const root = await tell(lane, aSentence);
      let last = root;
      for (const notice of own)
        last = await tell(notice.kind === "thread" ? { kind: "thread", root, broadcast: false } : lane, notice);
      const [first = aSentence] = own;
      expect(await harness.slack.notices.editNotice(last, first)).toMatchObject({ ok: true });
    });
  });

  it("answers all that is asked, to all and to one alone", async () => {
    const replies = states.flatMap((state) =>
      state.kind === "message" && state.said.by === "reply" ? [state.said.reply] : [],
    );
    expect(replies.length).toBeGreaterThan(40);
    for (let at = 0; at < replies.length; at += answersMax)
      await withCommand(async ({ answerTo }) => whisperAll(answerTo, replies.slice(at, at + answersMax)));
    const posted = await harness.slack.chat.post("C02GENERAL", replies[0] as Reply);
    if (!posted.ok) throw new Error(posted.error.detail);
    expect(await harness.slack.chat.update(posted.value, replies[1] as Reply)).toMatchObject({ ok: true });
  });

  it("opens every dialog", async () => {
    const dialogs = states.flatMap((state) => (state.kind === "modal" ? [state.dialog] : []));
    for (const dialog of dialogs)
      await withCommand(async ({ trigger }) => {
        const opened = await harness.slack.chat.openDialog(trigger, dialog);
        expect(opened.ok ? "opened" : opened.error.detail).toBe("opened");
        expect(await harness.control("close", { user: people[0] })).toMatchObject({ ok: true });
      });
  });

  it("shows the Home tab in each of its states", async () => {
    const homes = states.flatMap((state) => (state.kind === "home" ? [state.reply] : []));
    await Promise.all(
      people.map(async (user, index) => {
        for (const home of homes.filter((_, at) => at % people.length === index))
          expect(await harness.slack.chat.publishHome(user, home)).toMatchObject({ ok: true });
      }),
    );
  });

  it("broke no rule of Slack's all day, and had nothing to complain of", async () => {
    expect(await harness.violations()).toEqual([]);
    expect(harness.logged.filter(({ level }) => level !== "info")).toEqual([]);
  });

  let ids = 0;
  async function tell(to: NoticeAddress, notice: Notice): Promise<MessageRef> {
    ids += 1;
    const told = await harness.slack.notices.postNotice(to, { id: `notice-${ids}`, notice });
    if (!told.ok) throw new Error(told.error.detail);
    return told.value;
  }

  async function whisperAll(to: AskedCommand["answerTo"], replies: readonly Reply[]): Promise<void> {
    for (const reply of replies) expect(await harness.slack.chat.whisper(to, reply)).toMatchObject({ ok: true });
  }

  /** Somebody asks, and this is done with what came of it. */
  async function withCommand(act: (asked: AskedCommand) => Promise<void>): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      harness.onCommand = (asked) => act(asked).then(resolve, reject);
    });
    await harness.ask("status", people[0]);
    await done;
  }
});

const aSentence: Notice = { kind: "sentence", sentence: "The bot was away for 12 min; nothing was missed." };

async function eachInLanes<T>(all: readonly T[], act: (lane: NoticeAddress, own: readonly T[]) => Promise<void>) {
  await Promise.all(
    lanes.map((lane, index) =>
      act(
        lane,
        all.filter((_, at) => at % lanes.length === index),
      ),
    ),
  );
}

describe("a day of the whole bot on which everything is asked", () => {
  let bot: BotInSlack;
  beforeAll(async () => {
    bot = await BotInSlack.open();
  });
  afterAll(() => bot.close());

  it.each([
    ...["status", "status web-1", "why", "why web-1", "help", "nothing like it", "alerts", "alerts noise", "heap"],
    ...[
      "heap zope",
      "heap --track-record",
      "heap --track-record zope",
      "plan",
      "capacity",
      "silence",
      "silence list",
      "report web-1 slow",
      "restart zope",
      "dry-run zope",
    ],
    ...["approvals", "audit", "audit 18", "lock web-1 backup", "unlock web-1", "deploy zope 4.2", "doctor"],
  ])("is asked without breaking a rule: %s", async (text) => {
    expect((await bot.command("U01ALICE", text)).body).toMatchObject({ ok: true });
  });

  it("broke no rule of Slack's", async () => {
    await bot.starve();
    await eventually(async () => (await bot.roots()).some(({ text }) => text.startsWith("Warning")));
    expect(await bot.violations()).toEqual([]);
  });
});
