import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparedLengthMax, nearest } from "../../../src/domain/command/nearest.ts";

const words = ["status", "why", "help", "heap", "web-1", "web-2", "postgres"];

describe("the nearest word", () => {
  it.each([
    ["status", "status", "the word itself"],
    ["STATUS", "status", "the word in capitals"],
    ["stauts", "status", "two letters swapped"],
    ["statu", "status", "a letter left out"],
    ["statuss", "status", "a letter too many"],
    ["stat", "status", "two letters left out of six"],
    ["hwy", "why", "two letters swapped in a short word"],
    ["hepl", "help", "a swap is one slip, so it beats the word with a replaced letter"],
    ["postrge", "postgres", "a letter moved and one left out"],
    ["posgrse", "postgres", "two slips in a long word"],
    ["web-3", "web-1", "of two equally near the first"],
  ])("for %s is %s: %s", (word, expected) => {
    expect(nearest(word, words)).toBe(expected);
  });

  it.each([
    ["", "nothing"],
    ["x", "one letter"],
    ["restart", "another word"],
    ["web-1134", "too many slips for its length"],
  ])("is not guessed for %j: %s", (word) => {
    expect(nearest(word, words)).toBeNull();
  });

  it("keeps the spelling of the word that is known", () => {
    expect(nearest("web-l", ["Web-1"])).toBe("Web-1");
  });

  it("has something in common with the word asked for", () => {
    expect(nearest("x", ["y"])).toBeNull();
    expect(nearest("x", ["xy"])).toBe("xy");
    expect(nearest("", [""])).toBe("");
  });

  it("counts a letter outside the basic plane once", () => {
    expect(nearest("d😀b", ["dab"])).toBe("dab");
  });

  it("is not sought for a word longer than any name", () => {
    const long = "a".repeat(comparedLengthMax + 1);
    expect(nearest(long, [long])).toBeNull();
  });

  it("is always one of the words known, and the word itself where it is known", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.array(fc.string({ maxLength: 12 }), { maxLength: 5 }),
        (word, among) => {
          const found = nearest(word, among);
          if (found !== null) expect(among).toContain(found);
          expect(nearest(word, [...among, word])?.toLowerCase()).toBe(word.toLowerCase());
        },
      ),
    );
  });

  it("is near from both sides", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        expect(nearest(one, [other]) === null).toBe(nearest(other, [one]) === null);
      }),
    );
  });
});
