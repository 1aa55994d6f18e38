import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/config/parse-instant.ts";

describe("parseInstant", () => {
  it("reads whatever a clock writes as ISO 8601", () => {
    const dates = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ["2026-11-01T03:00Z", "2026-11-01T03:00:00Z"],
    ["2026-11-01T04:00+01:00", "2026-11-01T03:00:00Z"],
    ["2026-10-31 22:30:15 -0430", "2026-11-01T03:00:15Z"],
    ["2028-02-29t00:00z", "2028-02-29T00:00:00Z"],
    ["2000-03-01T00:00Z", "2000-03-01T00:00:00Z"],
  ])("reads %s", (text, same) => {
    expect(parseInstant(text)).toBe(Date.parse(same));
  });

  it.each([
    "2026-11-01T03:00",
    "2026-11-01",
    "2026-02-29T00:00Z",
    "2100-02-29T00:00Z",
    "2026-13-01T00:00Z",
    "2026-11-00T00:00Z",
    "2026-11-01T24:00Z",
    "2026-11-01T03:60Z",
    "2026-11-01T03:00:60Z",
    "2026-11-01T03:00+15:00",
    "1969-12-31T23:00Z",
    "1970-01-01T00:30+01:00",
    "yesterday",
    "1793502000",
    "",
  ])("reads no instant in %j", (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
