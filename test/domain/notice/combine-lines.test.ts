import { describe, expect, it } from "vitest";
import { combineLines } from "../../../src/domain/notice/combine-lines.ts";
import { instant } from "../../../src/domain/time.ts";
import { timeOfDay } from "../../support/notices.ts";

const minute = 60_000;

describe("one line for many", () => {
  it.each([
    [7, 220, "And 7 more changes between 00:02 and 03:40."],
    [1, 2, "And 1 more change at 00:02."],
    [2, 2, "And 2 more changes at 00:02."],
  ])("counts %d of them up to minute %d", (count, to, sentence) => {
    const line = combineLines({ count, from: instant(2 * minute), to: instant(to * minute), mentions: [], timeOfDay });
    expect(line).toEqual({ kind: "thread", sentence, mentions: [] });
  });

  it("calls everybody once who was to be called, and not a crowd", () => {
    const mentions = ["U1", "U1", ...Array.from({ length: 40 }, (_, index) => `U${index}`)];
    const line = combineLines({ count: 2, from: instant(0), to: instant(0), mentions, timeOfDay });
    expect(line.mentions.length).toBe(20);
    expect(new Set(line.mentions).size).toBe(20);
  });
});
