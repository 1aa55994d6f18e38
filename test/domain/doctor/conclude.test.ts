import { describe, expect, it } from "vitest";
import { concludeFindings } from "../../../src/domain/doctor/conclude.ts";
import type { Finding } from "../../../src/domain/doctor/finding.ts";

const of = (outcome: Finding["outcome"]): Finding => ({ subject: "slack", check: "scopes", outcome, sentence: "…" });

describe("the conclusion of an examination", () => {
  it.each<[readonly Finding[], string]>([
    [[], "Nothing keeps the bot from its work."],
    [[of("ok")], "Nothing keeps the bot from its work."],
    [[of("warning")], "Nothing keeps the bot from its work. 1 thing could be better."],
    [[of("warning"), of("warning")], "Nothing keeps the bot from its work. 2 things could be better."],
    [[of("warning"), of("failed"), of("ok")], "1 to mend before the bot can do its work."],
  ])("counts what keeps the bot from its work: %#", (findings, sentence) => {
    expect(concludeFindings(findings)).toBe(sentence);
  });
});
