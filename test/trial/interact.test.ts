import { describe, expect, it } from "vitest";
import { button, createHandClock, openWorkspace } from "./open-workspace.ts";
import { connectPeer } from "./socket-peer.ts";
import { actions, click, select, withMessage } from "./with-message.ts";

describe("a click", () => {
  it("reaches the bot with the message, the person and the button's own value", async () => {
    const { trial, peer, ts } = await withMessage();
    expect(await trial.act("/interact", click(ts))).toEqual({ ok: true, ackMs: expect.any(Number) });
    const { payload, accepts_response_payload } = peer.envelopes[0];
    expect(accepts_response_payload).toBe(false);
    expect(payload).toMatchObject({
      type: "block_actions",
      team: { id: "T0TRIAL" },
      user: { id: "U02BOB", team_id: "T0TRIAL" },
      enterprise: null,
      is_enterprise_install: false,
      container: { type: "message", message_ts: ts, channel_id: "C01OPS", is_ephemeral: false },
      channel: { id: "C01OPS", name: "ops" },
      message: { ts, text: "a" },
      actions: [{ type: "button", action_id: "details", block_id: "acts", value: "id-1", text: { text: "Press" } }],
      state: { values: { acts: { host: { type: "static_select", selected_option: null } } } },
      response_url: expect.stringContaining("/respond/"),
      trigger_id: expect.any(String),
    });
  });

  it("on a menu reports the whole option, and the message remembers it", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.act("/interact", click(ts, { action_id: "host", selected_option: { value: "b" } }));
    expect(peer.envelopes[0].payload.actions[0].selected_option).toEqual(select.options[1]);
    await trial.act("/interact", click(ts));
    expect(peer.envelopes[1].payload.state.values.acts.host.selected_option).toEqual(select.options[1]);
  });

  it("is refused where there is no such element, option or message, or the person cannot see it", async () => {
    const { trial, ts } = await withMessage();
    const error = async (body: object) => (await trial.act("/interact", body)).error;
    expect(await error(click(ts, { action_id: "other" }))).toBe("action_not_found");
    expect(await error(click(ts, { action_id: "details", type: "static_select" }))).toBe("action_not_found");
    expect(await error(click(ts, { action_id: "host", selected_option: { value: "c" } }))).toBe("action_not_found");
    expect(await error(click("1.000001"))).toBe("message_not_found");
    expect(await error({ ...click(ts), channel: "D01ALICE" })).toBe("message_not_found");
  });

  it("may carry a forged value, so that a bot can be tested against it", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.act("/interact", click(ts, { action_id: "details", value: "forged" }));
    expect(peer.envelopes[0].payload.actions[0].value).toBe("forged");
  });

  it("on an ephemeral message shows no message in the payload, and its answer can replace or delete it", async () => {
    const { trial, peer } = await withMessage();
    const { message_ts } = await trial.api("chat.postEphemeral", {
      channel: "C01OPS",
      user: "U02BOB",
      text: "a",
      blocks: [actions(button("more"))],
    });
    await trial.act("/interact", click(message_ts, { action_id: "more" }));
    const { payload } = peer.envelopes[0];
    expect(payload.container).toMatchObject({ is_ephemeral: true, message_ts });
    expect(payload.message).toBeUndefined();
    await respond(payload.response_url, { replace_original: true, text: "b" });
    expect((await trial.see("/ephemerals/U02BOB")).messages).toMatchObject([{ ts: message_ts, text: "b", blocks: [] }]);
    await respond(payload.response_url, { delete_original: true });
    expect((await trial.see("/ephemerals/U02BOB")).messages).toEqual([]);
  });
});

const respond = (url: string, body: object) => fetch(url, { method: "POST", body: JSON.stringify(body) });

describe("a response URL", () => {
  it("answers the person alone by default, the channel on request, or in place of the message", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.act("/interact", click(ts));
    const url = peer.envelopes[0].payload.response_url;
    await respond(url, { text: "for you" });
    await respond(url, { text: "for all", response_type: "in_channel" });
    await respond(url, { text: "instead", replace_original: true });
    expect((await trial.see("/ephemerals/U02BOB")).messages).toMatchObject([{ text: "for you" }]);
    expect((await trial.see("/messages/C01OPS")).messages).toMatchObject([
      { ts, text: "instead", blocks: [] },
      { text: "for all" },
    ]);
    expect(await trial.broken()).toEqual([]);
  });

  it("works five times, and no sixth", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.act("/interact", click(ts));
    const url = peer.envelopes[0].payload.response_url;
    for (let each = 0; each < 5; each += 1) expect((await respond(url, { text: "a" })).status).toBe(200);
    const sixth = await respond(url, { text: "a" });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: "used_url" }]);
    expect(await trial.broken()).toEqual(["response_url overused"]);
  });

  it("works for thirty minutes, and no longer", async () => {
    const clock = createHandClock();
    const { trial, peer, ts } = await withMessage({ now: clock.now });
    await trial.act("/interact", click(ts));
    const url = peer.envelopes[0].payload.response_url;
    clock.forward(30 * 60_000);
    expect((await respond(url, { text: "a" })).status).toBe(200);
    clock.forward(1);
    expect(await (await respond(url, { text: "a" })).json()).toEqual({ ok: false, error: "expired_url" });
  });

  it("refuses bad blocks", async () => {
    const { trial, peer, ts } = await withMessage();
    await trial.act("/interact", click(ts));
    const answer = await respond(peer.envelopes[0].payload.response_url, { text: "a", blocks: [{ type: "marquee" }] });
    expect([answer.status, await answer.json()]).toEqual([400, { ok: false, error: "invalid_blocks" }]);
  });

  it("of a command has no original message that could be replaced", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    peer.ackAll();
    await trial.act("/command", { channel: "C01OPS", user: "U01ALICE", command: "/scipy" });
    await respond(peer.envelopes[0].payload.response_url, { text: "a", replace_original: true });
    expect(await trial.broken()).toEqual(["response_url without original"]);
  });
});
