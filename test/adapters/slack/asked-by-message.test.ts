import { afterEach, describe, expect, it } from "vitest";
import { botScopes } from "../../../src/adapters/slack/inspect-slack.ts";
import type { AskedCommand } from "../../../src/services/ports.ts";
import { type Harness, type HarnessOptions, startHarness, until } from "./slack-harness.ts";

let harness: Harness | null = null;
afterEach(async () => {
  await harness?.end();
  harness = null;
});

/** A bot that is asked, and answers as the test says. */
async function start(
  onCommand: (asked: AskedCommand) => Promise<void> = async () => undefined,
  options: HarnessOptions = {},
) {
  const started = await startHarness(options);
  harness = started;
  started.onCommand = onCommand;
  const say = async (text: string, place: object = {}) =>
    String((await started.control("message", { channel: "C01OPS", user: "U01ALICE", text, ...place }))["ts"]);
  const reactions = async (ts: string, channel = "C01OPS") => {
    const found = (await started.messages(channel)).find((message) => message.ts === ts) as
      | { readonly reactions?: readonly { readonly name: string }[] }
      | undefined;
    return (found?.reactions ?? []).map(({ name }) => name);
  };
  const marked = (ts: string, name: string, channel = "C01OPS") =>
    until(`the mark is ${name}`, async () => (await reactions(ts, channel)).join() === name);
  return { harness: started, say, reactions, marked };
}

const sentence = (text: string, isRefusal = false) => ({ kind: "notice", sentence: text, isRefusal }) as const;

describe("a mention", () => {
  it("is the command of the same words, answered in its thread, and marked from asked to answered", async () => {
    const { harness, say, marked } = await start(async ({ channel, thread }) => {
      await harness.slack.chat.post(channel, sentence("fine"), thread);
    });
    const ts = await say("<@U0BOT> status web-1");
    await marked(ts, "white_check_mark");
    expect(harness.commands).toEqual([
      expect.objectContaining({ channel: "C01OPS", thread: ts, user: "U01ALICE", text: "status web-1", trigger: "" }),
    ]);
    expect((await harness.messages()).at(-1)).toMatchObject({ text: "fine", thread_ts: ts });
    const calls = (await harness.calls("reactions.add")).map(({ args }) => args["name"]);
    expect(calls).toEqual(["eyes", "white_check_mark"]);
    expect(await harness.violations()).toEqual([]);
  });

  it("in a thread is answered in that thread, also where the answer is for the asker alone", async () => {
    const { harness, say, marked } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, sentence("only you"));
    });
    const root = await say("it is slow");
    const ts = await say("<@U0BOT> help", { thread_ts: root });
    await marked(ts, "white_check_mark");
    expect(harness.commands[0]?.thread).toBe(root);
    expect(await harness.whispers()).toEqual([expect.objectContaining({ text: "only you", thread_ts: root })]);
    expect(await harness.messages()).toHaveLength(2);
  });

  it("outside of a thread is answered alone in the channel, since Slack shows nothing in a thread that has not begun", async () => {
    const { harness, say, marked } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, sentence("only you"));
    });
    const ts = await say("<@U0BOT> help");
    await marked(ts, "white_check_mark");
    expect(await harness.whispers()).toEqual([expect.not.objectContaining({ thread_ts: ts })]);
    expect(await harness.whispers("U02BOB")).toEqual([]);
  });

  it.each([
    ["it was refused", sentence("You may not.", true)],
    ["it was not understood", { kind: "usage", sentence: "What?", suggestion: null, commandName: "/scipy" } as const],
  ])("is marked as not done when %s", async (_, reply) => {
    const { harness, say, marked } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, reply);
    });
    await marked(await say("<@U0BOT> lock all x"), "x");
  });

  it("is marked as not done when our own code fails, and its asker is told which line of the log it is", async () => {
    const { harness, say, marked } = await start(async () => {
      throw new Error("a bug");
    });
    await marked(await say("<@U0BOT> status"), "x");
    await until("told", async () => (await harness.whispers()).length === 1);
    expect((await harness.whispers())[0]?.text).toContain("Something went wrong on the bot's side");
  });

  it("is marked as not done when its answer cannot be shown", async () => {
    const { harness, say, marked } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, sentence("only you"));
    });
    await harness.control("fault", { kind: "lost-response", method: "chat.postEphemeral", times: 1 });
    await marked(await say("<@U0BOT> help"), "x");
  });
});

describe("a direct message", () => {
  it("is the command of its words, answered by a plain message", async () => {
    const { harness, say, marked } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, sentence("5 < 6"));
    });
    const ts = await say("status web-1", { channel: "D01ALICE" });
    await marked(ts, "white_check_mark", "D01ALICE");
    expect(harness.commands).toEqual([expect.objectContaining({ channel: "D01ALICE", text: "status web-1" })]);
    expect(harness.commands[0]).not.toHaveProperty("thread");
    const answer = (await harness.messages("D01ALICE")).at(-1);
    expect(answer).toMatchObject({ text: "5 &lt; 6" });
    expect(answer).not.toHaveProperty("thread_ts");
    expect(await harness.whispers()).toEqual([]);
    expect(await harness.violations()).toEqual([]);
  });

  it("is never answered because of what the bot itself has said or edited there", async () => {
    const { harness, say } = await start(async ({ channel }) => {
      const posted = await harness.slack.chat.post(channel, sentence("status"));
      if (posted.ok) await harness.slack.chat.update(posted.value, sentence("help"));
    });
    await say("status", { channel: "D01ALICE" });
    await until("edited", async () => (await harness.calls("chat.update")).length === 1);
    await say("help", { channel: "D01ALICE" });
    await until("asked again", () => harness.commands.length > 1);
    expect(harness.commands.map(({ text }) => text)).toEqual(["status", "help"]);
    const log = (await harness.show("log"))["log"] as readonly { readonly about?: string }[];
    expect(log.filter(({ about }) => about === "event message").length).toBeGreaterThan(3);
  });

  it("keeps the buttons of its answer for that person: the answer counts as private", async () => {
    const { harness, say } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, { kind: "dialog offer", id: "offer-1", sentence: "Press it." });
    });
    await say("report", { channel: "D01ALICE" });
    await until("answered", async () => (await harness.messages("D01ALICE")).length === 2);
    const answer = (await harness.messages("D01ALICE")).at(-1);
    const action = { action_id: "dialog_open", type: "button" };
    const place = { channel: "D01ALICE", messageTs: answer?.ts, user: "U01ALICE" };
    await harness.control("interact", { ...place, action });
    await until("clicked", () => harness.clicks.length === 1);
    expect(harness.clicks[0]).toMatchObject({ action: "dialog_open", value: "offer-1", isPrivate: true });
    expect(harness.clicks[0]?.trigger).not.toBe("");
  });
});

