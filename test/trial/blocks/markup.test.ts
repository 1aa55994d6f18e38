import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockMarkupFaults, markupFaults } from "../../../src/trial/blocks/markup.ts";

const rules = (text: string) => markupFaults(text, "/text").map((fault) => fault.rule);

describe("the markup of a text", () => {
  it.each([
    "load 16 &gt; 2, 5 &lt; 6, a &amp; b",
    "<@U01ALICE> and <@U01ALICE|alice> in <#C01OPS|ops>, <!subteam^S01OPS|@ops>",
    "since <!date^1790000000^{date_short_pretty} {time}|2026-09-21 14:13 UTC>",
    "<https://a.example/path?x=1&amp;y=2|the dashboard> or <https://a.example>",
    "<https://a.example/x|a.example/x> and <mailto:a@a.example|write>",
    "> a quotation",
    "a -> b",
  ])("is fine in %j", (text) => {
    expect(rules(text)).toEqual([]);
  });

  it.each([
    ["<!channel>", "broadcast"],
    ["<!here|here>", "broadcast"],
    ["a `<!everyone>` in code", "broadcast"],
    ["AT&T", "unescaped text"],
    ["&nbsp;", "unescaped text"],
    ["a < b", "unescaped text"],
    ["<script>", "unescaped text"],
    ["<!date^1790000000^{time}>", "unescaped text"],
    ["<javascript:alert(1)|x>", "unescaped text"],
    ["<https://evil.example|https://bank.example/login>", "disguised link"],
    ["<https://evil.example|bank.example>", "disguised link"],
  ])("is at fault in %j: %s", (text, rule) => {
    expect(rules(text)).toEqual([rule]);
  });

  it("is never at fault in a text whose &, < and > were escaped", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", "&", "!", "@", "|", "a", "channel", "U1", ";", "\n", "😀") }),
        (text) => {
          expect(rules(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"))).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is looked at in mrkdwn and not in plain text, and rich text may rouse nobody either", () => {
    const section = (type: string) => ({ type: "section", text: { type, text: "a & b" } });
    const broadcast = {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "here" }] }],
    };
    expect(
      blockMarkupFaults([section("plain_text"), section("mrkdwn"), broadcast], "/blocks").map((each) => each.pointer),
    ).toEqual(["/blocks/1/text/text", "/blocks/2/elements/0/elements/0"]);
  });
});
