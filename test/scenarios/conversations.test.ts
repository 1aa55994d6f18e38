import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localConfig } from "../../src/config/local-config.ts";
import type { Daemon } from "../../src/domain/daemon.ts";
import type { Workspace } from "../../src/trial/workspace.ts";
import { type AppInWorkspace, openAppInWorkspace } from "../support/app-in-workspace.ts";
import { control, type Message, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";

type Told = Message & { readonly reactions?: readonly { readonly name: string }[] };

const zope: Daemon = {
  ...{ name: "zope", find: { by: "unit", unit: "zope.service" }, ports: [], healthUrl: null },
  ...{ threshold: { kind: "auto" }, restart: { by: "systemd", unit: "zope.service" } },
};

describe("a conversation with the bot, on this machine", () => {
  let workspace: Workspace;
  let bot: AppInWorkspace;

  beforeAll(async () => {
    const config = localConfig();
    bot = await openAppInWorkspace({
      config: {
        ...config,
        reviewers: { users: ["U02BOB", "U03CAROL"], groups: [] },
        hosts: config.hosts.map((host) => ({ ...host, daemons: [zope] })),
      },
    });
    workspace = bot.workspace;
  });

  afterAll(() => bot.close());

  const say = async (user: string, channel: string, said: { readonly text: string; readonly thread_ts?: string }) =>
    String((await control(workspace, "message", { channel, user, ...said })).body["ts"]);
  const told = async (channel: string) => (await messagesIn(workspace, channel)) as readonly Told[];
  const markOf = async (channel: string, ts: string) =>
    (await told(channel)).find((message) => message.ts === ts)?.reactions?.map(({ name }) => name) ?? [];
  const marked = (channel: string, ts: string, mark: string) =>
    eventually(async () => (await markOf(channel, ts)).join() === mark);
  const aloneIn = async (user: string) =>
    (await control(workspace, `ephemerals/${user}`)).body["messages"] as readonly Told[];

  it("answers a mention in a thread in that thread, where slash commands do not work, and marks the question", async () => {
    const root = await say("U01ALICE", "C02GENERAL", { text: "is it only me?" });
    const ts = await say("U05DAVE", "C02GENERAL", { text: "<@U0BOT> status", thread_ts: root });
    await marked("C02GENERAL", ts, "white_check_mark");
    const answers = (await told("C02GENERAL")).filter(({ text }) => /load \d/.test(text));
    expect(answers).toMatchObject([{ thread_ts: root }]);
  });

  it("answers a direct message by a plain message, and does not answer its own", async () => {
    const ts = await say("U01ALICE", "D01ALICE", { text: "why" });
    await marked("D01ALICE", ts, "white_check_mark");
    const messages = await told("D01ALICE");
    expect(messages).toHaveLength(2);
    expect(textOf(messages[1])).toMatch(/load \d/);
  });

  it("answers a word that it does not know with the nearest one, and marks the question as not done", async () => {
    const ts = await say("U02BOB", "D02BOB", { text: "statsu" });
    await marked("D02BOB", ts, "x");
    expect(textOf((await told("D02BOB")).at(-1))).toContain("/scipy status");
  });

  it("opens a dialog from a button where the command needs one", async () => {
    const ts = await say("U02BOB", "C01OPS", { text: "<@U0BOT> restart zope" });
    await marked("C01OPS", ts, "white_check_mark");
    const offer = (await aloneIn("U02BOB")).at(-1);
    expect(offer?.text).toContain("A restart of zope");
    const action = { type: "button", action_id: "dialog_open" };
    const place = { channel: "C01OPS", messageTs: offer?.ts, user: "U02BOB" };
    expect((await control(workspace, "interact", { ...place, action })).body).toMatchObject({ ok: true });
    await eventually(async () => {
      const { views } = (await control(workspace, "views/U02BOB")).body as { views: readonly unknown[] };
      return JSON.stringify(views).includes("zope");
    });
  });

  it("examines what the bot depends on for a member alone, the conclusion first", async () => {
    const asked = await control(workspace, "command", {
      ...{ channel: "C01OPS", user: "U05DAVE", command: "/scipy", text: "doctor" },
    });
    expect(asked.body).toMatchObject({ ok: true });
    await eventually(async () => (await aloneIn("U05DAVE")).some(({ text }) => /keeps? the bot|to mend/.test(text)));
    const answer = (await aloneIn("U05DAVE")).find(({ text }) => /keeps? the bot|to mend/.test(text));
    expect(answer?.text).toMatch(/^(Nothing keeps the bot from its work|\d+ to mend before the bot can do its work)\./);
    expect(textOf(answer)).toContain("bot token");
    expect(JSON.stringify(await told("C01OPS"))).not.toContain("bot token");
  });

  it("shows no guest what the bot depends on", async () => {
    const ts = await say("U04GUEST", "D04GUEST", { text: "doctor" });
    await marked("D04GUEST", ts, "x");
    expect((await told("D04GUEST")).at(-1)?.text).toMatch(/^You are a guest in this workspace, so/);
  });

  it.each([
    ["a guest", "U04GUEST", { may: [], mayNot: ["restart", "lock", "standing", "break-glass", "doctor"] }],
    ["a member without rights", "U05DAVE", { may: ["restart", "lock", "doctor"], mayNot: ["standing", "break-glass"] }],
    ["a reviewer", "U02BOB", { may: ["restart", "lock", "standing", "doctor"], mayNot: ["break-glass"] }],
  ] as const)("lists in its help for %s only what that person may do", async (_, user, { may, mayNot }) => {
    const direct = user.replace("U", "D");
    const ts = await say(user, direct, { text: "help" });
    await marked(direct, ts, "white_check_mark");
    const help = textOf((await told(direct)).at(-1));
    const listed = (word: string) => help.includes(`/scipy ${word}`);
    expect([may.filter((word) => !listed(word)), mayNot.filter(listed)]).toEqual([[], []]);
  });

  it("has broken no rule of Slack's", async () => {
    expect((await control(workspace, "violations")).body).toEqual({ violations: [] });
  });
});
