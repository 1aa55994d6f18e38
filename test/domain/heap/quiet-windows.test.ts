import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quietWindows } from "../../../src/domain/heap/quiet-windows.ts";
import type { TrafficPoint } from "../../../src/domain/heap/traffic-readings.ts";
import { windowsAhead } from "../../../src/domain/heap/windows-ahead.ts";
import { type Instant, instant, millis } from "../../../src/domain/time.ts";

const hour = 3_600_000;
const week = 168 * hour;
/** 1970-01-05 was a Monday. */
const monday = 4 * 24 * hour + 2000 * week;
const inUtc = (at: Instant): number => Math.floor((at - monday) / hour + 168 * 1000) % 168;

function readings(weeks: number, levelAt: (hourOfWeek: number) => number | null): readonly TrafficPoint[] {
  return Array.from({ length: weeks * 168 }, (_, index) => {
    const level = levelAt(index % 168);
    return {
      at: instant(monday + index * hour),
      over: millis(hour),
      connections: level === null ? null : { median: level },
      cpuTicks: null,
      epoch: "one",
    };
  });
}

/** Busy by day, quiet at 3 and 4 at night, quietest on Sunday. */
const usual = (hourOfWeek: number): number => {
  const hourOfDay = hourOfWeek % 24;
  const quiet = hourOfDay === 3 || hourOfDay === 4;
  return (quiet ? 5 : 50 + hourOfDay) - (hourOfWeek >= 144 ? 3 : 0);
};

const slotsOf = (points: readonly TrafficPoint[], slotHours?: number) => {
  const found = quietWindows(points, { hourOfWeek: inUtc, ...(slotHours === undefined ? {} : { slotHours }) });
  return found.ok ? found.value.slots : found.error.reason;
};

