import { describe, expect, it } from "vitest";
import { openWorkspace, section, type Trial, until } from "./open-workspace.ts";
import { connectPeer } from "./socket-peer.ts";
import { withMessage } from "./with-message.ts";

describe("the control API", () => {
  it("is ready once a bot is connected and says that it can answer", async () => {
    let hasReading = false;
    const trial = await openWorkspace();
    trial.workspace.setReady(() => hasReading);
    const status = async () => (await fetch(`${trial.workspace.url}_control/ready`)).status;
    expect(await status()).toBe(503);
    await connectPeer(trial);
    expect(await status()).toBe(503);
    hasReading = true;
    expect(await status()).toBe(200);
  });

  it("tells the page who and what is in the workspace", async () => {
    const shortcuts = [{ callback_id: "ask", name: "Ask", type: "message" }] as const;
    const trial = await openWorkspace({ commandName: "/farm", shortcuts });
    const shown = await trial.see("/workspace");
    expect(shown.users.map((each: { id: string }) => each.id)).toEqual([
      "U01ALICE",
      "U02BOB",
      "U03CAROL",
      "U04GUEST",
      "U05DAVE",
    ]);
    expect(shown).toMatchObject({
      bot: { id: "U0BOT" },
      team: { id: "T0TRIAL" },
      commands: [{ command: "/farm" }],
      shortcuts,
    });
    expect(shown.channels).toContainEqual(expect.objectContaining({ id: "C01OPS", name: "ops" }));
  });

  it.each([
    ["/command", {}, "invalid_field", "channel"],
    ["/command", { channel: "C404", user: "U01ALICE", command: "/scipy" }, "channel_not_found", "C404"],
    ["/command", { channel: "C01OPS", user: "U404", command: "/scipy" }, "user_not_found", "U01ALICE"],
    ["/command", { channel: "C01OPS", user: "U01ALICE", command: "/other" }, "unknown_command", "/scipy"],
    ["/command", { channel: "D02BOB", user: "U01ALICE", command: "/scipy" }, "user_not_in_channel", "D02BOB"],
    ["/interact", { user: "U01ALICE", action: { action_id: "a" } }, "missing_field", "messageTs"],
    ["/interact", { user: "U01ALICE", viewId: "V1", action: { action_id: "a" } }, "view_not_found", "V1"],
    ["/submit", { user: "U01ALICE" }, "view_not_found", "U01ALICE"],
    ["/close", { user: "U01ALICE" }, "view_not_found", "U01ALICE"],
    ["/message", { channel: "C01OPS", user: "U01ALICE", text: "" }, "invalid_field", "text"],
    ["/message", { channel: "C01OPS", user: "U01ALICE", text: "a", thread_ts: "1.1" }, "thread_not_found", "1.1"],
    ["/react", { channel: "C01OPS", user: "U01ALICE", messageTs: "1.1", name: "eyes" }, "message_not_found", "1.1"],
    [
      "/shortcut",
      { user: "U01ALICE", callback_id: "a", channel: "C01OPS", messageTs: "1.1" },
      "message_not_found",
      "1.1",
    ],
    ["/fault", { kind: "earthquake" }, "invalid_field", "kind"],
    ["/command", { user: "U01ALICE", command: "/scipy" }, "invalid_field", "channel: missing; expected a string"],
    ["/open-home", { user: 7 }, "invalid_field", "user: expected a string"],
  ])("answers a wrong call of %s %j with 400 and a sentence", async (...[path, body, error, named]) => {
    const trial = await openWorkspace();
    const response = await fetch(`${trial.workspace.url}_control${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { ok: false, error, detail: expect.stringContaining(named) },
    ]);
  });

  it("answers a body that is no JSON with 400", async () => {
    const trial = await openWorkspace();
    const response = await fetch(`${trial.workspace.url}_control/command`, { method: "POST", body: "{" });
    expect([response.status, await response.json()]).toEqual([
      400,
      { ok: false, error: "invalid_json", detail: "the body is not JSON; send one JSON object" },
    ]);
  });

  it("answers questions after unknown channels, people and files with 404", async () => {
    const trial = await openWorkspace();
    for (const path of ["messages/C404", "home/U404", "views/U404", "ephemerals/U404", "files/F404", "nothing"])
      expect((await fetch(`${trial.workspace.url}_control/${path}`)).status).toBe(404);
  });

  it("forgets everything at a reset but the bot's connections", async () => {
    const { trial } = await withMessage();
    await trial.api("no.such.method");
    await trial.act("/fault", { kind: "http-500" });
    await trial.act("/reset");
    expect((await trial.see("/messages/C01OPS")).messages).toEqual([]);
    expect((await trial.see("/log")).log).toEqual([]);
    expect(await trial.broken()).toEqual([]);
    expect(await trial.api("auth.test")).toMatchObject({ ok: true });
    expect((await trial.see("/ready")).connections).toBe(1);
  });

  it("keeps the log to its limit, and tokens out of it", async () => {
    const trial = await openWorkspace({ logEntriesMax: 5 });
    for (let each = 0; each < 8; each += 1) await trial.api("auth.test", { token: "xoxb-trial", each });
    const { log } = await trial.see("/log");
    expect(log.map((entry: { args: { each: number } }) => entry.args.each)).toEqual([3, 4, 5, 6, 7]);
    expect(JSON.stringify(log)).not.toContain("xoxb");
  });

  it("streams what changed, by name, beginning with the bot's readiness", async () => {
    const trial = await openWorkspace();
    const stream = await fetch(`${trial.workspace.url}_control/events`);
    let text = "";
    const reading = stream.body?.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write: (chunk) => {
          text += chunk;
        },
      }),
    );
    await until("the first word", () => text.includes('event: bot\ndata: {"ready":false}'));
    const peer = await connectPeer(trial);
    peer.ackAll();
    trial.workspace.setDemoHeap(() => 1234);
    await trial.act("/message", { channel: "C01OPS", user: "U01ALICE", text: "hi" });
    await trial.api("chat.postEphemeral", { channel: "C01OPS", user: "U02BOB", text: "psst" });
    await trial.api("views.publish", { user_id: "U02BOB", view: { type: "home", blocks: [section("a")] } });
    for (const word of [
      'bot\ndata: {"ready":true}',
      'message\ndata: {"channel":"C01OPS"}',
      'ephemeral\ndata: {"user":"U02BOB"}',
      'home\ndata: {"user":"U02BOB"}',
      "log\ndata: {}",
      'demo\ndata: {"heapBytes":null}',
      'demo\ndata: {"heapBytes":1234}',
    ])
      await until(word, () => text.includes(`event: ${word}`));
    await trial.workspace.stop();
    await reading?.catch(() => undefined);
  });
});

describe("an event", () => {
  const eventsAfter = async (act: (trial: Trial, ts: string) => Promise<unknown>) => {
    const { trial, peer, ts } = await withMessage();
    await act(trial, ts);
    return peer.envelopes.map((each) => each.payload.event);
  };

  it("tells of a message in a channel, and of a mention besides", async () => {
    const events = await eventsAfter((trial) =>
      trial.act("/message", { channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> a < b" }),
    );
    expect(events).toMatchObject([
      { type: "message", channel_type: "channel", channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> a &lt; b" },
      { type: "app_mention" },
    ]);
  });

  it("tells of a direct message, of a reaction and of an opened Home tab", async () => {
    expect(
      await eventsAfter((trial) => trial.act("/message", { channel: "D01ALICE", user: "U01ALICE", text: "hi" })),
    ).toMatchObject([{ type: "message", channel_type: "im" }]);
    expect(
      await eventsAfter((trial, ts) =>
        trial.act("/react", { channel: "C01OPS", user: "U01ALICE", messageTs: ts, name: "eyes" }),
      ),
    ).toMatchObject([{ type: "reaction_added", reaction: "eyes", item_user: "U0BOT" }]);
    expect(await eventsAfter((trial) => trial.act("/open-home", { user: "U01ALICE" }))).toMatchObject([
      { type: "app_home_opened", tab: "home", channel: "D01ALICE" },
    ]);
  });

  it("tells only of what the bot's scopes let it read", async () => {
    const { trial, peer } = await withMessage({ scopes: ["chat:write", "reactions:write"] });
    await trial.act("/message", { channel: "C01OPS", user: "U01ALICE", text: "<@U0BOT> a" });
    await trial.act("/message", { channel: "D01ALICE", user: "U01ALICE", text: "a" });
    await trial.api("chat.postMessage", { channel: "D01ALICE", text: "b" });
    expect(peer.envelopes).toEqual([]);
  });

  it("tells the bot also of what itself says and edits in a direct conversation", async () => {
    const events = await eventsAfter(async (trial) => {
      const { ts } = await trial.api("chat.postMessage", { channel: "D01ALICE", text: "said" });
      await trial.api("chat.update", { channel: "D01ALICE", ts, text: "edited" });
      await trial.act("/message", { channel: "D01ALICE", user: "U01ALICE", text: "a" });
    });
    expect(events).toMatchObject([
      { type: "message", channel_type: "im", user: "U0BOT", bot_id: "B0BOT", text: "said" },
      { subtype: "message_changed", hidden: true, message: { text: "edited" }, previous_message: { text: "said" } },
      { type: "message", user: "U01ALICE" },
    ]);
  });

  it("can be told as it is given, and a second time under the same id", async () => {
    const { trial, peer } = await withMessage();
    const event = { type: "app_mention", user: "U09", bot_id: "B09" };
    expect(await trial.act("/event", { event, event_id: "Ev1" })).toMatchObject({ ok: true });
    await trial.act("/event", { event, event_id: "Ev1" });
    expect(peer.envelopes.map(({ payload }) => [payload.event_id, payload.event])).toEqual([
      ["Ev1", event],
      ["Ev1", event],
    ]);
    expect(await trial.act("/event", { event: {} })).toMatchObject({ ok: false, error: "invalid_field" });
  });

  it("does not tell of channels without the bot", async () => {
    expect(
      await eventsAfter((trial) => trial.act("/message", { channel: "C03RANDOM", user: "U01ALICE", text: "<@U0BOT>" })),
    ).toEqual([]);
  });
});

describe("a shortcut", () => {
  it("on a message brings the message and a response URL, elsewhere a trigger alone", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.act("/shortcut", { user: "U01ALICE", callback_id: "explain", channel: "C01OPS", messageTs: ts });
    await trial.act("/shortcut", { user: "U01ALICE", callback_id: "ask" });
    expect(peer.envelopes.map((each) => each.payload)).toMatchObject([
      {
        type: "message_action",
        callback_id: "explain",
        message: { ts },
        channel: { id: "C01OPS" },
        response_url: expect.any(String),
      },
      { type: "shortcut", callback_id: "ask", trigger_id: expect.any(String) },
    ]);
  });
});
