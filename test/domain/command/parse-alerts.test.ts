import { describe, expect, it } from "vitest";
import { ruleNames } from "../../../src/domain/alert/rule.ts";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { knownWords } from "../../support/known-words.ts";

const rules = `The rules are ${ruleNames.join(", ")}.`;

describe("the command alerts", () => {
  it.each([
    ["alerts", { kind: "alerts" }],
    ["ALERTS Noise", { kind: "alerts noise" }],
    ["alerts test swap", { kind: "alerts test", rule: "swap", host: null }],
    ["Alerts TEST Heap WEB-2", { kind: "alerts test", rule: "heap", host: "web-2" }],
  ])("%j is understood, whatever its case", (text, command) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: true, value: command });
  });

  it.each([
    [
      "alerts tset swap",
      'alerts stands alone or before test or noise, and "tset" is neither.',
      "/scipy alerts test swap",
    ],
    ["alerts now", 'alerts stands alone or before test or noise, and "now" is neither.', "/scipy alerts"],
    ["alerts web-1", 'alerts lists those of all hosts at once, so it takes no "web-1".', "/scipy alerts"],
    [
      "alerts noise web-1",
      'alerts noise is about all hosts and takes no further word, and "web-1" is one.',
      "/scipy alerts noise",
    ],
    ["alerts test sawp", `There is no rule "sawp". ${rules}`, "/scipy alerts test swap"],
    ["alerts test xyzzy", `There is no rule "xyzzy". ${rules}`, null],
    [
      "alerts test swap wbe-1",
      'No host "wbe-1" is watched. The hosts are web-1, web-2, db-1.',
      "/scipy alerts test swap web-1",
    ],
    [
      "alerts test swap web-1 web-2",
      'alerts test takes a rule and at most one host, and "web-2" is left over.',
      "/scipy alerts test swap web-1",
    ],
  ])("%j is refused with what was perhaps meant", (text, sentence, suggestion) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: false, error: { sentence, suggestion } });
  });

  it("without the rule is refused with an example, which is no guess", () => {
    const sentence = `alerts test needs the rule to be tested. ${rules}`;
    const error = { sentence, suggestion: "/scipy alerts test memory", isExample: true };
    expect(parseCommand("alerts test", knownWords)).toEqual({ ok: false, error });
  });
});
