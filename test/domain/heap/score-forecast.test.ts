import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CrossingForecast, LoggedForecast } from "../../../src/domain/heap/logged-forecast.ts";
import { nextDueAt, scoreForecast, type WhatCame } from "../../../src/domain/heap/score-forecast.ts";
import { instant } from "../../../src/domain/time.ts";
import { aForecast, day, hour, madeAt, pointsUntil, type Reading } from "../../support/logged-forecasts.ts";

const made = madeAt / 1000;

/** Scored so many hours after it was made, by what was read until then. */
function scored(
  hours: number,
  readingAt: (hour: number) => Reading | null,
  { forecast = aForecast(), ...changes }: Partial<WhatCame> & { readonly forecast?: LoggedForecast } = {},
): LoggedForecast {
  const now = instant(madeAt + hours * 3_600_000);
  return scoreForecast(forecast, { points: pointsUntil(hours, readingAt), deploys: [], now, ...changes });
}

/** 5 bytes an hour: 100 after 20 h. */
const level = (heapBytes: number, epoch = "one") => ({ heapBytes, epoch });

describe("a forecast", () => {
  it("is scored when it is due and not before: after a day, and after a week", () => {
    expect(scored(23.9, () => level(100))).toEqual(aForecast());
    const afterDay = scored(24, () => level(100));
    expect(afterDay.levels.day.outcome).toEqual({ kind: "held", actualBytes: 100 });
    expect(afterDay.levels.week.outcome).toBeNull();
    expect(scored(7 * 24, () => level(200)).levels.week.outcome).toEqual({ kind: "held", actualBytes: 200 });
  });

  it.each([
    [89, "below"],
    [90, "held"],
    [110, "held"],
    [111, "above"],
  ])("of 90 to 110 that comes to %i is %s", (actualBytes, kind) => {
    expect(scored(24, () => level(actualBytes)).levels.day.outcome).toEqual({ kind, actualBytes });
  });

  it("is held against the upper level of the last day: no single peak, and nothing of before", () => {
    const peak = (at: number) => level(at === 30 ? 5000 : at <= 6 * 24 ? 10 : 200);
    expect(scored(7 * 24, peak).levels.week.outcome).toEqual({ kind: "held", actualBytes: 200 });
    const growing = scored(24, (at) => level(100 + at));
    // The 95 % quantile of 101 to 124.
    expect(growing.levels.day.outcome).toEqual({ kind: "above", actualBytes: 123 });
  });

  it("of which too little was read is never taken for one that held", () => {
    const gappy = (from: number) => scored(24, (at) => (at < from ? null : level(100))).levels.day.outcome;
    expect(gappy(8)).toEqual({ kind: "unscorable" });
    expect(gappy(6)).toMatchObject({ kind: "held" });
    expect(scored(24, () => null).levels.day.outcome).toEqual({ kind: "unscorable" });
    // Many readings of few hours are few.
    const points = pointsUntil(24, (at) => (at > 20 ? level(100) : null), 0.01);
    expect(scored(24, () => null, { points }).levels.day.outcome).toEqual({ kind: "unscorable" });
  });

  it("is void where its epoch ended before it was due, and says by what", () => {
    const restarted = (at: number) => level(100, at < 10 ? "one" : "two");
    expect(scored(24, restarted).levels.day.outcome).toEqual({ kind: "void", because: "restart" });
    const late = (at: number) => level(100, at < 25 ? "one" : "two");
    expect(scored(48, late).levels.day.outcome).toMatchObject({ kind: "held" });
    const deploy = { deploys: [made - day, made + 10 * hour] };
    expect(scored(24, () => level(100), deploy).levels.day.outcome).toEqual({ kind: "void", because: "deploy" });
    // A release is started first and marked afterwards.
    const marked = { deploys: [made + 10 * hour + 600] };
    expect(scored(24, restarted, marked).levels.day.outcome).toEqual({ kind: "void", because: "deploy" });
    expect(scored(24, () => level(100), { deploys: [made - day] }).levels.day.outcome).toMatchObject({ kind: "held" });
  });

  it("whose process could not be told ends where the heap falls back to its start", () => {
    const forecast = aForecast({ epoch: null });
    const fallen = (at: number) => ({ heapBytes: at < 40 ? 100 + at : 60, epoch: null });
    const outcome = scored(7 * 24, fallen, { forecast }).levels;
    expect(outcome.day.outcome).toMatchObject({ kind: "above" });
    expect(outcome.week.outcome).toEqual({ kind: "void", because: "restart" });
  });

  it("that is scored again, later or by another bot, is scored the same", () => {
    const readings = fc.array(fc.option(fc.integer({ min: 50, max: 300 }), { freq: 20 }), { minLength: 200 });
    const crossing = { thresholdBytes: 250, in: { p05: 3 * hour, p50: day, p95: null }, outcome: null };
    fc.assert(
      fc.property(readings, fc.nat(199), fc.nat(199), (heaps, first, more) => {
        const at = (hours: number) => {
          const heap = heaps[Math.max(0, Math.ceil(hours))] ?? null;
          return heap === null ? null : level(heap);
        };
        const forecast = aForecast({ crossing });
        const once = scored(first, at, { forecast });
        expect(scored(first, at, { forecast: once })).toEqual(once);
        // What is known stays, even where its readings are gone.
        const later = scored(first + more, () => null, { forecast: once });
        if (once.levels.day.outcome !== null) expect(later.levels.day).toEqual(once.levels.day);
        if (once.crossing?.outcome !== null) expect(later.crossing).toEqual(once.crossing);
        if (first < 24) expect(once.levels.day.outcome).toBeNull();
        if (first < 7 * 24) expect(once.levels.week.outcome).toBeNull();
      }),
    );
  });

  it("is next due after a day, then after a week, then never", () => {
    expect(nextDueAt(aForecast())).toBe(madeAt + 1000 * day);
    const afterDay = scored(24, () => level(100));
    expect(nextDueAt(afterDay)).toBe(madeAt + 7000 * day);
    expect(nextDueAt(scored(7 * 24, () => level(200), { forecast: afterDay }))).toBeNull();
  });
});

