import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlack, type Slack } from "../../../src/adapters/slack/create-slack.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { Secret } from "../../../src/domain/secret.ts";
import type { AskedCommand, Click } from "../../../src/services/ports.ts";
import type { Submission } from "../../../src/services/ports-dialogs.ts";
import { oddEnvelopes } from "./odd-envelopes.ts";
import { commandEnvelope, createOddSlack, type OddSlack } from "./odd-slack.ts";
import { deafHandlers, type LoggedLine, memoryLog, until } from "./slack-harness.ts";

let odd: OddSlack;
let slack: Slack;
let commands: AskedCommand[];
let clicks: Click[];
let logged: LoggedLine[];
let submissions: Submission[];
let reported: string[];

beforeEach(async () => {
  odd = await createOddSlack();
  commands = [];
  clicks = [];
  logged = [];
  submissions = [];
  reported = [];
});
afterEach(async () => {
  await slack.stop();
  await odd.stop();
});

async function start(sockets = 1): Promise<void> {
  const settings = { botToken: new Secret("xoxb-1"), appToken: new Secret("xapp-1"), apiUrl: odd.apiUrl, sockets };
  const log = memoryLog(logged);
  slack = createSlack({ settings, commandName: "/scipy", clock: systemClock, chance: () => 0.5, log });
  const started = await slack.start({
    ...deafHandlers,
    command: async (asked) => void commands.push(asked),
    click: async (click) => void clicks.push(click),
    submit: async (submission) => {
      submissions.push(submission);
      return null;
    },
    reportShortcut: async ({ text }) => void reported.push(text),
  });
  expect(started).toMatchObject({ ok: true, value: { team: "Odd", botUserId: "U0BOT" } });
  await until("all serve", () => slack.health().connected === sockets);
}

/** A good command afterwards shows that the bot still listens. */
async function expectStillListening(): Promise<void> {
  odd.send(commandEnvelope("after"));
  await until("the next command arrives", () => commands.length === 1);
}

describe("what Slack should not send", () => {
  it.each(oddEnvelopes)("is acknowledged, logged and left out: %s", async (_, envelope) => {
    await start();
    odd.send({ envelope_id: "odd", ...envelope });
    await until("it was acknowledged", () => odd.acknowledged.includes("odd"));
    await expectStillListening();
    expect(clicks).toEqual([]);
    expect(logged.filter(({ level }) => level !== "info")).toEqual([
      expect.objectContaining({ message: "slack sent something odd; it was acknowledged and left out" }),
    ]);
  });

  it.each([
    "not json",
    "[]",
    "null",
    '"hello"',
    "{}",
    '{"type":"slash_commands"}',
    '{"type":"events_api","envelope_id":"1","payload":{"type":{"toString":1}}}',
  ])("does no harm: %s", async (frame) => {
    await start();
    odd.send(frame);
    await expectStillListening();
  });

  it("is done once when it is delivered twice, over another connection too", async () => {
    await start(2);
    odd.send(commandEnvelope("same"), 0);
    odd.send(commandEnvelope("same"), 1);
    odd.send(commandEnvelope("other id", { trigger_id: "trigger same" }), 1);
    await until("all are acknowledged", () => odd.acknowledged.length === 3);
    expect(commands).toHaveLength(1);
  });

  it("is answered with the bot's own command when the command is another", async () => {
    await start();
    odd.send(commandEnvelope("x", { command: "/other" }));
    await until("it was acknowledged", () => odd.acknowledged.includes("x"));
    await until("the answer was tried", () => logged.some(({ message }) => message === "could not tell a person"));
    expect(commands).toEqual([]);
  });

  it("is told when a button is of another version", async () => {
    await start();
    const actions = [{ type: "button", action_id: "restart_someday", value: "1", block_id: "b", action_ts: "1" }];
    const payload = {
      type: "block_actions",
      container: { type: "view" },
      user: { id: "U1" },
      team: { id: "T1" },
      trigger_id: "t",
      actions,
      response_url: "http://127.0.0.1:9/x",
    };
    odd.send({ envelope_id: "click", type: "interactive", payload });
    await until("the answer was tried", () => logged.some(({ message }) => message === "could not tell a person"));
    await until("it was acknowledged", () => odd.acknowledged.includes("click"));
    expect(clicks).toEqual([]);
  });
});

