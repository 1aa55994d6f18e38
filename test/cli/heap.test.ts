import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import type { DaemonFigures, Sample } from "../../src/domain/sample.ts";
import { instant, millis } from "../../src/domain/time.ts";
import type { DeployStore } from "../../src/services/ports-deploys.ts";
import { scipyBot } from "../support/call.ts";
import { scoredForecasts } from "../support/logged-forecasts.ts";
import { quietLog } from "../support/quiet-log.ts";
import { aDaemon, aSample } from "../support/sample.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const mebi = 1024 ** 2;
const keep = { readingsMs: millis(1e10), minutesMs: millis(1e10), hoursMs: millis(1e10) };
/** Of zope's forecasts for a day 29 of 40 held, and the others were off by 1.6 times as much as they might. */
const misses = [...Array.from({ length: 29 }, () => 0.5), ...Array.from({ length: 11 }, () => 1.6)];
let folder = "";
let deploys: DeployStore | null = null;

/** The bot goes on working on its folder meanwhile: the store is closed when the tests are over. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heap-store-"));
  const config = `  - { name: web-1, connect: local, daemons: [{ name: zope, find: { unit: zope }, threshold: 2 GiB }, { name: solr, find: { unit: solr } }] }`;
  await writeFile(join(folder, "scipy.yml"), `channel: "#ops"\nhosts:\n${config}\n`);
  const store = await openSqliteStore({
    folder: join(folder, "data"),
    clock: new VirtualClock(),
    log: quietLog(),
    keep,
  });
  if (!store.ok) throw new Error(store.error.detail);
  deploys = store.value.deploys;
  for (const forecast of scoredForecasts(misses)) await store.value.forecasts.log(forecast);
  const kept = await store.value.keep(samples());
  if (!kept.ok) throw new Error(kept.error.detail);
  return () => store.value.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Four days until now, every 5 minutes: zope grows by 300 MiB a day, solr has been watched for 7 hours. */
function samples(): readonly Sample[] {
  const end = Date.now();
  return Array.from({ length: 4 * 288 }, (_, index) => {
    const at = instant(end - (4 * 288 - 1 - index) * 300_000);
    const zope = daemon("zope", 500 + (300 * index) / 288 + (index % 5));
    const young = at > end - 7 * 3_600_000 ? [daemon("solr", 900)] : [];
    return { ...aSample({ host: "web-1", daemons: [zope, ...young] }), takenAt: at };
  });
}

function daemon(name: string, mebibytes: number): DaemonFigures {
  return aDaemon(name, mebibytes * mebi);
}

const heap = (...args: string[]) => scipyBot(folder, ["heap", ...args]);

