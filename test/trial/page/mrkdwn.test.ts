import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeEntities, type Mrkdwn, parseMrkdwn, safeUrl } from "../../../src/trial/page/mrkdwn.ts";

const text = (words: string): Mrkdwn => ({ kind: "text", text: words });

describe("mrkdwn", () => {
  test.each<[string, readonly Mrkdwn[]]>([
    ["plain", [text("plain")]],
    ["a *b* c", [text("a "), { kind: "bold", parts: [text("b")] }, text(" c")]],
    ["_i_ ~s~", [{ kind: "italic", parts: [text("i")] }, text(" "), { kind: "strike", parts: [text("s")] }]],
    ["*b _i_*", [{ kind: "bold", parts: [text("b "), { kind: "italic", parts: [text("i")] }] }]],
    ["`*not bold*`", [{ kind: "code", text: "*not bold*" }]],
    ["snake_case_name and 2*3*4", [text("snake_case_name and 2*3*4")]],
    ["* not bold *", [text("* not bold *")]],
    ["*open", [text("*open")]],
    ["```a\n*b*```", [{ kind: "pre", text: "a\n*b*" }]],
    ["```open", [text("```open")]],
    ["> q\nafter", [{ kind: "quote", parts: [text("q")] }, text("after")]],
    ["&gt; q", [{ kind: "quote", parts: [text("q")] }]],
    ["• one", [{ kind: "item", marker: "•", parts: [text("one")] }]],
    ["a\nb", [text("a"), { kind: "break" }, text("b")]],
    ["<https://e.org|a &amp; b>", [{ kind: "link", url: "https://e.org", label: "a & b" }]],
    [
      "<https://e.org/?a=1&amp;b=2>",
      [{ kind: "link", url: "https://e.org/?a=1&b=2", label: "https://e.org/?a=1&b=2" }],
    ],
    [
      "see https://e.org/x.",
      [text("see "), { kind: "link", url: "https://e.org/x", label: "https://e.org/x" }, text(".")],
    ],
    [
      "<@U1> <#C1|ops>",
      [{ kind: "user", id: "U1", label: "" }, text(" "), { kind: "channel", id: "C1", label: "ops" }],
    ],
    ["<!here>", [{ kind: "broadcast", name: "here" }]],
    ["<!date^5^{time}|x>", [{ kind: "date", epoch: 5, format: "{time}", url: "", fallback: "x" }]],
    [":tada: at 10:30:15", [{ kind: "emoji", name: "tada" }, text(" at 10:30:15")]],
    ["&lt;!channel&gt;", [text("<!channel>")]],
    ["<not a token>", [text("<not a token>")]],
  ])("%j is read as Slack reads it", (source, parts) => {
    expect(parseMrkdwn(source)).toEqual(parts);
  });

  test("loses no word of a text without marks", () => {
    const words = fc.stringMatching(/^[a-z ]{1,60}$/);
    fc.assert(
      fc.property(words, (source) => {
        expect(parseMrkdwn(source)).toEqual([text(source)]);
      }),
    );
  });

  test("reads any text whatever, and a long one of marks alone in no time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (source) => {
        expect(parseMrkdwn(source)).toBeInstanceOf(Array);
      }),
    );
    const began = process.cpuUsage();
    for (const mark of ["*a ", "_a ", "`", "<", ":a", "```", "> ", "<@"]) parseMrkdwn(mark.repeat(13_000));
    // Its own CPU time, in µs, to which a busy machine does not add; quadratic work on 40 000 characters would take minutes.
    expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
  });

  test("decodes entities exactly once", () => {
    expect(decodeEntities("&amp;lt; &lt;b&gt; &amp;amp; &quot;")).toBe("&lt; <b> &amp; &quot;");
    const escaped = (source: string) => source.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    fc.assert(
      fc.property(fc.string(), (source) => {
        expect(decodeEntities(escaped(source))).toBe(source);
      }),
    );
  });

  test.each([
    "javascript:alert(1)",
    " JavaScript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "//e.org",
    "vbscript:x",
    "",
  ])("%j never becomes a link", (url) => expect(safeUrl(url)).toBeNull());

  test("web and mail addresses become links", () => {
    expect(["https://e.org", "http://e.org", "mailto:a@e.org"].map(safeUrl)).not.toContain(null);
  });
});
