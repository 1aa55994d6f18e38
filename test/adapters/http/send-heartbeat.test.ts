import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createHeartbeat } from "../../../src/adapters/http/send-heartbeat.ts";
import type { HealthOutcome } from "../../../src/domain/alert/event.ts";
import type { HttpProbe } from "../../../src/services/ports-http.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "scipy-heartbeat-"));
  made.push(folder);
  return folder;
}

const clock = new VirtualClock("2026-03-01T12:00:00Z");

function beatOf(places: { url?: string; file?: string }, outcome: HealthOutcome = { ok: true, tookMs: 5 }) {
  const posted: string[] = [];
  const probe: HttpProbe = {
    get: () => Promise.reject(new Error("signs of life are posted")),
    post: async (url) => {
      posted.push(url);
      return outcome;
    },
  };
  const beat = createHeartbeat({ url: places.url ?? null, file: places.file ?? null }, { probe, clock });
  return { beat, posted };
}

describe("a sign of life", () => {
  it("touches its file, makes it where there is none, and leaves what it holds", async () => {
    const file = join(newFolder(), "alive");
    const { beat } = beatOf({ file });
    expect(await beat()).toEqual({ ok: true, tookMs: 0 });
    expect(statSync(file).mtimeMs).toBe(clock.now());
    writeFileSync(file, "kept");
    await clock.advance(60_000);
    await beat();
    expect([statSync(file).mtimeMs, statSync(file).size]).toEqual([clock.now(), 4]);
  });

  it("goes to an address, a file, or both; one that fails is told, and the other is given all the same", async () => {
    const file = join(newFolder(), "alive");
    const { beat, posted } = beatOf({ url: "https://a.example/x", file }, { ok: false, what: "answered 500" });
    expect(await beat()).toEqual({ ok: false, what: "answered 500" });
    expect(posted).toEqual(["https://a.example/x"]);
    expect(statSync(file).size).toBe(0);
  });

  it("tells why a file cannot be touched", async () => {
    const { beat } = beatOf({ file: join(newFolder(), "none", "alive") });
    expect(await beat()).toEqual({ ok: false, what: "the file could not be touched (ENOENT)" });
    expect(await beatOf({ file: newFolder() }).beat()).toEqual({
      ok: false,
      what: "the file could not be touched (EISDIR)",
    });
  });
});
