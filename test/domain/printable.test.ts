import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable } from "../../src/domain/printable.ts";

describe("a text that is shown", () => {
  it.each([
    ["zope is up", "zope is up"],
    ["two\r\nlines\tand a tab", "two lines and a tab"],
    ["\u001B[31mred\u001B[0m", "red"],
    ["\u001B]0;a new title\u0007here", "here"],
    ["\u001B]8;;https://example.org\u001B\\link\u001B]8;;\u001B\\", "link"],
    ["\u001Bcreset", "creset"],
    ["\u202Eright to left\u200B", "right to left"],
    ["half a pair \uD800", "half a pair"],
    ["\u0000\u0001\u0007\u007F", ""],
    ["grüße 😀 日本", "grüße 😀 日本"],
  ])("from %j is %j: it holds what it says and commands nothing", (text, shown) => {
    expect(printable(text, 80)).toBe(shown);
  });

  it("is cut to its length with a sign that it was", () => {
    expect(printable("abcdef", 6)).toBe("abcdef");
    expect(printable("abcdefg", 6)).toBe("abcde…");
    expect(printable("😀😀😀", 2)).toBe("😀…");
    expect(printable("abc", 0)).toBe("…");
  });

  it("says that something was left out of a text that is too long to be searched", () => {
    expect(printable("\u200B".repeat(1_000_000), 10)).toBe("…");
  });

  it("is one line of well-formed, visible characters within its length, and stays so when shown again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const shown = printable(text, most);
        expect([...shown].length).toBeLessThanOrEqual(most);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(printable(shown, most)).toBe(shown);
      }),
    );
  });
});
