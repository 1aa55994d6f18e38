import { describe, expect, it } from "vitest";
import { evaluate, renderNumber, type Test } from "../../../src/domain/diagnosis/evaluate.ts";
import { factsOf } from "../../../src/domain/diagnosis/facts.ts";
import { anInput } from "./input.ts";

const pressure: Test = {
  name: "pressure",
  figure: (facts) => facts.memorySome,
  passes: "≥",
  limit: { value: 5, unit: "%" },
  means: "short",
  harder: { limit: { value: 20, unit: "%" }, means: "starvation" },
  otherwise: "fine",
};

describe("a test of the diagnosis", () => {
  it.each([
    { memorySome: 41.24, passed: true, reached: 2, line: "pressure 41.2 % ≥ 20 %: starvation" },
    { memorySome: 20, passed: true, reached: 2, line: "pressure 20 % ≥ 20 %: starvation" },
    { memorySome: 19.96, passed: true, reached: 1, line: "pressure 20 % ≥ 5 %: short" },
    { memorySome: 4.96, passed: false, reached: 0, line: "pressure 4.96 % < 5 %: fine" },
    { memorySome: 4.9996, passed: false, reached: 0, line: "pressure 4.9996 % < 5 %: fine" },
    { memorySome: 4.999999, passed: false, reached: 0, line: "pressure 4.999999 % < 5 %: fine" },
    { memorySome: 0, passed: false, reached: 0, line: "pressure 0 % < 5 %: fine" },
    { memorySome: null, passed: null, reached: 0, line: "pressure: not known, because this kernel does not have it" },
  ])("of the figure $memorySome gives a line that is true as printed", ({ memorySome, ...outcome }) => {
    const facts = factsOf(anInput({ memorySome, memoryFull: memorySome }));
    expect(evaluate(pressure, facts)).toMatchObject(outcome);
  });

  it.each([
    { passes: ">", memorySome: 5, passed: false, line: "pressure 5 % ≤ 5 %: fine" },
    { passes: ">", memorySome: 5.01, passed: true, line: "pressure 5.01 % > 5 %: short" },
    { passes: "<", memorySome: 4.9, passed: true, line: "pressure 4.9 % < 5 %: short" },
    { passes: "<", memorySome: 5, passed: false, line: "pressure 5 % ≥ 5 %: fine" },
  ] as const)("may ask for $passes as well ($memorySome)", ({ passes, memorySome, ...outcome }) => {
    const { harder: _, ...plain } = pressure;
    expect(evaluate({ ...plain, passes }, factsOf(anInput({ memorySome })))).toMatchObject(outcome);
  });
});

describe("a test of a share of the last minute", () => {
  const waited: Test = { ...pressure, name: "some task waited", isShareOfMinute: true };

  it.each([
    [41.24, "for 41.2 % of the last minute some task waited (limit 20 %): starvation"],
    [19.96, "for 20 % of the last minute some task waited (limit 5 %): short"],
    [4.96, "for 4.96 % of the last minute some task waited (limit 5 %): fine"],
    [null, "how long some task waited: not known, because this kernel does not have it"],
  ])("says of %s how long it was so, and names the limit", (memorySome, line) => {
    const facts = factsOf(anInput({ memorySome, memoryFull: memorySome }));
    expect(evaluate(waited, facts).line).toBe(line);
  });
});

describe("a number", () => {
  it.each([
    [0, "0"],
    [0.04, "0"],
    [41.24, "41.2"],
    [5, "5"],
    [99.94, "99.9"],
    [99.96, "100"],
    [812.7, "813"],
  ])("%s is shown as %s", (value, text) => {
    expect(renderNumber(value)).toBe(text);
  });
});
