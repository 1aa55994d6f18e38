import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { known } from "../../src/domain/figure.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { millis } from "../../src/domain/time.ts";
import { scipyBot } from "../support/call.ts";
import { aSample, later } from "../support/sample.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const recorded = fileURLToPath(new URL("../fixtures/recordings/2008", import.meta.url));
const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
  await cp(recorded, folder, { recursive: true });
  await cp(join(folder, "portal.yml"), join(folder, "scipy.yml"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("scipy-bot replay", () => {
  it.each([
    ["without a file", [], /name the recordings to replay/],
    ["of a file that is not there", ["gone.csv"], /gone\.csv: There is no such file/],
    ["with an option that there is not", ["host.csv", "--hots", "x"], /Did you mean --host\?/],
    [
      "from a time that is none",
      ["host.csv", "--from", "yesterday"],
      /--from "yesterday" is no time: expected 2026-10-01/,
    ],
    ["of a folder that is none of the bot's", ["."], /is no data folder of the bot: expected scipy\.db in it/],
    ["of a folder and a file together", [".", "host.csv"], /It is a folder: replay it by itself/],
    ["of a span without readings", ["host.csv", "--from", "2026-01-01"], /no reading in that span of time/],
  ])("%s ends with 2 and says what to do", async (_, args, sentence) => {
    const ran = await scipyBot(folder, ["replay", ...args]);
    expect(ran).toMatchObject({ code: 2, out: "", err: expect.stringMatching(sentence) });
  });

  it("says line, column and what was expected of a bad file", async () => {
    await writeFile(join(folder, "bad.csv"), "t_seconds,load1\n0,high\n");
    const { code, err } = await scipyBot(folder, ["replay", "bad.csv"]);
    expect(code).toBe(2);
    expect(err).toContain('bad.csv, line 2, column load1: "high" is no figure: expected a number of 0 or more');
  });

  it("asks whose files they are where scipy.yml has several hosts", async () => {
    await writeFile(join(folder, "id"), "-----BEGIN OPENSSH PRIVATE KEY-----\n", { mode: 0o600 });
    const pin = `SHA256:${"A".repeat(43)}`;
    const hosts = `  - { name: web-1, connect: local }\n  - { name: web-2, user: u, key: id, fingerprint: "${pin}" }`;
    await writeFile(join(folder, "two.yml"), `channel: "#ops"\nhosts:\n${hosts}\n`);
    const asked = await scipyBot(folder, ["replay", "host.csv", "--config", "two.yml"]);
    expect(asked).toMatchObject({ code: 2, err: expect.stringMatching(/with --host: web-1, web-2/) });
    const told = await scipyBot(folder, ["replay", "host.csv", "--config", "two.yml", "--host", "web-2", "--json"]);
    expect(JSON.parse(told.out).hosts[0].name).toBe("web-2");
  });

  it("takes the span that is asked for, by date or by seconds of the recording", async () => {
    const bySeconds = await scipyBot(folder, ["replay", "host.csv", "--json", "--to", "1226479000"]);
    expect(JSON.parse(bySeconds.out).hosts[0]).toMatchObject({ to: "2008-11-12T08:36:30.000Z", sayings: [] });
    const byDate = await scipyBot(folder, ["replay", "host.csv", "--json", "--from", "2008-11-12T09:30Z"]);
    expect(JSON.parse(byDate.out).hosts[0]).toMatchObject({ from: "2008-11-12T09:30:00.000Z" });
  });

  it("has no dates for a recording that counts from its own beginning", async () => {
    await writeFile(join(folder, "app.csv"), "t_seconds,rss_anon_kb\n0,1000\n93600,1000\n");
    const { out, err } = await scipyBot(folder, ["replay", "app.csv"]);
    expect(out).toMatch(/^portal: 2 polls, 0 d 00:00:00 to 1 d 02:00:00 \(1 d 2 h\)\n/);
    expect(out).toContain("Nothing would have been said.");
    expect(err).toContain("the rule heap says nothing of app: set a threshold for it in scipy.yml");
    const json = await scipyBot(folder, ["replay", "app.csv", "--json"]);
    expect(JSON.parse(json.out).hosts[0]).toMatchObject({ from: null, fromSeconds: 0, toSeconds: 93_600 });
  });

  it("tells what other settings would have said of the same recording", async () => {
    const said = async (settings: string): Promise<readonly string[]> => {
      const host = `  - { name: portal, connect: local, daemons: [{ name: zope, find: { unit: zope }, threshold: 2.8 GiB }] }`;
      await writeFile(join(folder, "tried.yml"), `channel: "#ops"\nalerts: ${settings}\nhosts:\n${host}\n`);
      const { out } = await scipyBot(folder, ["replay", "host.csv", "zope.csv", "--config", "tried.yml", "--json"]);
      return JSON.parse(out).hosts[0].sayings.map(({ rule }: { rule: string }) => rule);
    };
    expect(await said("{}")).toContain("memory");
    const without = await said("{ off: [memory] }");
    expect(without).not.toContain("memory");
    expect(without).toContain("load");
  });
});

describe("scipy-bot replay of the bot's own data folder", () => {
  let data = "";

  beforeAll(async () => {
    data = join(folder, "data");
    const clock = new VirtualClock();
    const keep = { readingsMs: millis(1e10), minutesMs: millis(1e10), hoursMs: millis(1e10) };
    const store = await openSqliteStore({ folder: data, clock, log: silentLog, keep });
    if (!store.ok) throw new Error(store.error.detail);
    const samples: Sample[] = [];
    for (let count = 0; count < 120; count += 1) samples.push(loaded(later(aSample({ host: "portal" }), count * 15)));
    const kept = await store.value.keep(samples);
    if (!kept.ok) throw new Error(kept.error.detail);
    // The bot goes on working on it: its lock is held until the tests are over.
    return () => store.value.close();
  });

  function loaded(sample: Sample): Sample {
    return { ...sample, system: { ...sample.system, load: known({ one: 9, five: 9, fifteen: 9 }) } };
  }

  const span = ["--from", "2026-01-15", "--to", "2026-01-16"];

  it("works while the bot is running on it, and says when it would have spoken", async () => {
    const { code, out, err } = await scipyBot(folder, ["replay", "data", ...span, "--json"]);
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out).hosts).toMatchObject([
      {
        name: "portal",
        polls: 120,
        sayings: [{ rule: "load", how: "posted", at: expect.stringMatching(/^2026-01-15T09:05/) }, ...[{}, {}, {}]],
      },
    ]);
  });

  it("names the hosts that it has when asked for another", async () => {
    const { code, err } = await scipyBot(folder, ["replay", "data", ...span, "--host", "web-9"]);
    expect(code).toBe(2);
    expect(err).toContain('There is no host "web-9" in it. The hosts are: portal.');
  });
});
