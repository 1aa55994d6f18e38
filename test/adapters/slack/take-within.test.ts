import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takeWithin } from "../../../src/adapters/slack/views/take-within.ts";

/** Kept free for the line that counts the rest. */
const moreMax = 20;

describe("lines of a message", () => {
  it.each([
    { rule: "all of them where they fit to the last character", lines: ["1234", "1234"], taken: ["1234", "1234"] },
    { rule: "not the one whose line break is too much", lines: ["1234", "12345"], taken: ["1234", "… and 1 more"] },
    { rule: "none that is too long by one character", lines: ["1234567890", "1"], taken: ["… and 2 more"] },
    { rule: "none after the first that is too long", lines: ["1", "1234567890", "1"], taken: ["1", "… and 2 more"] },
    { rule: "nothing of nothing", lines: [], taken: [] },
  ])("are taken as long as they fit: $rule", ({ lines, taken }) => {
    expect(takeWithin(lines, moreMax + 10)).toEqual(taken);
  });

  it("are at most so many, with the line that counts the rest", () => {
    expect(takeWithin(["1", "2", "3"], 100, 3)).toEqual(["1", "2", "3"]);
    expect(takeWithin(["1", "2", "3", "4"], 100, 3)).toEqual(["1", "2", "… and 2 more"]);
    expect(takeWithin(["1", "2"], 100, 1)).toEqual(["… and 2 more"]);
  });

  it("are whole, the first ones, counted where some are left out, and never longer than there is room", () => {
    const line = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: moreMax, max: 800 }), (lines, room) => {
        const taken = takeWithin(lines, room);
        expect(taken.join("\n").length).toBeLessThanOrEqual(room);
        const left = /^… and (\d+) more$/.exec(taken.at(-1) ?? "")?.[1];
        const whole = left === undefined ? taken : taken.slice(0, -1);
        expect(whole).toEqual(lines.slice(0, whole.length));
        expect(whole.length + Number(left ?? 0)).toBe(lines.length);
        if (left !== undefined) {
          const withNext = lines.slice(0, whole.length + 1);
          expect(withNext.join("\n").length + 1 + moreMax).toBeGreaterThan(room);
        }
      }),
    );
  });
});
