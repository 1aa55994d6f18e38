import { describe, expect, it } from "vitest";
import { createHourOfWeek } from "../../../src/adapters/worker/hour-of-week.ts";
import { instant } from "../../../src/domain/time.ts";

describe("the hour of the week", () => {
  it.each([
    ["UTC", "2026-01-05T00:59:59Z", 0],
    ["UTC", "2026-01-11T23:00:00Z", 167],
    ["Europe/Berlin", "2026-01-05T02:00:00Z", 3],
    ["Europe/Berlin", "2026-07-06T02:00:00Z", 4],
    ["America/New_York", "2026-01-05T02:00:00Z", 165],
    ["Asia/Kolkata", "2026-01-05T18:31:00Z", 24],
  ])("in %s at %s is %i", (zone, at, hour) => {
    expect(createHourOfWeek(zone)(instant(Date.parse(at)))).toBe(hour);
  });

  it("comes twice where summer time ends, and not at all where it begins", () => {
    const berlin = createHourOfWeek("Europe/Berlin");
    const hours = (from: string) =>
      Array.from({ length: 4 }, (_, step) => berlin(instant(Date.parse(from) + step * 3_600_000)) % 24);
    expect(hours("2026-10-24T23:00:00Z")).toEqual([1, 2, 2, 3]);
    expect(hours("2026-03-28T23:00:00Z")).toEqual([0, 1, 3, 4]);
  });
});
