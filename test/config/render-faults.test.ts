import { expect, it } from "vitest";
import type { Fault } from "../../src/config/fault.ts";
import { renderFaults } from "../../src/config/render-faults.ts";

const fault: Fault = {
  file: "scipy.yml",
  line: 12,
  column: 7,
  key: "hosts[0].adress",
  found: '"adress"',
  expected: "one of address",
  sentence: 'unknown key. Did you mean "address"?',
};

const outcome = "nothing was started";

it("faults are shown as compilers do, a line each, with what came of it at the end", () => {
  const whole = { ...fault, line: null, column: null, key: "", sentence: "there is no file scipy.yml." };
  const variable = {
    ...fault,
    file: "environment",
    line: null,
    column: null,
    key: "SLACK_BOT_TOKEN",
    sentence: "not set.",
  };
  expect(renderFaults([fault, whole, variable], { outcome })).toBe(
    [
      'scipy.yml:12:7 hosts[0].adress: unknown key. Did you mean "address"?',
      "scipy.yml: there is no file scipy.yml.",
      "environment SLACK_BOT_TOKEN: not set.",
      "3 faults; nothing was started",
    ].join("\n"),
  );
});

it("one fault is one fault", () => {
  expect(renderFaults([fault], { outcome }).split("\n").at(-1)).toBe("1 fault; nothing was started");
});

it("of very many faults the first fifty are shown and all are counted", () => {
  const lines = renderFaults(
    Array.from({ length: 1000 }, () => fault),
    { outcome },
  ).split("\n");
  expect(lines.length).toBe(52);
  expect(lines.slice(-2)).toEqual(["… and 950 more", "1000 faults; nothing was started"]);
});

it("the name of a file cannot move the cursor of a terminal", () => {
  expect(renderFaults([{ ...fault, file: "a\u001b[2J\n.yml" }], { outcome })).toContain("a\\u{1b}[2J\\u{a}.yml:12:7");
});
