import { describe, expect, it } from "vitest";
import { hostInText } from "../../../src/domain/command/host-in-text.ts";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { reportTextMax } from "../../../src/domain/command/parse-report.ts";
import { knownWords } from "../../support/known-words.ts";

describe("the command report", () => {
  it.each([
    ["report", null, ""],
    ["report WEB-1", "web-1", ""],
    ["report web-2: pages take a minute", "web-2", "pages take a minute"],
    ["report pages on web-2 take a minute", "web-2", "pages on web-2 take a minute"],
    ["report zope is slow", "web-1", "zope is slow"],
    ["report solr is slow", null, "solr is slow"],
    ["report wbe-1 is slow", null, "wbe-1 is slow"],
  ])("%j is about the host %j", (text, host, said) => {
    expect(parseCommand(text, knownWords)).toEqual({ ok: true, value: { kind: "report", host, text: said } });
  });

  it("keeps as much of a text as stands in one paragraph", () => {
    const parsed = parseCommand(`report ${"slow ".repeat(1000)}`, knownWords);
    const text = parsed.ok && parsed.value.kind === "report" ? parsed.value.text : "";
    expect([...text]).toHaveLength(reportTextMax);
  });
});

describe("the host in a text", () => {
  it.each([
    ["Is Web-1 down?", "web-1"],
    ["nothing works on web-2.", "web-2"],
    ["(db-1) is slow", "db-1"],
    ["zope hangs, web-2 does not", "web-2"],
    ["zope hangs", "web-1"],
    ["https://web-1/login", "web-1"],
  ])("is found in %j", (text, host) => {
    expect(hostInText(text, knownWords)).toBe(host);
  });

  it.each(["", "web-11 is slow", "my-web-1 is slow", "web-1.example.org is slow", "solr is slow", "web"])(
    "is not guessed from %j",
    (text) => {
      expect(hostInText(text, knownWords)).toBeNull();
    },
  );
});
