import { describe, expect, it } from "vitest";
import { createCalendar } from "../../../src/adapters/system/calendar.ts";
import { untilTomorrow } from "../../../src/domain/alert/until-tomorrow.ts";
import { type Instant, instant } from "../../../src/domain/time.ts";

const mondayAtNine = "0 9 * * 1";

describe("the calendar of a zone", () => {
  it.each([
    ["the evening before summer time", ["2026-03-28T20:00:00Z", "0 9 * * *"], "2026-03-29T07:00:00Z"],
    ["the evening before winter time", ["2026-10-24T20:00:00Z", "0 9 * * *"], "2026-10-25T08:00:00Z"],
    ["a time that summer time skips", ["2026-03-28T20:00:00Z", "30 2 * * *"], "2026-03-29T01:00:00Z"],
    ["a time that comes twice, the first", ["2026-10-24T20:00:00Z", "30 2 * * *"], "2026-10-25T00:30:00Z"],
    ["the day after it came twice", ["2026-10-25T00:30:00Z", "30 2 * * *"], "2026-10-26T01:30:00Z"],
    ["the time itself, which is over", ["2026-03-30T07:00:00Z", mondayAtNine], "2026-04-06T07:00:00Z"],
    ["just before the time", ["2026-03-30T06:59:59.999Z", mondayAtNine], "2026-03-30T07:00:00Z"],
  ])("finds the next time from %s", (_from, [after = "", cron = ""], expected) => {
    expect(shown(createCalendar("Europe/Berlin").next(cron, at(after)))).toBe(expected);
  });

  it.each([
    ["the time itself", "2026-03-30T07:00:00Z", "2026-03-30T07:00:00Z"],
    ["just before it", "2026-03-30T06:59:59.999Z", "2026-03-23T08:00:00Z"],
    ["a day after it", "2026-03-31T07:00:00Z", "2026-03-30T07:00:00Z"],
    ["across the change to summer time", "2026-03-29T12:00:00Z", "2026-03-23T08:00:00Z"],
  ])("finds the last time until %s", (_until, until, expected) => {
    expect(shown(createCalendar("Europe/Berlin").last(mondayAtNine, at(until)))).toBe(expected);
  });

  it.each([
    ["a day that never comes", "0 9 31 2 *", "Europe/Berlin"],
    ["a cron that is none", "every monday", "Europe/Berlin"],
    ["a zone that is none", mondayAtNine, "Europe/Atlantis"],
  ])("knows no time for %s", (_what, cron, zone) => {
    const calendar = createCalendar(zone);
    const now = at("2026-03-30T07:00:00Z");
    expect([calendar.next(cron, now), calendar.last(cron, now)]).toEqual([null, null]);
  });

  it.each([
    ["by day", "2026-01-15T14:00:00Z", "2026-01-16T08:00:00Z"],
    ["early in the day, before nine", "2026-01-15T06:00:00Z", "2026-01-16T08:00:00Z"],
    ["late in the evening", "2026-01-15T22:59:00Z", "2026-01-16T08:00:00Z"],
    ["after midnight, when the night is still going on", "2026-01-16T01:30:00Z", "2026-01-16T08:00:00Z"],
    ["on the day before summer time", "2026-03-28T14:00:00Z", "2026-03-29T07:00:00Z"],
    ["in the night of summer time", "2026-03-28T23:30:00Z", "2026-03-29T07:00:00Z"],
    ["in the night of winter time", "2026-10-24T23:30:00Z", "2026-10-25T08:00:00Z"],
  ])("ends a silence until tomorrow at nine in the zone when asked %s", (_when, now, expected) => {
    const { next } = createCalendar("Europe/Berlin");
    expect(shown(untilTomorrow(at(now), next))).toBe(expected);
  });

  it("knows no tomorrow where it knows no time", () => {
    expect(untilTomorrow(at("2026-01-15T14:00:00Z"), createCalendar("Europe/Atlantis").next)).toBeNull();
  });
});

function at(time: string): Instant {
  return instant(Date.parse(time));
}

function shown(time: Instant | null): string | null {
  return time === null ? null : new Date(time).toISOString().replace(".000Z", "Z");
}
