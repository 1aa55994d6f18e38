import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteReadings } from "../../../src/adapters/store/open-sqlite-readings.ts";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import { aForecast } from "../../support/logged-forecasts.ts";
import { aSample, later } from "../../support/sample.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const keep = { readingsMs: millis(1e10), minutesMs: millis(1e10), hoursMs: millis(1e10) };
const options = { clock: new VirtualClock(), log, keep };
const whole = { from: instant(0), to: instant(Date.UTC(2030, 0)) };
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "readings-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the readings in a data folder, opened beside the bot", () => {
  it("are there while the bot holds the folder, the newest included", async () => {
    const store = await openSqliteStore({ ...options, folder });
    if (!store.ok) throw new Error(store.error.detail);
    const readings = openSqliteReadings(folder, options);
    if (!readings.ok) throw new Error(readings.error.detail);
    const sample = aSample();
    await store.value.keep([sample]);
    await store.value.keep([later(sample, 15)]);
    expect(await readings.value.sources()).toEqual({ ok: true, value: [{ host: "web-1", daemons: [] }] });
    const found = await readings.value.samples("web-1", whole);
    expect(found.ok && found.value.map(({ takenAt }) => takenAt)).toEqual([sample.takenAt, later(sample, 15).takenAt]);
    await readings.value.close();
    expect(await store.value.keep([later(sample, 30)])).toMatchObject({ ok: true });
    await store.value.close();
  });

  it("have no deploys and no forecasts where an older version made the tables", async () => {
    const store = await openSqliteStore({ ...options, folder });
    if (!store.ok) throw new Error(store.error.detail);
    const of = { host: "web-1", daemon: "zope" };
    const mark = { id: "one", ...of, at: instant(1000), by: "U01", note: null };
    await store.value.deploys.mark(mark);
    await store.value.forecasts.log(aForecast());
    await store.value.close();
    const marks = async () => {
      const readings = openSqliteReadings(folder, options);
      if (!readings.ok) throw new Error(readings.error.detail);
      const found = await readings.value.deploys.marks(of);
      const foretold = await readings.value.forecasts.ofDaemon(of);
      const scored = await readings.value.forecasts.scored();
      await readings.value.close();
      expect(scored).toEqual({ ok: true, value: [] });
      return { found, foretold };
    };
    expect(await marks()).toEqual({ found: { ok: true, value: [mark] }, foretold: { ok: true, value: [aForecast()] } });
    const database = new DatabaseSync(join(folder, "scipy.db"));
    database.exec("drop table deploys; drop table forecasts");
    database.close();
    expect(await marks()).toEqual({ found: { ok: true, value: [] }, foretold: { ok: true, value: [] } });
  });

  it("are refused where there is no data folder, and none is made", async () => {
    const opened = openSqliteReadings(folder, options);
    expect(opened).toMatchObject({ ok: false, error: { detail: expect.stringContaining("expected scipy.db in it") } });
    expect(await readdir(folder)).toEqual([]);
  });

  it("say so when the file is no database", async () => {
    await writeFile(join(folder, "scipy.db"), "no database at all, but long enough to be looked at ".repeat(100));
    const opened = openSqliteReadings(folder, options);
    const failure = opened.ok ? await opened.value.sources() : opened;
    expect(failure).toMatchObject({
      ok: false,
      error: { reason: "corrupt", detail: expect.stringContaining("scipy.db") },
    });
  });
});
