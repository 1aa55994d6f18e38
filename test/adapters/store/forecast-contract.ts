import { expect, test } from "vitest";
import { heapModelVersion, type LoggedForecast } from "../../../src/domain/heap/logged-forecast.ts";
import { instant } from "../../../src/domain/time.ts";
import { pooledForecastsMax } from "../../../src/services/ports-forecasts.ts";
import { aForecast, aLevel } from "../../support/logged-forecasts.ts";
import { got, type StoreSetting, start } from "./setting.ts";

const zope = { host: "web-1", daemon: "zope" };
const slot = 6 * 3_600_000;
const day = 86_400_000;

function inSlot(number: number, changes: Partial<LoggedForecast> = {}): LoggedForecast {
  const slotAt = instant(start + number * slot);
  return aForecast({ slotAt, madeAt: slotAt, ...changes });
}

function afterDay({ levels, ...forecast }: LoggedForecast, actualBytes = 101): LoggedForecast {
  return { ...forecast, levels: { ...levels, day: aLevel(100, { kind: "held", actualBytes }) } };
}

/** What every database must do with forecasts and what came of them. */
export function forecastContract({ store, reopen, time }: StoreSetting): void {
  const forecasts = () => store().forecasts;
  const log = (forecast: LoggedForecast) => got(forecasts().log(forecast));
  const slots = async (of = zope) => (await got(forecasts().ofDaemon(of))).map(({ slotAt }) => (slotAt - start) / slot);

  test("a forecast is there after a restart, as it was made", async () => {
    const crossing = { thresholdBytes: 300, in: { p05: 1, p50: 2, p95: null }, outcome: null };
    const forecast = inSlot(0, { epoch: "‮ 💥 \"'\\", crossing, widening: 1.37 });
    expect(await log(forecast)).toBe(true);
    expect(await got((await reopen()).forecasts.ofDaemon(zope))).toEqual([forecast]);
  });

  test("a daemon has one forecast in each slot: the first, whoever made it", async () => {
    const made = await Promise.all([1, 2, 3].map((widening) => log(inSlot(0, { widening }))));
    expect(made.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(await slots()).toEqual([0]);
    expect(await log(inSlot(1))).toBe(true);
    expect(await log(inSlot(0, { daemon: "celery" }))).toBe(true);
    expect(await log(inSlot(0, { host: "web-2" }))).toBe(true);
  });

  test("the forecasts of a daemon are told newest first, without those of others and of another model", async () => {
    for (const number of [1, 0, 2]) await log(inSlot(number));
    await log(inSlot(3, { daemon: "celery" }));
    await log(inSlot(4, { model: heapModelVersion + 1 }));
    expect(await slots()).toEqual([2, 1, 0]);
    expect(await slots({ host: "web-2", daemon: "zope" })).toEqual([]);
  });

  test("what came of a forecast is kept once: of two bots that score it one is told that it was late", async () => {
    const from = inSlot(0);
    await log(from);
    const settled = await Promise.all(
      [101, 102].map((actualBytes) => got(forecasts().settle({ from, to: afterDay(from, actualBytes) }))),
    );
    expect(settled.toSorted()).toEqual([false, true]);
    const [kept] = await got(forecasts().ofDaemon(zope));
    expect(kept?.levels.day.outcome).toMatchObject({ kind: "held" });
    const to = { ...afterDay(from), levels: { ...afterDay(from).levels, week: aLevel(200, { kind: "unscorable" }) } };
    expect(await got(forecasts().settle({ from: afterDay(from), to }))).toBe(true);
    expect(await got(forecasts().ofDaemon(zope))).toEqual([to]);
    expect(await got(forecasts().settle({ from: inSlot(9), to: afterDay(inSlot(9)) }))).toBe(false);
  });

  test("of all daemons those that are scored are told, newest first and so many alone", async () => {
    await log(inSlot(0));
    for (const [number, daemon] of ["zope", "celery", "zope"].entries()) {
      const from = inSlot(number + 1, { daemon });
      await log(from);
      await got(forecasts().settle({ from, to: afterDay(from) }));
    }
    const scored = await got(forecasts().scored());
    expect(scored.map(({ slotAt }) => (slotAt - start) / slot)).toEqual([3, 2, 1]);
    expect(scored.length).toBeLessThanOrEqual(pooledForecastsMax);
  });

  test("a forecast is kept for sixty days", async () => {
    for (const number of [0, 4, 40]) await log(inSlot(number));
    // By days, since the store does not believe a clock that leaps.
    const passDays = async (days: number) => {
      for (let passed = 0; passed < days; passed += 10) {
        time().pass(10 * day);
        await got(store().rollUp(time().clock.now()));
      }
    };
    await passDays(50);
    expect(await slots()).toEqual([40, 4, 0]);
    await passDays(10);
    expect(await slots()).toEqual([40, 4]);
    await passDays(20);
    expect(await slots()).toEqual([]);
  });
}