describe("a dialog that Slack should not send", () => {
  const input = (block_id: string) => ({ type: "input", block_id });
  const dialog = (callback_id: string, changes: object = {}) => ({
    type: "view_submission",
    user: { id: "U1" },
    team: { id: "T1" },
    trigger_id: "t",
    view: { id: "V1", callback_id, blocks: [input("first")], state: { values: {} }, ...changes },
  });
  const send = async (id: string, payload: object) => {
    odd.send({ envelope_id: id, type: "interactive", payload, accepts_response_payload: true });
    await until("it was acknowledged", () => odd.acknowledged.includes(id));
  };

  it.each([
    ["of another version", dialog("restart_dialog")],
    ["without its fields", dialog("silence_dialog")],
    ["without a state", dialog("silence_dialog", { state: null })],
  ])("stays open, and says to open it anew: %s", async (_, payload) => {
    await start();
    await send("odd", payload);
    const errors = { first: expect.stringContaining("another version") };
    expect(odd.answers.get("odd")).toMatchObject({ response_action: "errors", errors });
    expect(submissions).toEqual([]);
    await expectStillListening();
  });

  it("is closed where it has no fields", async () => {
    await start();
    await send("odd", dialog("other", { blocks: null }));
    expect(odd.answers.get("odd") ?? {}).toEqual({});
  });

  it("is taken once when it is delivered twice", async () => {
    await start();
    const values = { a: { report_host: { selected_option: { value: "*" } }, report_text: { value: "slow" } } };
    await send("one", dialog("report_dialog", { state: { values } }));
    await send("two", dialog("report_dialog", { state: { values } }));
    expect(submissions).toEqual([{ kind: "report", user: "U1", host: null, text: "slow" }]);
    expect(odd.answers.get("one")).toEqual({ response_action: "clear" });
    expect(odd.answers.get("two")).toEqual({ response_action: "clear" });
  });
});

describe("a shortcut", () => {
  const shortcut = (changes: object) => ({
    envelope_id: "odd",
    type: "interactive",
    payload: {
      type: "message_action",
      callback_id: "report_problem",
      user: { id: "U1" },
      team: { id: "T1" },
      trigger_id: "t",
      action_ts: "1",
      message: { text: "slow" },
      ...changes,
    },
  });

  it.each([
    ["without a message", { message: undefined }, [""]],
    ["whose text is no text", { message: { text: ["a"] } }, [""]],
    ["on a long message", { message: { text: "x".repeat(5000) } }, ["x".repeat(4000)]],
    ["of another app's kind", { callback_id: "other" }, []],
    ["that is on no message", { type: "shortcut" }, []],
  ])("is acknowledged, and reaches the handler where it is the bot's own: %s", async (_, changes, told) => {
    await start();
    odd.send(shortcut(changes));
    await until("it was acknowledged", () => odd.acknowledged.includes("odd"));
    await expectStillListening();
    expect(reported).toEqual(told);
  });
});

describe("connections that are not what they seem", () => {
  it("are replaced when Slack ends one for a reason that is no text", async () => {
    await start(1);
    odd.send({ type: "disconnect", reason: { toString: 1 } });
    await until("another was opened", () => odd.opened() === 2);
    await until("it serves", () => slack.health().connected === 1);
  });

  it("warns when Slack counts more connections than the bot has", async () => {
    odd.connections = 3;
    await start(2);
    expect(slack.health().problem).toContain("Slack counts 3 connections of this app");
    expect(logged.filter(({ level }) => level === "warn").map(({ fields }) => fields.connections)).toContain(3);
  });

  it("replaces a connection whose peer answers no more pings", async () => {
    await start(1);
    odd.freeze();
    await until("another was opened", () => odd.opened() === 2);
    await until("it serves", () => slack.health().connected === 1);
    odd.send(commandEnvelope("after"), 1);
    await until("the command arrives", () => commands.length === 1);
  });
});
