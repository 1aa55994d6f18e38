import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { createWorkspace } from "../../src/trial/workspace.ts";
import { type Json, openWorkspace, type Trial } from "./open-workspace.ts";
import { connectPeer } from "./socket-peer.ts";

describe("a trial workspace", () => {
  it("says in a sentence that its port is taken, and by which option to choose another", async () => {
    const { workspace } = await openWorkspace();
    const second = await createWorkspace({ port: workspace.port });
    expect(second).toEqual({
      ok: false,
      error: { reason: "port taken", sentence: expect.stringContaining(`Port ${workspace.port}`) },
    });
    expect(JSON.stringify(second)).toContain("--port");
  });

  it.each([-1, 70_000, 1.5])("says that %d is no port", async (port) => {
    expect(await createWorkspace({ port })).toMatchObject({ ok: false, error: { reason: "no port" } });
  });

  it("lets its port go when it is stopped, and stops twice without harm", async () => {
    const { workspace } = await openWorkspace();
    await workspace.stop();
    await workspace.stop();
    const second = await createWorkspace({ port: workspace.port });
    expect(second.ok).toBe(true);
    if (second.ok) await second.value.stop();
  });

  it("stops at once although a bot is connected, a page listens and a call hangs for ten minutes", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    await trial.act("/fault", { kind: "hang", method: "auth.test", seconds: 600 });
    const hanging = trial.api("auth.test").catch(() => "cut off");
    const page = await fetch(`${trial.workspace.url}_control/events`);
    await trial.workspace.stop();
    expect(await hanging).toBe("cut off");
    await page.body?.cancel().catch(() => undefined);
    expect(peer.hello.type).toBe("hello");
  });

  it.each(["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example"])(
    "refuses the host name %s",
    async (host) => {
      const trial = await openWorkspace();
      expect(await statusOf(trial, { host })).toBe(403);
    },
  );

  it.each(["http://evil.example", "null", "http://localhost:1"])(
    "refuses a control call from the origin %s",
    async (origin) => {
      const trial = await openWorkspace();
      expect(await statusOf(trial, { origin })).toBe(403);
      const own = { origin: trial.workspace.url.slice(0, -1) };
      expect(await statusOf(trial, own)).toBe(200);
    },
  );

  it.each([
    ["cross-site", 403],
    ["same-site", 403],
    ["same-origin", 200],
    ["none", 200],
  ])("answers a call of the Web API that a browser calls %s with %i", async (site, status) => {
    const trial = await openWorkspace();
    const response = await fetch(`${trial.workspace.apiUrl}auth.test?token=xoxb-trial`, {
      headers: { "sec-fetch-site": site },
    });
    expect(response.status).toBe(status);
  });

  it("keeps the page to itself by its headers", async () => {
    const trial = await openWorkspace();
    const { headers } = await fetch(`${trial.workspace.url}_control/workspace`);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    "/page/../workspace.ts",
    "/page/%2e%2e/workspace.ts",
    "/assets//etc/passwd",
    "/assets/.npmrc",
    "/page/api.ts",
  ])("serves nothing at %s", async (path) => {
    const trial = await openWorkspace();
    expect(await statusOf(trial, {}, path)).toBe(404);
  });

  it("serves the page and its style", async () => {
    const trial = await openWorkspace();
    const [page, style] = await Promise.all(
      ["", "assets/page.css"].map((path) => fetch(`${trial.workspace.url}${path}`)),
    );
    expect([page?.status, page?.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect([style?.status, style?.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
  });

  it("refuses a body of more than a megabyte", async () => {
    const trial = await openWorkspace();
    const response = await fetch(`${trial.workspace.url}_control/message`, {
      method: "POST",
      body: "x".repeat(1_100_000),
    });
    expect(response.status).toBe(413);
  });

  it("refuses a body of more than a megabyte that does not tell its length", async () => {
    const trial = await openWorkspace();
    const body = new Blob(["x".repeat(1_100_000)]).stream();
    const init = { method: "POST", body, duplex: "half" } as const;
    const outcome = await fetch(`${trial.workspace.url}_control/message`, init).then(
      (response) => response.status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(outcome);
    expect((await trial.see("/messages/C01OPS")).messages).toEqual([]);
  });

  it.each([
    ["has none, as curl sends it", "/reset", null, { status: 200, body: { ok: true } }],
    [
      "does not tell its length",
      "/message",
      { channel: "C01OPS", user: "U01ALICE", text: "in pieces" },
      { status: 200, body: { ok: true } },
    ],
    ["is null", "/command", "null", { status: 400, body: { ok: false, error: "invalid_field" } }],
    ["is no JSON", "/command", "{", { status: 400, body: { ok: false, error: "invalid_json" } }],
  ])("takes a call whose body %s", async (...[, path, body, answer]) => {
    const trial = await openWorkspace();
    expect(await sendInPieces(trial, path, body)).toMatchObject(answer);
    if (path !== "/message") return;
    expect((await trial.see("/messages/C01OPS")).messages).toMatchObject([{ text: "in pieces" }]);
  });

  it("takes a call of the Web API without a body", async () => {
    const trial = await openWorkspace();
    const sent = await sendInPieces(trial, "/../api/auth.test?token=xoxb-trial", null);
    expect(sent).toMatchObject({ status: 200, body: { ok: true } });
  });

  it("leaves the global Request and Response of its process alone", async () => {
    const before = [globalThis.Request, globalThis.Response];
    await openWorkspace();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});

/** `fetch` always tells the length of a text. */
function sendInPieces(
  trial: Trial,
  path: string,
  body: object | string | null,
): Promise<{ status: number; body: Json }> {
  const url = new URL(`${trial.workspace.url}_control${path}`);
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: "POST" }, async (response) => {
      const text = (await response.toArray()).join("");
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
    });
    asked.on("error", reject);
    if (body !== null) asked.write(typeof body === "string" ? body : JSON.stringify(body));
    asked.end();
  });
}

/** `fetch` does not let its caller choose the host. */
function statusOf(trial: Trial, headers: Record<string, string>, path?: string): Promise<number> {
  const method = path === undefined ? "POST" : "GET";
  const target = { host: "127.0.0.1", port: trial.workspace.port, method, path: path ?? "/_control/reset", headers };
  return new Promise((resolve, reject) => {
    const asked = request(target, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}
