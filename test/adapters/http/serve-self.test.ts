import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { type SelfPages, type SelfServer, serveSelf } from "../../../src/adapters/http/serve-self.ts";
import type { Readiness, VitalSign } from "../../../src/domain/self/vital-sign.ts";

const open: SelfServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
});

const ready: Readiness = { slackConnected: true, firstReading: true, storeOpen: true };
const alive: readonly VitalSign[] = [
  { name: "poll", ageMs: 3000, limitMs: 120_000 },
  { name: "slack", ageMs: 20_000, limitMs: 300_000 },
  { name: "store", ageMs: 4000, limitMs: 900_000 },
];

async function serve(changes: Partial<SelfPages> = {}) {
  const metrics = { contentType: "text/plain; version=0.0.4; charset=utf-8", render: async () => "a 1\n" };
  const served = await serveSelf(0, { vital: () => alive, readiness: () => ready, metrics, ...changes });
  if (!served.ok) throw new Error(served.error);
  open.push(served.value);
  return `http://127.0.0.1:${served.value.port}`;
}

describe("/healthz", () => {
  it("is 200 while everything was done within its limit, and says how long ago", async () => {
    const response = await fetch(`${await serve()}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ok: true,
      problems: [],
      signs: [
        { name: "poll", ok: true, ageSeconds: 3, limitSeconds: 120 },
        { name: "slack", ok: true, ageSeconds: 20, limitSeconds: 300 },
        { name: "store", ok: true, ageSeconds: 4, limitSeconds: 900 },
      ],
    });
  });

  it.each(["poll", "slack", "store"])("is 503 as soon as one of them is overdue, and names it: %s", async (name) => {
    const vital = alive.map((sign) => (sign.name === name ? { ...sign, ageMs: sign.limitMs + 1000 } : sign));
    const response = await fetch(`${await serve({ vital: () => vital })}/healthz`);
    expect(response.status).toBe(503);
    const page = (await response.json()) as { ok: boolean; problems: string[]; signs: { name: string; ok: boolean }[] };
    expect(page.ok).toBe(false);
    expect(page.problems).toHaveLength(1);
    expect(page.signs.filter(({ ok }) => !ok)).toMatchObject([{ name }]);
  });
});

describe("/readyz", () => {
  it("is 200 when Slack is connected, a first reading is in and the store is open", async () => {
    const response = await fetch(`${await serve()}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { ok: true, ...ready }]);
  });

  it.each(["slackConnected", "firstReading", "storeOpen"])("is 503 without one of them: %s", async (what) => {
    const response = await fetch(`${await serve({ readiness: () => ({ ...ready, [what]: false }) })}/readyz`);
    expect([response.status, await response.json()]).toEqual([503, { ok: false, ...ready, [what]: false }]);
  });
});

describe("the pages", () => {
  it("are found by path alone, to be read and not to be written", async () => {
    const base = await serve();
    const metrics = await fetch(`${base}/metrics?x=1`);
    expect(metrics.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(await metrics.text()).toBe("a 1\n");
    expect(await (await fetch(`${base}/metrics`, { method: "HEAD" })).text()).toBe("");
    expect((await fetch(`${base}/`)).status).toBe(404);
    expect((await fetch(`${base}/metrics`, { method: "POST", body: "x" })).status).toBe(405);
  });

  it("say no more of a fault than its kind", async () => {
    const metrics = { contentType: "", render: () => Promise.reject(new TypeError("c4n4ry")) };
    const response = await fetch(`${await serve({ metrics })}/metrics`);
    expect([response.status, await response.text()]).toEqual([500, "TypeError\n"]);
  });

  it("are open to this machine alone", async () => {
    const { port } = new URL(await serve());
    const own = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
    const foreign = own.filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address);
    for (const host of [...foreign, "127.0.0.2"]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host, port: Number(port) });
        socket.once("connect", () => resolve("connected"));
        socket.once("error", () => resolve("refused"));
      });
      expect([host, outcome]).toEqual([host, "refused"]);
    }
  });

  it("are no reason to start without them: a port that is taken is told with what to do", async () => {
    const { port } = new URL(await serve());
    const pages = { vital: () => alive, readiness: () => ready, metrics: { contentType: "", render: async () => "" } };
    expect(await serveSelf(Number(port), pages)).toEqual({
      ok: false,
      error: `Port ${port} on 127.0.0.1 is taken: perhaps another copy of the bot is running. Stop it, or set self.port in scipy.yml to another port.`,
    });
  });

  it("end at once when the bot stops, whoever is connected", async () => {
    const base = await serve();
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(base).port) });
    await new Promise((resolve) => socket.once("connect", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    await open.splice(0)[0]?.stop();
    await closed;
  });
});