describe("the range of a crossing", () => {
  const crossingOf = (range: CrossingForecast["in"]) =>
    aForecast({ crossing: { thresholdBytes: 250, in: range, outcome: null } });
  const within = crossingOf({ p05: day, p50: 2 * day, p95: 3 * day });
  const open = crossingOf({ p05: day, p50: 3 * day, p95: null });
  const never = crossingOf({ p05: null, p50: null, p95: null });
  const crossesAt = (hours: number) => (at: number) => level(at < hours ? 200 : 260);
  const outcome = (forecast: LoggedForecast, hours: number, ...at: Parameters<typeof scored>[1][]) =>
    scored(hours, at[0] ?? (() => level(200)), { forecast }).crossing?.outcome;

  it("is told by where the crossing came", () => {
    expect(outcome(within, 24, crossesAt(10))).toEqual({ kind: "before" });
    expect(outcome(within, 48, crossesAt(30))).toEqual({ kind: "inside" });
    expect(outcome(within, 96, crossesAt(80))).toEqual({ kind: "after" });
    expect(outcome(open, 168, crossesAt(160))).toEqual({ kind: "inside" });
    expect(outcome(never, 48, crossesAt(30))).toEqual({ kind: "before" });
  });

  it("is missed when its end has passed without one, and kept when it reaches past the week", () => {
    expect(outcome(within, 70)).toBeNull();
    expect(outcome(within, 73)).toEqual({ kind: "after" });
    expect(outcome(open, 167)).toBeNull();
    expect(outcome(open, 168)).toEqual({ kind: "inside" });
    expect(outcome(never, 168)).toEqual({ kind: "absent" });
  });

  it("cannot be known where the epoch ended or readings are missing; but a crossing before that counts", () => {
    const restarted = (at: number) => level(200, at < 50 ? "one" : "two");
    expect(outcome(within, 60, restarted)).toEqual({ kind: "censored" });
    expect(outcome(open, 168, (at) => (at < 60 ? level(200) : null))).toEqual({ kind: "censored" });
    expect(outcome(within, 60, (at) => level(at < 30 ? 200 : 260, at < 40 ? "one" : "two"))).toEqual({
      kind: "inside",
    });
    // The next epoch's crossing is none of this one's.
    expect(outcome(within, 60, (at) => level(at < 30 ? 200 : 260, at < 30 ? "one" : "two"))).toEqual({
      kind: "censored",
    });
  });
});
