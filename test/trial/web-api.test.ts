import { describe, expect, it } from "vitest";
import { button, createHandClock, openWorkspace, section } from "./open-workspace.ts";

const all = ["chat:write", "reactions:write", "reactions:read"];

describe("the Web API", () => {
  it.each([
    ["no token", null, "auth.test", { error: "not_authed" }],
    ["a token of another workspace", "xoxb-other", "auth.test", { error: "invalid_auth" }],
    ["the app's token for the bot's method", "xapp-trial", "auth.test", { error: "not_allowed_token_type" }],
    ["a method that does not exist", "xoxb-trial", "chat.shout", { error: "unknown_method" }],
    ["a method without its scope", "xoxb-trial", "files.info", { error: "missing_scope", needed: "files:read" }],
  ])("refuses %s in Slack's words", async (...[_what, token, method, expected]) => {
    const trial = await openWorkspace();
    expect(await trial.api(method, {}, token)).toMatchObject({ ok: false, ...expected });
  });

  it("takes forms with JSON in their fields, the query, and a token in the body", async () => {
    const trial = await openWorkspace();
    const form = new URLSearchParams({
      token: "xoxb-trial",
      channel: "C01OPS",
      text: "hi",
      blocks: JSON.stringify([section("*hi*")]),
    });
    const posted = await (
      await fetch(`${trial.workspace.apiUrl}chat.postMessage`, { method: "POST", body: form })
    ).json();
    expect(posted).toMatchObject({ ok: true, channel: "C01OPS", message: { text: "hi", bot_id: "B0BOT" } });
    const asked = await fetch(`${trial.workspace.apiUrl}users.info?user=U02BOB&token=xoxb-trial`);
    expect(await asked.json()).toMatchObject({ ok: true, user: { id: "U02BOB", is_restricted: false } });
    expect((await trial.see("/messages/C01OPS")).messages[0].blocks).toMatchObject([section("*hi*")]);
  });

  it("says a body that is no JSON is none, and tells the scopes in a header", async () => {
    const trial = await openWorkspace();
    const headers = { "content-type": "application/json", authorization: "Bearer xoxb-trial" };
    const response = await fetch(`${trial.workspace.apiUrl}chat.postMessage`, { method: "POST", headers, body: "{" });
    expect(await response.json()).toEqual({ ok: false, error: "invalid_json" });
    expect(response.headers.get("x-oauth-scopes")).toContain("chat:write");
  });

  it.each([
    ["no channel", {}, "invalid_arguments"],
    ["an unknown channel", { channel: "C404", text: "hi" }, "channel_not_found"],
    ["a channel without the bot", { channel: "C03RANDOM", text: "hi" }, "not_in_channel"],
    ["neither text nor blocks", { channel: "C01OPS" }, "no_text"],
    ["blocks that are no list", { channel: "C01OPS", text: "hi", blocks: "{" }, "invalid_blocks_format"],
    ["a text of 40 001 characters", { channel: "C01OPS", text: "x".repeat(40_001) }, "msg_too_long"],
    ["a thread that does not exist", { channel: "C01OPS", text: "hi", thread_ts: "1.000001" }, "thread_not_found"],
    [
      "metadata without a type",
      { channel: "C01OPS", text: "hi", metadata: { event_payload: {} } },
      "invalid_metadata_format",
    ],
  ])("refuses a post with %s", async (_what, args, error) => {
    const trial = await openWorkspace();
    expect(await trial.api("chat.postMessage", args)).toMatchObject({ ok: false, error });
    expect((await trial.see("/messages/C01OPS")).messages).toEqual([]);
  });

  it("names the place of a bad block, in the answer and as a violation", async () => {
    const trial = await openWorkspace();
    const blocks = [section("good"), { type: "header", text: { type: "plain_text", text: "x".repeat(151) } }];
    const answer = await trial.api("chat.postMessage", { channel: "C01OPS", text: "hi", blocks });
    expect(answer.error).toBe("invalid_blocks");
    expect(answer.response_metadata.messages).toEqual([expect.stringContaining("[json-pointer:/blocks/1/text/text]")]);
    expect(answer.errors).toEqual([expect.stringContaining("must have at most 150 characters")]);
    expect((await trial.see("/violations")).violations).toMatchObject([
      { rule: "bad block", where: "chat.postMessage /blocks/1/text/text" },
    ]);
  });

  it("refuses blocks whose texts are too long together", async () => {
    const trial = await openWorkspace();
    const blocks = Array.from({ length: 5 }, () => section("x".repeat(2900)));
    const answer = await trial.api("chat.postMessage", { channel: "C01OPS", text: "hi", blocks });
    expect(answer).toMatchObject({ ok: false, error: "msg_blocks_too_long" });
  });

  it("opens direct messages for a person's id and for the conversation's own", async () => {
    const trial = await openWorkspace();
    expect(await trial.api("chat.postMessage", { channel: "U01ALICE", text: "one" })).toMatchObject({
      ok: true,
      channel: "D01ALICE",
    });
    expect(await trial.api("chat.postMessage", { channel: "D01ALICE", text: "two" })).toMatchObject({ ok: true });
    expect(await trial.api("conversations.open", { users: "U01ALICE" })).toMatchObject({
      ok: true,
      channel: { id: "D01ALICE" },
    });
    expect((await trial.see("/messages/D01ALICE")).messages).toHaveLength(2);
  });

  it("gives blocks and elements without an id one of their own, and keeps those that have one", async () => {
    const trial = await openWorkspace();
    const { action_id: _id, ...anonymous } = button("x");
    const blocks = [{ type: "actions", elements: [anonymous, button("kept")] }];
    const { message } = await trial.api("chat.postMessage", { channel: "C01OPS", text: "hi", blocks });
    expect(message.blocks[0].block_id).toMatch(/^[A-Z0-9]{5}$/);
    expect(message.blocks[0].elements.map((each: { action_id: string }) => each.action_id)).toEqual([
      expect.stringMatching(/^[A-Z0-9]{5}$/),
      "kept",
    ]);
  });

  it("drops the blocks of a message that is updated with text alone, and marks only that as edited", async () => {
    const trial = await openWorkspace();
    const { ts } = await trial.api("chat.postMessage", { channel: "C01OPS", text: "a", blocks: [section("a")] });
    await trial.api("chat.update", { channel: "C01OPS", ts, text: "b", blocks: [section("b")] });
    const [withBlocks] = (await trial.see("/messages/C01OPS")).messages;
    expect(withBlocks.edited).toBeUndefined();
    await trial.api("chat.update", { channel: "C01OPS", ts, text: "c" });
    expect((await trial.see("/messages/C01OPS")).messages).toMatchObject([
      { ts, text: "c", blocks: [], edited: { user: "U0BOT" } },
    ]);
  });

  it("refuses a longer text in an update than in a post, as Slack does", async () => {
    const trial = await openWorkspace();
    const { ts } = await trial.api("chat.postMessage", { channel: "C01OPS", text: "x".repeat(4001) });
    expect(await trial.api("chat.update", { channel: "C01OPS", ts, text: "x".repeat(4001) })).toMatchObject({
      error: "msg_too_long",
    });
    expect(await trial.broken()).toEqual(["text too long", "text too long"]);
  });

  it("updates and deletes the bot's own messages only, and only those that exist", async () => {
    const trial = await openWorkspace();
    const { ts } = await trial.act("/message", { channel: "C01OPS", user: "U01ALICE", text: "mine" });
    const update = (args: object) => trial.api("chat.update", { channel: "C01OPS", text: "x", ...args });
    expect(await update({ ts })).toMatchObject({ error: "cant_update_message" });
    expect(await update({ ts: "1.000001" })).toMatchObject({ error: "message_not_found" });
    expect(await update({ ts, channel: "U01ALICE" })).toMatchObject({ error: "channel_not_found" });
    expect(await trial.api("chat.delete", { channel: "C01OPS", ts })).toMatchObject({ error: "cant_delete_message" });
    const own = await trial.api("chat.postMessage", { channel: "C01OPS", text: "own" });
    expect(await trial.api("chat.delete", { channel: "C01OPS", ts: own.ts })).toMatchObject({ ok: true });
    expect((await trial.see("/messages/C01OPS")).messages).toHaveLength(1);
  });

  it("shows an ephemeral message to its reader alone, and never lets it be updated", async () => {
    const trial = await openWorkspace();
    const args = { channel: "C01OPS", user: "U02BOB", text: "psst" };
    const { message_ts } = await trial.api("chat.postEphemeral", args);
    expect((await trial.see("/ephemerals/U02BOB")).messages).toMatchObject([{ text: "psst", ts: message_ts }]);
    expect((await trial.see("/ephemerals/U01ALICE")).messages).toEqual([]);
    const update = await trial.api("chat.update", { channel: "C01OPS", ts: message_ts, text: "x" });
    expect(update).toMatchObject({ ok: false, error: "cant_update_message" });
    expect(await trial.broken()).toEqual(["ephemeral updated"]);
    expect(await trial.api("chat.postEphemeral", { ...args, channel: "D01ALICE" })).toMatchObject({
      error: "user_not_in_channel",
    });
  });

  it("keeps metadata, threads and permalinks", async () => {
    const trial = await openWorkspace();
    const metadata = { event_type: "alert", event_payload: { alert_id: "7" } };
    const parent = await trial.api("chat.postMessage", { channel: "C01OPS", text: "a", metadata });
    const reply = await trial.api("chat.postMessage", { channel: "C01OPS", text: "b", thread_ts: parent.ts });
    expect((await trial.see("/messages/C01OPS")).messages).toMatchObject([{ metadata }, { thread_ts: parent.ts }]);
    expect(await trial.api("chat.postMessage", { channel: "C01OPS", text: "c", thread_ts: reply.ts })).toMatchObject({
      error: "cannot_reply_to_message",
    });
    const link = await trial.api("chat.getPermalink", { channel: "C01OPS", message_ts: parent.ts });
    expect(link.permalink).toContain(`/archives/C01OPS/p${parent.ts.replace(".", "")}`);
  });

  it("numbers messages so that no two have the same ts, although the clock stands still", async () => {
    const trial = await openWorkspace({ now: createHandClock().now });
    const posts = await Promise.all(
      [1, 2, 3].map((each) => trial.api("chat.postMessage", { channel: "C01OPS", text: String(each) })),
    );
    expect(new Set(posts.map((each) => each.ts)).size).toBe(3);
  });

  it("tells who the people, channels and reviewers are", async () => {
    const trial = await openWorkspace();
    expect(await trial.api("auth.test")).toMatchObject({ ok: true, team_id: "T0TRIAL", user_id: "U0BOT" });
    expect(await trial.api("users.info", { user: "U04GUEST" })).toMatchObject({ user: { is_restricted: true } });
    expect(await trial.api("users.info", { user: "U99" })).toMatchObject({ error: "user_not_found" });
    expect(await trial.api("usergroups.users.list", { usergroup: "S01OPS" })).toEqual({
      ok: true,
      users: ["U02BOB", "U03CAROL"],
    });
    expect(await trial.api("conversations.info", { channel: "C03RANDOM" })).toMatchObject({
      channel: { is_member: false },
    });
    expect((await trial.api("conversations.members", { channel: "C01OPS" })).members).toContain("U0BOT");
    expect((await trial.api("conversations.list")).channels).toHaveLength(3);
    expect((await trial.api("users.list")).members).toHaveLength(6);
    expect((await trial.api("usergroups.list")).usergroups).toMatchObject([{ id: "S01OPS", user_count: 2 }]);
  });

  it("adds, lists and removes reactions", async () => {
    const trial = await openWorkspace({ scopes: all });
    const { ts } = await trial.api("chat.postMessage", { channel: "C01OPS", text: "a" });
    const args = { channel: "C01OPS", timestamp: ts, name: "eyes" };
    expect(await trial.api("reactions.add", args)).toEqual({ ok: true });
    expect(await trial.api("reactions.add", args)).toMatchObject({ error: "already_reacted" });
    expect((await trial.api("reactions.get", args)).message.reactions).toEqual([
      { name: "eyes", users: ["U0BOT"], count: 1 },
    ]);
    expect(await trial.api("reactions.remove", args)).toEqual({ ok: true });
    expect(await trial.api("reactions.remove", args)).toMatchObject({ error: "no_reaction" });
  });
});
