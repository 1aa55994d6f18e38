import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoggedForecast, promisedRatio } from "../../src/domain/heap/logged-forecast.ts";
import { missOf } from "../../src/domain/heap/widening.ts";
import { ForecastMonth } from "../support/forecast-month.ts";

const mebibyte = 1024 ** 2;

/** zope grows in fits of three days with three days of rest between them, which no curve foresees; solr grows evenly. */
const zopeAt = (days: number) => {
  const fits = Math.floor(days / 6);
  return (500 + 170 * (3 * fits + Math.min(3, days - 6 * fits))) * mebibyte;
};
const solrAt = (days: number) => (800 + 40 * days) * mebibyte;

/** Of the forecasts for a day that were made after so many days: how often they held as told, and as the model had reckoned them. */
function heldOf(forecasts: readonly LoggedForecast[]) {
  const misses = forecasts.flatMap(({ levels, widening }) => {
    const reckoned = missOf(levels.day, widening);
    return reckoned === null ? [] : [{ held: levels.day.outcome?.kind === "held", reckoned: reckoned <= 1 }];
  });
  const share = (held: number) => held / misses.length;
  return {
    told: share(misses.filter(({ held }) => held).length),
    reckoned: share(misses.filter(({ reckoned }) => reckoned).length),
  };
}

/** Each test goes on from the one before. */
describe("a month of a heap that is harder to foretell than the model believes", () => {
  const month = new ForecastMonth({ zope: zopeAt, solr: solrAt });
  beforeAll(() => month.start());
  afterAll(() => month.end());

  const forecastsOf = async (daemon: string) => {
    const kept = await month.store().forecasts.ofDaemon({ host: "web-1", daemon });
    if (!kept.ok) throw new Error(kept.error.detail);
    return kept.value;
  };

  it("begins without a word on what is not known yet", async () => {
    expect((await month.answer("track record", "zope"))[0]).toMatch(/No forecast has been kept yet/);
    await month.pass(6);
    const [first] = await month.answer("track record", "zope");
    expect(first).toMatch(/^\*zope on web-1\*: No range could be held against what came yet; \d forecasts were made\./);
    expect(await month.answer("heap", "zope")).not.toContainEqual(expect.stringContaining("widened"));
  });

  it("keeps four forecasts a day, over a restart of the bot as well, and holds each against what came", async () => {
    await month.stop();
    await month.start();
    await month.pass(9);
    const forecasts = await forecastsOf("zope");
    const slots = forecasts.map(({ slotAt }) => slotAt);
    expect(new Set(slots).size).toBe(slots.length);
    expect(slots.length).toBeGreaterThan(4 * 9);
    const due = forecasts.filter(({ madeAt }) => madeAt < month.clock.now() - 31 * 3_600_000);
    expect(due.every(({ levels }) => levels.day.outcome !== null)).toBe(true);
    expect(forecasts[0]?.levels.day.outcome).toBeNull();
  });

  it("finds that ranges held less often than was promised, widens them, and says so where they are told", async () => {
    const sentence = expect.stringMatching(
      /^• Ranges are widened ×[\d.]+: as reckoned, \d+ of its last \d+ forecasts for 1 day held, and \d+ were promised\.$/,
    );
    expect(await month.answer("heap", "zope")).toContainEqual(sentence);
    expect(await month.answer("track record", "zope")).toContainEqual(sentence);
    expect(await month.answer("heap", "solr")).not.toContainEqual(expect.stringContaining("widened"));
    const [newest] = await forecastsOf("zope");
    expect(newest?.widening).toBeGreaterThan(1.3);
  });

  it("so keeps the promise from then on", async () => {
    const since = month.clock.now();
    await month.pass(15);
    const { told, reckoned } = heldOf((await forecastsOf("zope")).filter(({ madeAt }) => madeAt >= since));
    expect(reckoned).toBeLessThan(0.6);
    expect(told).toBeGreaterThanOrEqual(promisedRatio - 0.05);
  });

  it("ends with a record that says first how often ranges held, and the worst daemon first", async () => {
    const lines = await month.answer("track record", "solr", "zope");
    expect(lines[0]).toMatch(/^\*Ranges held \d+ of \d+ times \(\d\d %\); promised 90 %\.\*$/);
    expect(lines[1]).toMatch(/^\*zope on web-1\*: 1 day: \d+ of \d+ held; off by .* ranges widened ×/);
    expect(lines[2]).toMatch(/^\*solr on web-1\*: 1 day: (\d+) of \1 held; off by [\d.]+ %, to either side/);
    expect(month.log.lines).toEqual([]);
  });
});
