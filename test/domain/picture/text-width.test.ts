import { describe, expect, it } from "vitest";
import { clipToWidth, textWidth, wrapText } from "../../../src/domain/picture/text-width.ts";

describe("the width of a text in a picture", () => {
  it("grows with the size and the characters", () => {
    expect(textWidth("ii")).toBeLessThan(textWidth("WW"));
    expect(textWidth("abc", 28)).toBeCloseTo(2 * textWidth("abc", 14));
  });

  it("leaves a text alone that fits, and cuts one that does not with an ellipsis", () => {
    expect(clipToWidth("zope", 100)).toBe("zope");
    const cut = clipToWidth("a-very-long-name-of-a-daemon", 100);
    expect(cut).toMatch(/^a-very.*…$/);
    expect(textWidth(cut)).toBeLessThanOrEqual(100);
    expect(clipToWidth("x".repeat(100_000), 60)).toMatch(/^x+…$/);
  });

  it("breaks at words, in so many lines at most", () => {
    expect(wrapText("one two three", textWidth("one two"), 2)).toEqual(["one two", "three"]);
    const [first, second, ...more] = wrapText("one two three four five six", textWidth("one two"), 2);
    expect([first, more]).toEqual(["one two", []]);
    expect(second).toMatch(/…$/);
  });
});
