import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LoggedForecast, promisedRatio } from "../../src/domain/heap/logged-forecast.ts";
import { missOf } from "../../src/domain/heap/widening.ts";
import { ForecastMonth } from "../support/forecast-month.ts";

const mebibyte = 1024 ** 2;

/** zope grows by a sixth more each day, as with a site that becomes known, where heaps as a rule grow ever more slowly: no curve of the model does that. */
const zopeAt = (days: number) => (600 + 20 * 1.16 ** days) * mebibyte;

/** Of forecasts for a week that are due: how often they held as told, and as the model had reckoned them. */
function heldOf(forecasts: readonly LoggedForecast[]) {
  const misses = forecasts.flatMap(({ levels, widening }) => {
    const reckoned = missOf(levels.week, widening);
    return reckoned === null ? [] : [{ held: levels.week.outcome?.kind === "held", reckoned: reckoned <= 1 }];
  });
  const share = (held: readonly unknown[]) => held.length / misses.length;
  return {
    told: share(misses.filter(({ held }) => held)),
    reckoned: share(misses.filter(({ reckoned }) => reckoned)),
  };
}

/** Each test goes on from the one before. */
describe("a month of a heap that is harder to foretell than the model believes", () => {
  const month = new ForecastMonth({ zope: zopeAt });
  beforeAll(() => month.start());
  afterAll(() => month.end());

  const forecastsOf = async () => {
    const kept = await month.store().forecasts.ofDaemon({ host: "web-1", daemon: "zope" });
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
    await month.pass(14);
    const forecasts = await forecastsOf();
    const slots = forecasts.map(({ slotAt }) => slotAt);
    expect(new Set(slots).size).toBe(slots.length);
    expect(slots.length).toBeGreaterThan(4 * 14);
    const due = forecasts.filter(({ madeAt }) => madeAt < month.clock.now() - 31 * 3_600_000);
    expect(due.every(({ levels }) => levels.day.outcome !== null)).toBe(true);
    expect(forecasts[0]?.levels.day.outcome).toBeNull();
  });

  it("finds that ranges held less often than was promised, widens them, and says so where they are told", async () => {
    const sentence = expect.stringMatching(
      /^• Ranges are widened ×[\d.]+: as reckoned, \d+ of its last \d+ forecasts for 7 days held, and \d+ were promised\.$/,
    );
    expect(await month.answer("heap", "zope")).toContainEqual(sentence);
    expect(await month.answer("track record", "zope")).toContainEqual(sentence);
    const [newest] = await forecastsOf();
    expect(newest?.widening).toBeGreaterThan(1.3);
  });

  it("so keeps the promise from then on", async () => {
    const since = month.clock.now();
    await month.pass(13);
    const { told, reckoned } = heldOf((await forecastsOf()).filter(({ madeAt }) => madeAt >= since));
    expect(reckoned).toBeLessThan(0.5);
    expect(told).toBeGreaterThanOrEqual(promisedRatio);
  });

  it("ends with a record that says first how often ranges held as they were told", async () => {
    const [first, day, week] = await month.answer("track record", "zope");
    expect(first).toMatch(/^\*zope on web-1\*: Ranges held \d+ of \d+ times \(\d\d %\); promised 90 %\.$/);
    expect(day).toMatch(/^• 1 day ahead: \d+ of \d+ held; off by [\d.]+ %, too low\.$/);
    expect(week).toMatch(/^• 7 days ahead: \d+ of \d+ held; off by [\d.]+ %, too low\.$/);
    expect(month.log.lines).toEqual([]);
  });
});