describe("the quiet hours of a daemon", () => {
  test("are each day's lowest contiguous hours, the quietest day first", () => {
    expect(slotsOf(readings(3, usual))).toEqual(
      [144, 0, 24, 48, 72, 96, 120].map((day) => ({ hourOfWeek: day + 3, hours: 2, level: day === 144 ? 2 : 5 })),
    );
  });

  test("hold for the clock that they were asked on", () => {
    const found = quietWindows(readings(3, usual), { hourOfWeek: (at) => (inUtc(at) + 2) % 168 });
    expect(found.ok && found.value.slots[0]?.hourOfWeek).toBe(149);
  });

  test("lie in the middle of a long quiet night", () => {
    const slots = slotsOf(readings(2, (hourOfWeek) => (hourOfWeek % 24 < 6 ? 0 : 40)));
    expect(Array.isArray(slots) && slots.map(({ hourOfWeek }) => hourOfWeek % 24)).toEqual([2, 2, 2, 2, 2, 2, 2]);
  });

  test("are not moved by one week that was unlike the others", () => {
    const odd = readings(5, usual).map((point, index) =>
      index < 168 ? { ...point, connections: { median: 100 - usual(index) } } : point,
    );
    expect(slotsOf(odd)).toEqual(slotsOf(readings(4, usual)));
  });

  test("are not moved by reading some hours more finely than others", () => {
    const fine = readings(2, (hourOfWeek) => usual(hourOfWeek) + 30).flatMap((point) =>
      point.at < monday + week
        ? Array.from({ length: 12 }, (_, i) => ({
            ...point,
            at: instant(point.at + i * 300_000),
            over: millis(300_000),
          }))
        : [{ ...point, connections: { median: usual(inUtc(point.at)) } }],
    );
    const found = quietWindows(fine, { hourOfWeek: inUtc });
    expect(found.ok && found.value.byHour[12]).toBe(usual(12) + 15);
  });

  test("are found by CPU where there are no connections, across restarts", () => {
    let ticks = 0;
    const points = readings(2, () => null).map((point, index) => {
      ticks = index === 100 ? 7 : ticks + 100 * usual(index % 168);
      return { ...point, cpuTicks: ticks, epoch: index < 100 ? "one" : "two" };
    });
    const found = quietWindows(points, { hourOfWeek: inUtc });
    expect(found.ok && found.value.measuredBy).toBe("CPU ticks per second");
    expect(found.ok && found.value.slots[0]).toMatchObject({ hourOfWeek: 147, hours: 2 });
    // The hour of the restart was seen once only.
    expect(found.ok && found.value.byHour[100]).toBeNull();
  });

  test.each([
    ["nothing was read", [], "too little history"],
    ["13 days were read", readings(2, usual).slice(0, 13 * 24), "too little history"],
    ["neither connections nor CPU are known", readings(3, () => null), "no traffic figures"],
    ["only hours far apart were read", readings(3, usual).filter((_, index) => index % 7 === 0), "too many gaps"],
  ])("are not named when %s", (_, points, reason) => {
    expect(slotsOf(points)).toBe(reason);
  });

  test("say how much is missing", () => {
    const found = quietWindows(readings(1, usual), { hourOfWeek: inUtc });
    expect(found.ok ? "" : found.error.sentence).toBe("No quiet hours can be named yet: 7 d of readings, 14 d needed.");
  });

  test("never overlap, are at most one a day, and do not depend on the order or the scale of the readings", () => {
    const levels = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 168, maxLength: 168 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 8 }), (byHour, hours) => {
        const points = readings(2, (hourOfWeek) => byHour[hourOfWeek] ?? 0);
        const slots = slotsOf(points, hours);
        if (!Array.isArray(slots)) throw new Error("there are slots");
        const taken = slots.flatMap(({ hourOfWeek }) =>
          Array.from({ length: hours }, (_, i) => (hourOfWeek + i) % 168),
        );
        expect(new Set(taken).size).toBe(taken.length);
        expect(new Set(slots.map(({ hourOfWeek }) => Math.floor(hourOfWeek / 24))).size).toBe(slots.length);
        expect(slotsOf([...points].reverse(), hours)).toEqual(slots);
        const doubled = slotsOf(
          readings(2, (hourOfWeek) => 2 * (byHour[hourOfWeek] ?? 0)),
          hours,
        );
        expect(doubled).toEqual(slots.map((slot) => ({ ...slot, level: 2 * slot.level })));
      }),
      { numRuns: 25 },
    );
  });
});

describe("the windows ahead", () => {
  const nightly = Array.from({ length: 7 }, (_, day) => ({ hourOfWeek: day * 24 + 2, hours: 2, level: 1 }));
  const hoursOf = (hourOfWeek: (at: Instant) => number, days = 3) =>
    windowsAhead(nightly, { from: instant(monday), days, hourOfWeek }).map(({ opensAt }) => (opensAt - monday) / hour);

  test("open once a night, in the order of time", () => {
    expect(hoursOf(inUtc)).toEqual([2, 26, 50]);
  });

  test("do not open for who comes in the middle of one", () => {
    const from = instant(monday + 2.5 * hour);
    expect(windowsAhead(nightly, { from, days: 1, hourOfWeek: inUtc })).toHaveLength(1);
    expect(windowsAhead(nightly, { from: instant(monday + 2 * hour), days: 0.5, hourOfWeek: inUtc })).toEqual([]);
  });

  test("open once when the clock is set back within one, and an hour late when it is set forward over its first hour", () => {
    const changed = (by: number) => (at: Instant) => inUtc(at >= monday + 26 * hour ? instant(at + by * hour) : at);
    expect(hoursOf((at) => inUtc(at >= monday + 27 * hour ? instant(at - hour) : at))).toEqual([2, 26, 51]);
    expect(hoursOf(changed(1))).toEqual([2, 26, 49]);
  });

  test("follow a zone that is half an hour off", () => {
    expect(hoursOf((at) => inUtc(instant(at + hour / 2)))).toEqual([1.5, 25.5, 49.5]);
  });

  test("are none without a slot", () => {
    expect(windowsAhead([], { from: instant(monday), days: 30, hourOfWeek: inUtc })).toEqual([]);
  });
});