describe("what nobody asks", () => {
  it.each([
    ["another bot", { user: "U09", bot_id: "B09" }],
    ["an edit", { edited: { user: "U01ALICE", ts: "1.1" } }],
    ["the bot", { user: "U0BOT" }],
  ])("is not answered: %s", async (_, change) => {
    const { harness, say } = await start();
    const event = { type: "app_mention", channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> status" };
    await harness.control("event", { event: { ...event, ts: `${Date.now() / 1000}`, ...change } });
    await say("<@U0BOT> help");
    await until("the next is heard", () => harness.commands.length === 1);
    expect(harness.commands[0]?.text).toBe("help");
  });

  it("is done once when Slack tells it twice, by the same event or by two", async () => {
    const { harness, say } = await start();
    const event = { channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> lock all x", ts: `${Date.now() / 1000}` };
    await harness.control("event", { event: { ...event, type: "app_mention" }, event_id: "Ev1" });
    await harness.control("event", { event: { ...event, type: "app_mention" }, event_id: "Ev1" });
    await harness.control("event", { event: { ...event, type: "app_mention" }, event_id: "Ev2" });
    await harness.control("event", { event: { ...event, type: "message", channel_type: "im" }, event_id: "Ev3" });
    await say("<@U0BOT> help");
    await until("the next is heard", () => harness.commands.some(({ text }) => text === "help"));
    expect(harness.commands.map(({ text }) => text)).toEqual(["lock all x", "help"]);
  });

  it("is not done when Slack brings it minutes late, and its asker is told", async () => {
    const { harness } = await start();
    const ts = `${Date.now() / 1000 - 300}`;
    const event = { type: "app_mention", channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> break-glass zope x", ts };
    await harness.control("event", { event });
    await until("told", async () => (await harness.whispers()).length === 1);
    expect((await harness.whispers())[0]?.text).toMatch(/5 min after you wrote it, so nothing was done\. Ask again\./);
    expect(harness.commands).toEqual([]);
  });
});

describe("the marks of a question", () => {
  it("never hurt its answer where the bot may not react, and are not tried again and again", async () => {
    const scopes = botScopes.filter((scope) => scope !== "reactions:write");
    const { harness, say } = await start(
      async ({ channel, thread }) => {
        await harness.slack.chat.post(channel, sentence("fine"), thread);
      },
      { scopes },
    );
    await say("<@U0BOT> status");
    await until("refused", () => harness.logged.some(({ message }) => message === "a question could not be marked"));
    await say("<@U0BOT> status");
    await until("answered", async () => (await harness.messages()).length === 4);
    expect(await harness.calls("reactions.add")).toHaveLength(1);
    expect(harness.logged.find(({ message }) => message === "a question could not be marked")?.fields).toMatchObject({
      detail: expect.stringContaining("reactions:write"),
    });
  });

  it("wait where Slack holds them back, while the answer does not, and then show what came of it alone", async () => {
    const { harness, say, marked } = await start(async ({ channel, thread }) => {
      await harness.slack.chat.post(channel, sentence("fine"), thread);
    });
    await harness.control("fault", { kind: "rate-limit", method: "reactions.add", times: 1, seconds: 1 });
    const ts = await say("<@U0BOT> status");
    await until("answered", async () => (await harness.messages()).length === 2);
    await marked(ts, "white_check_mark");
    const added = (await harness.calls("reactions.add")).filter(({ ok }) => ok).map(({ args }) => args["name"]);
    expect(added).toEqual(["white_check_mark"]);
    expect(await harness.calls("reactions.remove")).toEqual([]);
  });

  it("are right in the end when Slack's answer to one was lost", async () => {
    const { harness, say, marked } = await start(async ({ channel, thread }) => {
      await until("the first mark stands", async () => (await harness.calls("reactions.add")).length > 0);
      await harness.slack.chat.post(channel, sentence("fine"), thread);
    });
    await harness.control("fault", { kind: "lost-response", method: "reactions.add", times: 1 });
    const ts = await say("<@U0BOT> status");
    await marked(ts, "white_check_mark");
  });

  it("are not missed on a message that is gone", async () => {
    const { harness, say, marked } = await start(async ({ answerTo }) => {
      await harness.slack.chat.whisper(answerTo, sentence("fine"));
    });
    const event = { type: "app_mention", channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> help" };
    await harness.control("event", { event: { ...event, ts: `${Date.now() / 1000}` } });
    await until("answered", async () => (await harness.whispers()).length === 1);
    await marked(await say("<@U0BOT> help"), "white_check_mark");
    expect(harness.logged.filter(({ message }) => message === "a question could not be marked")).toEqual([]);
  });
});
