import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bold, codeSpan } from "../../../src/adapters/slack/views/escape.ts";

/** Names made of what opens and closes markup. */
const hostile = fc.string({ unit: fc.constantFrom("*", "`", "_", "a", " ", "<", "&"), maxLength: 20 });

describe("a name from outside", () => {
  it.each([
    ["*", "*∗*"],
    ["a*b", "*a∗b*"],
    ["*bold* and *bold*", "*∗bold∗ and ∗bold∗*"],
  ])("%j cannot end bold print early or open it anew", (name, shown) => {
    expect(bold(name)).toBe(shown);
  });

  it.each([
    ["`", "`ˋ`"],
    ["a`b", "`aˋb`"],
    ["```rm```", "`ˋˋˋrmˋˋˋ`"],
  ])("%j cannot end a code span early or open one anew", (name, shown) => {
    expect(codeSpan(name)).toBe(shown);
  });

  it("has one mark before it and one behind it, whatever it is", () => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(bold(name)).toMatch(/^(?:\*[^*]+\*)?$/);
        expect(codeSpan(name)).toMatch(/^(?:`[^`]+`)?$/);
      }),
    );
  });
});
