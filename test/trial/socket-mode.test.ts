import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openWorkspace, until } from "./open-workspace.ts";
import { connectPeer } from "./socket-peer.ts";

const command = { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" };

describe("Socket Mode", () => {
  it("greets first and tells how many connections there are", async () => {
    const trial = await openWorkspace();
    const first = await connectPeer(trial);
    const second = await connectPeer(trial);
    expect(first.hello).toMatchObject({ type: "hello", num_connections: 1 });
    expect(second.hello).toMatchObject({ type: "hello", num_connections: 2 });
  });

  it("opens only for the app token, and each ticket once", async () => {
    const trial = await openWorkspace();
    expect(await trial.api("apps.connections.open", {})).toEqual({ ok: false, error: "not_allowed_token_type" });
    const { url } = await trial.api("apps.connections.open", {}, "xapp-trial");
    expect(await outcomeOf(url)).toBe("open");
    expect(await outcomeOf(url)).toBe("refused");
    expect(await outcomeOf(url.replace("/link/", "/elsewhere/"))).toBe("refused");
  });

  it("refuses a connection from another site's page", async () => {
    const trial = await openWorkspace();
    const { url } = await trial.api("apps.connections.open", {}, "xapp-trial");
    expect(await outcomeOf(url, { origin: "http://evil.example" })).toBe("refused");
  });

  it("takes ten connections and sends the eleventh away", async () => {
    const trial = await openWorkspace();
    for (let each = 0; each < 10; each += 1) await connectPeer(trial);
    const eleventh = await connectPeer(trial);
    expect(eleventh.hello).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    expect((await trial.see("/ready")).connections).toBe(10);
  });

  it("sends every envelope over one connection, in turn", async () => {
    const trial = await openWorkspace();
    const peers = [await connectPeer(trial), await connectPeer(trial)];
    for (const peer of peers) peer.ackAll();
    for (let each = 0; each < 4; each += 1) await trial.act("/command", command);
    expect(peers.map((peer) => peer.envelopes.length)).toEqual([2, 2]);
  });

  it("answers a command with the time that the acknowledgement took", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    peer.ackAll();
    expect(await trial.act("/command", command)).toEqual({ ok: true, ackMs: expect.any(Number) });
    expect(peer.envelopes[0]).toMatchObject({
      type: "slash_commands",
      accepts_response_payload: true,
      payload: {
        command: "/scipy",
        text: "status",
        team_id: "T0TRIAL",
        channel_id: "C01OPS",
        channel_name: "ops",
        user_id: "U01ALICE",
        is_enterprise_install: "false",
      },
    });
    expect(await trial.broken()).toEqual([]);
  });

  it("shows what the acknowledgement of a command carries, to the asker alone unless it is for the channel", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    peer.ackAll({ text: "for you" });
    await trial.act("/command", command);
    peer.ackAll({ text: "for all", response_type: "in_channel" });
    await trial.act("/command", command);
    expect((await trial.see("/ephemerals/U01ALICE")).messages).toMatchObject([{ text: "for you", channel: "C01OPS" }]);
    expect((await trial.see("/messages/C01OPS")).messages).toMatchObject([{ text: "for all", user: "U0BOT" }]);
  });

  it("fails a command at once while nobody is connected, and blames the bot only if it had been there", async () => {
    const trial = await openWorkspace();
    expect(await trial.act("/command", command)).toEqual({ ok: false, error: "dispatch_failed", ackMs: 0 });
    expect(await trial.broken()).toEqual([]);
    const peer = await connectPeer(trial);
    peer.close();
    await until("the connection to end", async () => (await trial.see("/ready")).connections === 0);
    await trial.act("/command", command);
    expect(await trial.broken()).toEqual(["no connection"]);
  });

  it("does not blame the bot for a command that comes right after this side has cut it off", async () => {
    for (const kind of ["kill-socket", "disconnect"]) {
      const trial = await openWorkspace();
      const peer = await connectPeer(trial);
      await trial.act("/fault", { kind });
      peer.close();
      await until("the connection to end", async () => (await trial.see("/ready")).connections === 0);
      expect(await trial.act("/command", command)).toMatchObject({ error: "dispatch_failed" });
      expect(await trial.broken()).toEqual([]);
    }
  });

  it("gives up after three seconds, records it, and still logs how late the acknowledgement came", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    const answer = await trial.act("/command", command);
    expect(answer).toMatchObject({ ok: false, error: "operation_timeout" });
    expect(await trial.broken()).toEqual(["late ack"]);
    peer.ack(peer.envelopes[0]);
    const ack = await until("the late acknowledgement", async () =>
      (await trial.see("/log")).log.find((each: { kind: string }) => each.kind === "ack"),
    );
    expect(ack.ackMs).toBeGreaterThanOrEqual(3000);
  });

  it("sends an event that nobody acknowledged once more, marked as a retry", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    const opening = trial.act("/open-home", { user: "U01ALICE" });
    await peer.next();
    const retry = await peer.next();
    expect(retry).toMatchObject({ type: "events_api", retry_attempt: 1, retry_reason: "timeout" });
    peer.ack(retry);
    expect(await opening).toMatchObject({ ok: true });
  });

  it("records an acknowledgement with content where Slack takes none", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    peer.ackAll({ text: "not wanted" });
    await trial.act("/shortcut", { user: "U01ALICE", callback_id: "ask" });
    expect(await trial.broken()).toEqual(["unexpected ack payload"]);
  });

  it("asks a connection to come again while the other one serves", async () => {
    const trial = await openWorkspace();
    const [first, second] = [await connectPeer(trial), await connectPeer(trial)];
    second.ackAll();
    await trial.act("/fault", { kind: "disconnect" });
    await until("the request", () => first.frames.find((frame) => frame.type === "disconnect"));
    for (let each = 0; each < 3; each += 1) expect(await trial.act("/command", command)).toMatchObject({ ok: true });
    expect(second.envelopes).toHaveLength(3);
    expect(first.frames.at(-1)).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
    expect(await trial.broken()).toEqual([]);
  });

  it("takes the acknowledgement of a connection that was just asked to come again", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    const asking = trial.act("/command", command);
    const envelope = await peer.next();
    await trial.act("/fault", { kind: "disconnect" });
    peer.ack(envelope);
    expect(await asking).toMatchObject({ ok: true });
  });

  it("does not blame the bot for an envelope whose connection was cut off from this side", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    const asking = trial.act("/command", command);
    await peer.next();
    await trial.act("/fault", { kind: "kill-socket" });
    expect(await asking).toMatchObject({ ok: false, error: "operation_timeout" });
    await until("the end", peer.isClosed);
    expect(await trial.broken()).toEqual([]);
  });

  it("survives an acknowledgement whose content is nested too deeply to be written down", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    const asking = trial.act("/shortcut", { user: "U01ALICE", callback_id: "ask" });
    const { envelope_id } = await peer.next();
    peer.send(`{"envelope_id":"${envelope_id}","payload":{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`);
    await asking;
    expect(await trial.broken()).toEqual(["unexpected ack payload"]);
  });

  it("survives frames that are no acknowledgement", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    for (const odd of [{}, { envelope_id: 7 }, { envelope_id: "never sent" }]) peer.ack(odd);
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    for (const odd of ["", "{", "7", `{"envelope_id":"a","payload":${deep}}`]) peer.send(odd);
    peer.ackAll();
    expect(await trial.act("/command", command)).toMatchObject({ ok: true });
  });
});

function outcomeOf(url: string, headers: Record<string, string> = {}): Promise<"open" | "refused"> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on("open", () => {
      resolve("open");
      socket.terminate();
    });
    socket.on("error", () => resolve("refused"));
  });
}
