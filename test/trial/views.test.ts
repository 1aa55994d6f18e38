import { describe, expect, it } from "vitest";
import { button, createHandClock, modal, type Trial } from "./open-workspace.ts";
import type { Peer } from "./socket-peer.ts";
import { actions, click, withMessage } from "./with-message.ts";

/** Clicks a button and gives what a view can be opened with. */
async function triggerFor(trial: Trial, peer: Peer, ts: string): Promise<string> {
  await trial.act("/interact", click(ts));
  return peer.envelopes.at(-1).payload.trigger_id;
}

describe("a modal", () => {
  it("opens with a trigger once, within three seconds, and not with an invented one", async () => {
    const clock = createHandClock();
    const { trial, peer, ts } = await withMessage({ now: clock.now });
    const open = (trigger_id: string) => trial.api("views.open", { trigger_id, view: modal() });
    const first = await triggerFor(trial, peer, ts);
    expect(await open(first)).toMatchObject({ ok: true, view: { callback_id: "reason" } });
    expect(await open(first)).toMatchObject({ error: "exchanged_trigger_id" });
    const second = await triggerFor(trial, peer, ts);
    clock.forward(3001);
    expect(await open(second)).toMatchObject({ error: "expired_trigger_id" });
    expect(await open("1.2.invented")).toMatchObject({ error: "invalid_trigger_id" });
    expect(await trial.broken()).toEqual(["trigger reused", "trigger expired", "trigger reused"]);
  });

  it("is refused with the place of its fault, and the trigger stays good", async () => {
    const { trial, peer, ts } = await withMessage();
    const trigger_id = await triggerFor(trial, peer, ts);
    const answer = await trial.api("views.open", {
      trigger_id,
      view: modal({ title: { type: "plain_text", text: "x".repeat(25) } }),
    });
    expect(answer.error).toBe("invalid_arguments");
    expect(answer.response_metadata.messages[0]).toContain("[json-pointer:/view/title/text]");
    expect(await trial.broken()).toEqual(["bad view"]);
    expect(await trial.api("views.open", { trigger_id, view: modal() })).toMatchObject({ ok: true });
  });

  it("stacks to three and no further", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.api("views.open", { trigger_id: await triggerFor(trial, peer, ts), view: modal() });
    const push = async () => trial.api("views.push", { trigger_id: await triggerFor(trial, peer, ts), view: modal() });
    const second = await push();
    expect(second.view.previous_view_id).toBe(second.view.root_view_id);
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ error: "push_limit_reached" });
    expect((await trial.see("/views/U02BOB")).views).toHaveLength(3);
  });

  it("changes by its id with the hash that it has, and keeps what was entered", async () => {
    const { trial, peer, ts } = await withMessage();
    const { view } = await trial.api("views.open", { trigger_id: await triggerFor(trial, peer, ts), view: modal() });
    await trial.act("/submit", { user: "U02BOB", values: { why: { text: { value: "ab" } } } });
    const change = (hash: string) =>
      trial.api("views.update", { view_id: view.id, hash, view: modal({ callback_id: "b" }) });
    const { hash } = (await trial.see("/views/U02BOB")).views[0];
    const changed = await change(hash);
    expect(changed.view).toMatchObject({
      id: view.id,
      callback_id: "b",
      state: { values: { why: { text: { value: "ab" } } } },
    });
    expect(await change(hash)).toMatchObject({ error: "hash_conflict" });
    expect(await trial.api("views.update", { view_id: "V404", view: modal() })).toMatchObject({ error: "not_found" });
    expect(await trial.broken()).toEqual(["unknown view"]);
  });

  it("does not let a required field pass empty or too short", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.api("views.open", { trigger_id: await triggerFor(trial, peer, ts), view: modal() });
    const before = peer.envelopes.length;
    expect(await trial.act("/submit", { user: "U02BOB" })).toEqual({
      ok: false,
      errors: { why: expect.stringContaining("required") },
    });
    const short = await trial.act("/submit", { user: "U02BOB", values: { why: { text: { value: "ab" } } } });
    expect(short.errors.why).toContain("at least 3");
    expect(await trial.act("/submit", { user: "U02BOB", values: { why: { other: { value: "ab" } } } })).toMatchObject({
      error: "action_not_found",
    });
    expect(peer.envelopes).toHaveLength(before);
  });

  const submitWith = async (payload?: object) => {
    const { trial, peer, ts } = await withMessage();
    await trial.api("views.open", { trigger_id: await triggerFor(trial, peer, ts), view: modal() });
    peer.ackAll(payload);
    const answer = await trial.act("/submit", { user: "U02BOB", values: { why: { text: { value: "because" } } } });
    return { trial, peer, answer, views: (await trial.see("/views/U02BOB")).views };
  };

  it("closes when its submission is acknowledged without a wish", async () => {
    const { peer, answer, views } = await submitWith();
    expect(answer).toMatchObject({ ok: true });
    expect(views).toEqual([]);
    expect(peer.envelopes.at(-1)).toMatchObject({
      accepts_response_payload: true,
      payload: {
        type: "view_submission",
        user: { id: "U02BOB" },
        view: { state: { values: { why: { text: { type: "plain_text_input", value: "because" } } } } },
      },
    });
  });

  it("stays open with the errors that the bot answers, by block", async () => {
    const { trial, answer, views } = await submitWith({ response_action: "errors", errors: { why: "Say more." } });
    expect(answer).toMatchObject({ ok: false, errors: { why: "Say more." } });
    expect(views).toHaveLength(1);
    expect(await trial.broken()).toEqual([]);
  });

  it("is replaced, stacked upon or cleared as the bot answers", async () => {
    expect((await submitWith({ response_action: "update", view: modal({ callback_id: "b" }) })).views).toMatchObject([
      { callback_id: "b" },
    ]);
    expect((await submitWith({ response_action: "push", view: modal({ callback_id: "b" }) })).views).toHaveLength(2);
    expect((await submitWith({ response_action: "clear" })).views).toEqual([]);
  });

  it.each([
    [
      "errors for a block that it does not have",
      { response_action: "errors", errors: { other: "a" } },
      "unknown block in errors",
    ],
    ["no errors at all", { response_action: "errors" }, "unknown block in errors"],
    ["a bad view", { response_action: "update", view: {} }, "bad view"],
    ["an action that does not exist", { response_action: "explode" }, "bad view"],
  ])("records a submission answered with %s", async (_what, payload, rule) => {
    const { trial, answer } = await submitWith(payload);
    expect(answer.ok).toBe(false);
    expect(await trial.broken()).toContain(rule);
  });

  it("tells the bot that it was closed only where the bot asked for that", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.api("views.open", { trigger_id: await triggerFor(trial, peer, ts), view: modal() });
    await trial.act("/close", { user: "U02BOB" });
    await trial.api("views.open", {
      trigger_id: await triggerFor(trial, peer, ts),
      view: modal({ notify_on_close: true }),
    });
    await trial.act("/close", { user: "U02BOB" });
    const closed = peer.envelopes.filter((each) => each.payload.type === "view_closed");
    expect(closed).toMatchObject([{ payload: { view: { callback_id: "reason" }, is_cleared: false } }]);
    expect((await trial.see("/views/U02BOB")).views).toEqual([]);
  });
});

describe("a Home tab", () => {
  it("is published for one person, and its buttons name the view in place of a message", async () => {
    const { trial, peer } = await withMessage();
    const view = { type: "home", blocks: [actions(button("refresh"))] };
    const published = await trial.api("views.publish", { user_id: "U01ALICE", view });
    expect((await trial.see("/home/U01ALICE")).view.id).toBe(published.view.id);
    expect((await trial.see("/home/U02BOB")).view).toBeNull();
    await trial.act("/interact", { user: "U01ALICE", viewId: published.view.id, action: { action_id: "refresh" } });
    const { payload } = peer.envelopes[0];
    expect(payload).toMatchObject({ container: { type: "view", view_id: published.view.id }, view: { type: "home" } });
    expect([payload.response_url, payload.message, payload.channel]).toEqual([undefined, undefined, undefined]);
    const again = await trial.api("views.publish", { user_id: "U01ALICE", view });
    expect(again.view.id).toBe(published.view.id);
    expect(await trial.api("views.publish", { user_id: "U01ALICE", view, hash: "old" })).toMatchObject({
      error: "hash_conflict",
    });
    expect(await trial.api("views.publish", { user_id: "U01ALICE", view: modal() })).toMatchObject({
      error: "invalid_arguments",
    });
  });
});
