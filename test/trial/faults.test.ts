import { describe, expect, it } from "vitest";
import { createHandClock, openWorkspace, until } from "./open-workspace.ts";
import { connectPeer } from "./socket-peer.ts";

const post = { channel: "C01OPS", text: "hi" };

describe("a fault", () => {
  it("answers with 429 and the seconds to wait, as often as was asked for", async () => {
    const trial = await openWorkspace();
    await trial.act("/fault", { kind: "rate-limit", seconds: 7, times: 2 });
    const call = () => fetch(`${trial.workspace.apiUrl}auth.test?token=xoxb-trial`);
    for (let each = 0; each < 2; each += 1) {
      const response = await call();
      expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    }
    expect((await call()).status).toBe(200);
  });

  it("waits for its own method and leaves the others alone", async () => {
    const trial = await openWorkspace();
    await trial.act("/fault", { kind: "invalid-auth", method: "chat.postMessage" });
    expect(await trial.api("auth.test")).toMatchObject({ ok: true });
    expect(await trial.api("chat.postMessage", post)).toEqual({ ok: false, error: "invalid_auth" });
    expect(await trial.api("chat.postMessage", post)).toMatchObject({ ok: true });
  });

  it("answers with 500, and nothing takes place", async () => {
    const trial = await openWorkspace();
    await trial.act("/fault", { kind: "http-500" });
    const headers = { authorization: "Bearer xoxb-trial" };
    const response = await fetch(`${trial.workspace.apiUrl}chat.postMessage?channel=C01OPS&text=hi`, { headers });
    expect(response.status).toBe(500);
    expect((await trial.see("/messages/C01OPS")).messages).toEqual([]);
  });

  it("loses the answer while the effect takes place", async () => {
    const trial = await openWorkspace();
    await trial.act("/fault", { kind: "lost-response", method: "chat.postMessage" });
    await expect(trial.api("chat.postMessage", post)).rejects.toThrow();
    expect((await trial.see("/messages/C01OPS")).messages).toHaveLength(1);
    expect(await trial.api("chat.postMessage", post)).toMatchObject({ ok: true });
  });

  it("lets a call hang for its time, then cuts it off", async () => {
    const trial = await openWorkspace();
    await trial.act("/fault", { kind: "hang", seconds: 0.2 });
    const startedAt = performance.now();
    await expect(trial.api("chat.postMessage", post)).rejects.toThrow();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(190);
    expect((await trial.see("/messages/C01OPS")).messages).toEqual([]);
  });

  it("cuts connections off, the oldest first", async () => {
    const trial = await openWorkspace();
    const peers = [await connectPeer(trial), await connectPeer(trial)];
    await trial.act("/fault", { kind: "kill-socket" });
    await until("the end", () => peers[0]?.isClosed());
    expect(peers[1]?.isClosed()).toBe(false);
  });

  it("ends everything in an outage, for its time, and then all is well", async () => {
    const clock = createHandClock();
    const trial = await openWorkspace({ now: clock.now });
    const peer = await connectPeer(trial);
    const { url } = await trial.api("apps.connections.open", {}, "xapp-trial");
    await trial.act("/fault", { kind: "outage", seconds: 60 });
    await until("the end", peer.isClosed);
    expect((await fetch(`${trial.workspace.apiUrl}auth.test?token=xoxb-trial`)).status).toBe(503);
    expect((await fetch(url.replace("ws:", "http:"))).ok).toBe(false);
    const command = { channel: "C01OPS", user: "U01ALICE", command: "/scipy" };
    expect(await trial.act("/command", command)).toMatchObject({ error: "dispatch_failed" });
    expect(await trial.broken()).toEqual([]);
    clock.forward(60_000);
    const back = await connectPeer(trial);
    back.ackAll();
    expect(await trial.act("/command", command)).toMatchObject({ ok: true });
  });
});
