import { describe, expect, it } from "vitest";
import { type Json, openWorkspace, type Trial } from "./open-workspace.ts";

const metadata = { event_type: "scipy_notice", event_payload: { id: "m-1" } };
const post = (trial: Trial, args: object = {}): Promise<Json> =>
  trial.api("chat.postMessage", { channel: "C01OPS", text: "a", ...args });
const textsOf = (answer: Json) => answer.messages.map(({ text }: { text: string }) => text);

describe("conversations.history", () => {
  it("gives a channel's messages, newest first, and of threads what was also sent to the channel", async () => {
    const trial = await openWorkspace();
    const root = await post(trial, { text: "root" });
    await post(trial, { text: "quiet", thread_ts: root.ts });
    await post(trial, { text: "loud", thread_ts: root.ts, reply_broadcast: true });
    const read = await trial.api("conversations.history", { channel: "C01OPS" });
    expect(textsOf(read)).toEqual(["loud", "root"]);
    expect(read.messages[0]).toMatchObject({ subtype: "thread_broadcast", thread_ts: root.ts });
    expect(read.messages[1]).toMatchObject({ reply_count: 2, thread_ts: root.ts });
    expect(read).toMatchObject({ has_more: false, response_metadata: { next_cursor: "" } });
  });

  it("gives metadata only where it is asked for", async () => {
    const trial = await openWorkspace();
    await post(trial, { metadata });
    const [plain] = (await trial.api("conversations.history", { channel: "C01OPS" })).messages;
    const asked = { channel: "C01OPS", include_all_metadata: true };
    const [whole] = (await trial.api("conversations.history", asked)).messages;
    expect(plain).not.toHaveProperty("metadata");
    expect(whole).toMatchObject({ metadata });
  });

  it("keeps within its bounds, and gives a page at a time", async () => {
    const trial = await openWorkspace();
    const posted: Json[] = [];
    for (const text of ["1", "2", "3", "4"]) posted.push(await trial.act("/message", { ...inOps, text }));
    const bounds = { channel: "C01OPS", oldest: posted[0].ts };
    expect(textsOf(await trial.api("conversations.history", bounds))).toEqual(["4", "3", "2"]);
    const inclusive = { ...bounds, inclusive: true, latest: posted[2].ts };
    expect(textsOf(await trial.api("conversations.history", inclusive))).toEqual(["3", "2", "1"]);
    const first = await trial.api("conversations.history", { ...bounds, limit: 2 });
    expect([textsOf(first), first.has_more]).toEqual([["4", "3"], true]);
    const cursor = first.response_metadata.next_cursor;
    const second = await trial.api("conversations.history", { ...bounds, limit: 2, cursor });
    expect([textsOf(second), second.has_more]).toEqual([["2"], false]);
    expect(await trial.api("conversations.history", { ...bounds, cursor: "x" })).toMatchObject({
      error: "invalid_cursor",
    });
  });

  it("reads direct messages too, each kind with its own scope", async () => {
    const trial = await openWorkspace({ scopes: ["chat:write", "im:history", "im:write"] });
    const { channel } = await trial.api("conversations.open", { users: "U02BOB" });
    await post(trial, { channel: "U02BOB", text: "direct" });
    expect(textsOf(await trial.api("conversations.history", { channel: channel.id }))).toEqual(["direct"]);
    expect((await trial.see(`/messages/${channel.id}`)).messages).toHaveLength(1);
    expect(await trial.api("conversations.history", { channel: "C01OPS" })).toMatchObject({
      error: "missing_scope",
      needed: "channels:history",
    });
    const other = await openWorkspace({ scopes: ["channels:history"] });
    expect(await other.api("conversations.history", { channel: "D02BOB" })).toMatchObject({ needed: "im:history" });
  });

  it.each([
    [{}, "invalid_arguments"],
    [{ channel: "#ops" }, "channel_not_found"],
    [{ channel: "C03RANDOM" }, "not_in_channel"],
  ])("is refused for %j", async (args, error) => {
    const trial = await openWorkspace();
    expect(await trial.api("conversations.history", args)).toMatchObject({ ok: false, error });
  });
});

const inOps = { channel: "C01OPS", user: "U02BOB" };

describe("conversations.replies", () => {
  it("gives a thread, its root first", async () => {
    const trial = await openWorkspace();
    const root = await post(trial, { text: "root" });
    await post(trial, { text: "beside" });
    await post(trial, { text: "one", thread_ts: root.ts, metadata });
    const asked = { channel: "C01OPS", ts: root.ts, include_all_metadata: "true" };
    const read = await trial.api("conversations.replies", asked);
    expect(textsOf(read)).toEqual(["root", "one"]);
    expect(read.messages[1]).toMatchObject({ metadata });
    expect(await trial.broken()).toEqual([]);
  });

  it.each([
    [{ channel: "C01OPS" }, "invalid_arguments"],
    [{ channel: "C01OPS", ts: "1.2" }, "thread_not_found"],
  ])("is refused for %j", async (args, error) => {
    const trial = await openWorkspace();
    expect(await trial.api("conversations.replies", args)).toMatchObject({ ok: false, error });
  });
});

describe("metadata", () => {
  it("stays with a message whose edit names none, and goes with an empty one", async () => {
    const trial = await openWorkspace();
    const { ts } = await post(trial, { metadata });
    const update = (args: object) => trial.api("chat.update", { channel: "C01OPS", ts, text: "b", ...args });
    expect((await update({})).message).toMatchObject({ metadata });
    const other = { event_type: "other", event_payload: {} };
    expect((await update({ metadata: other })).message).toMatchObject({ metadata: other });
    expect((await update({ metadata: {} })).message).not.toHaveProperty("metadata");
  });

  it.each<[unknown, string]>([
    ["text", "invalid_metadata_format"],
    [{ event_type: "x" }, "invalid_metadata_format"],
    [{ event_type: "has blanks", event_payload: {} }, "invalid_metadata_format"],
    [{ event_type: "x", event_payload: { text: "y".repeat(9000) } }, "metadata_too_large"],
  ])("is refused where it is none, or too much: %#", async (wrong, error) => {
    const trial = await openWorkspace();
    const { ts } = await post(trial);
    expect(await post(trial, { metadata: wrong })).toMatchObject({ ok: false, error });
    expect(await trial.api("chat.update", { channel: "C01OPS", ts, text: "b", metadata: wrong })).toMatchObject({
      error,
    });
  });
});

describe("a broadcast", () => {
  it("is a reply: outside of a thread it means nothing", async () => {
    const trial = await openWorkspace();
    await post(trial, { reply_broadcast: true });
    expect((await trial.see("/messages/C01OPS")).messages[0]).not.toHaveProperty("reply_broadcast");
  });
});

describe("a permalink", () => {
  it.each([
    ["C01OPS", "/#//C01OPS"],
    ["U02BOB", "/#/U02BOB/dm"],
  ])("leads to the page, where the conversation is shown: %s", async (channel, place) => {
    const trial = await openWorkspace();
    const posted = await post(trial, { channel });
    const { permalink } = await trial.api("chat.getPermalink", { channel: posted.channel, message_ts: posted.ts });
    const followed = await fetch(permalink, { redirect: "manual" });
    expect(followed.headers.get("location")).toBe(place);
  });

  it("of a channel that there is not leads to the page all the same", async () => {
    const trial = await openWorkspace();
    const followed = await fetch(`${trial.workspace.url}archives/C99/p1`, { redirect: "manual" });
    expect(followed.headers.get("location")).toBe("/#");
  });
});
