import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { silenceMaxMs } from "../../../src/domain/alert/silence.ts";
import { parseLength, silenceMinMs, takeLength } from "../../../src/domain/command/parse-length.ts";

const hour = 3_600_000;

describe("the length of a silence", () => {
  it.each([
    ["3 h", 3 * hour],
    ["3h", 3 * hour],
    ["1.5 hours", 1.5 * hour],
    ["for 45 minutes", 0.75 * hour],
    ["1 d 12 h", 36 * hour],
    ["1d12h", 36 * hour],
    ["7 days", silenceMaxMs],
  ])("%j is read", (text, ms) => {
    expect(parseLength(text)).toEqual({ kind: "for", ms });
  });

  it.each([
    ["until tomorrow", "until tomorrow"],
    ["Until Restart", "until restart"],
    ["until next restart", "until restart"],
  ])("%j is read as an end that is not yet known", (text, kind) => {
    expect(parseLength(text)).toEqual({ kind });
  });

  it.each([
    "",
    "h",
    "2",
    "2 x",
    "2 s",
    "tomorrow",
    "until",
    "until friday",
    "2 h please",
    "30 min 2 h",
    "-2 h",
    "1e3 h",
  ])("%j is none", (text) => {
    expect(parseLength(text)).toBeNull();
  });

  it("is at least a minute and at most 7 days", () => {
    expect(["59m", "0.5 min", "8 d", "169 h"].map(parseLength)).toEqual([
      { kind: "for", ms: 59 * 60_000 },
      "too short",
      "too long",
      "too long",
    ]);
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true }), fc.constantFrom("m", "h", "d"), (count, unit) => {
        const length = parseLength(`${count} ${unit}`);
        if (length === null || typeof length === "string" || length.kind !== "for") return;
        expect(length.ms).toBeGreaterThanOrEqual(silenceMinMs);
        expect(length.ms).toBeLessThanOrEqual(silenceMaxMs);
      }),
    );
  });

  it("leaves the words behind it to the reason, also such as look like a length", () => {
    expect(takeLength(["2", "h", "30", "people", "wait"])?.rest).toEqual(["30", "people", "wait"]);
    expect(takeLength(["2", "h", "2", "d", "late"])?.rest).toEqual(["2", "d", "late"]);
  });
});
