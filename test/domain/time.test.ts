import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, millis, parseDuration, renderDuration, seconds } from "../../src/domain/time.ts";

describe("a duration", () => {
  it.each([
    [-5000, "0.0 s"],
    [0, "0.0 s"],
    [420, "0.4 s"],
    [949, "0.9 s"],
    [950, "1 s"],
    [1499, "1 s"],
    [41_000, "41 s"],
    [59_499, "59 s"],
    [59_500, "1 min"],
    [90_000, "1 min 30 s"],
    [3_599_600, "1 h"],
    [11_520_000, "3 h 12 min"],
    [86_400_000, "1 d"],
    [180_000_000, "2 d 2 h"],
    [172_859_000, "2 d"],
  ])("of %s ms is shown as %s", (count, text) => {
    expect(renderDuration(millis(count))).toBe(text);
  });

  it.each([
    ["15 s", 15_000],
    ["15s", 15_000],
    ["250 ms", 250],
    ["5m", 300_000],
    ["5 MIN", 300_000],
    ["1.5 h", 5_400_000],
    [" 2 d ", 172_800_000],
  ])("is read from %j", (text, count) => {
    expect(parseDuration(text)).toBe(count);
  });

  it.each(["", "15", "s", "-1 s", "1 week", "1 constructor", "1 h 30 min", "1e3 s"])("is not read from %j", (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it("is shown in at most two units", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e13, noNaN: true }), (count) => {
        expect(renderDuration(millis(count))).toMatch(/^[\d.]+ (s|min|h|d)( \d+ (s|min|h))?$/);
      }),
    );
  });
});

describe("an instant", () => {
  it("is a whole number of milliseconds", () => {
    expect(instant(1.6)).toBe(2);
  });

  it("is moved by durations in milliseconds", () => {
    expect(seconds(1.5)).toBe(1500);
  });
});