describe("scipy-bot heap", () => {
  it("says of every daemon of the bot's own history where its heap is going, the worst first", async () => {
    const { code, out, err } = await heap();
    expect([code, err]).toEqual([0, ""]);
    const [zope, solr] = out.split("\n\n").filter((part) => /^\w+ on /.test(part));
    expect(zope).toMatch(/^zope on web-1: The heap grows without a bend, like a leak: by about [23]\d\d MiB a day\.$/m);
    expect(out).toMatch(/It reaches 2\.0 GiB in /);
    expect(out).toContain("Ranges are widened ×1.6: as reckoned, 29 of its last 40 forecasts for 1 day held, and 36");
    expect(solr).toMatch(/^solr on web-1: No forecast yet: 6 h .* of data, 24 h needed\.$/m);
    expect(out).toContain("No threshold is set in scipy.yml, and none could be measured yet: 45 % of RAM was taken.");
  });

  it("goes by the threshold that the running bot measures, where none is set", async () => {
    await writeFile(
      join(folder, "auto.yml"),
      `channel: "#ops"\nhosts:\n  - { name: web-1, connect: local, daemons: [{ name: zope, find: { unit: zope } }] }\n`,
    );
    const { out, err } = await heap("zope", "--config", "auto.yml");
    expect(err).toBe("");
    const [, size] = /Its threshold of (.*) is measured: so large its heap may be/.exec(out) ?? [];
    expect(out).toMatch(new RegExp(`(reaches|reach|reached) ${size}`));
    const { daemons } = JSON.parse((await heap("zope", "--config", "auto.yml", "--json")).out);
    expect(daemons[0].threshold).not.toBe(Math.round(0.45 * 8 * 1024 ** 3));
  });

  it("judges only what came after the newest deploy, marked or configured, and names it", async () => {
    const at = instant(Date.now() - 5 * 3_600_000);
    const mark = { id: "one", host: "web-1", daemon: "zope", at, by: "U01", note: "4.2" };
    expect(await deploys?.mark(mark)).toMatchObject({ ok: true });
    const { out } = await heap("zope");
    expect(out).toMatch(/^zope on web-1: No forecast yet: deployed (5 h|4 h 59 min)[^,]* ago, .*24 h needed\.$/m);
    expect(out).toMatch(/^ {2}Deployed 5 h.* ago by U01: 4\.2\.$/m);
    await deploys?.takeBack({ host: "web-1", daemon: "zope", by: "U01", at });
    expect((await heap("zope")).out).not.toContain("eployed");
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const configured = `deploys: [{ at: "2026-01-01T03:00Z", note: first }, { at: "${soon}", note: to come }]`;
    const other = `channel: "#ops"\nhosts: [{ name: web-1, connect: local, daemons: [{ name: zope, find: { unit: zope }, ${configured} }] }]\n`;
    await writeFile(join(folder, "other.yml"), other);
    const told = await heap("zope", "--config", "other.yml");
    expect(told.out).toMatch(/Deployed .* ago, as scipy\.yml says: first\./);
    expect(told.out).toContain("like a leak");
  });

  it("gives the same as data, each with its names and the threshold that was reckoned with", async () => {
    const { out } = await heap("WEB-1/zope", "--json");
    const { daemons } = JSON.parse(out);
    expect(daemons).toMatchObject([
      {
        host: "web-1",
        name: "zope",
        threshold: 2048 * mebi,
        verdict: { kind: "growing" },
        crossings: [{ threshold: 2048 * mebi, in: { p50: expect.any(Number) } }],
        interval: { basis: "curves" },
      },
    ]);
  });

  it("says of earlier forecasts how often they held, in words and as data", async () => {
    const { code, out, err } = await heap("--track-record");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^Ranges held 29 of 40 times \(73 %\); promised 90 %\.\n\nsolr on web-1\n {2}1 day ahead: none/,
    );
    expect(out).toContain("zope on web-1\n  1 day ahead: 29 of 40 held; off by 4.8 %, too low.\n");
    const [{ widening, ...zope }] = JSON.parse((await heap("zope", "--track-record", "--json")).out).daemons;
    expect(widening).toBe(1.6);
    expect(zope).toMatchObject({
      ...{ host: "web-1", name: "zope", forecasts: 40 },
      day: { held: 29, above: 11, below: 0, void: 0, unscorable: 0, waiting: 0, bias: expect.any(Number) },
      week: { held: 0, waiting: 40, error: null, bias: null },
      crossings: { inside: 0, before: 0, after: 0, absent: 0, censored: 0 },
    });
  });

  it.each([
    [["--trackrecord"], /Did you mean --track-record\?/],
    [["zoep", "--track-record"], /Did you mean "zope"\?/],
    [["zoep"], /No daemon "zoep" is watched\. The daemons are web-1\/solr, web-1\/zope\. Did you mean "zope"\?/],
    [["postgres"], /No daemon "postgres" is watched\. The daemons are web-1\/solr, web-1\/zope\.\n$/],
    [["zope", "solr"], /name one daemon, as "zope" or "web-1\/zope", or none/],
    [["--jsno"], /Did you mean --json\?/],
    [["--config", "gone.yml"], /the configuration is not usable/],
  ])("%j ends with 2 and says what was expected", async (args, sentence) => {
    expect(await heap(...args)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(sentence) });
  });

  it("says where the bot's data is looked for, and makes none", async () => {
    const ran = await scipyBot(folder, ["heap"], { SCIPY_DATA: "elsewhere" });
    expect(ran).toMatchObject({ code: 2, err: expect.stringMatching(/elsewhere is no data folder of the bot/) });
  });

  it("says so where nothing was read yet", async () => {
    const store = await openSqliteStore({
      folder: join(folder, "new"),
      clock: new VirtualClock(),
      log: quietLog(),
      keep,
    });
    const ran = await scipyBot(folder, ["heap"], { SCIPY_DATA: "new" });
    if (store.ok) await store.value.close();
    expect(ran).toMatchObject({ code: 2, err: expect.stringMatching(/There is no reading of any daemon in it yet\./) });
  });
});
