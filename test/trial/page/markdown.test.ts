import fc from "fast-check";
import { expect, test } from "vitest";
import { type MarkdownBlock, parseMarkdown } from "../../../src/trial/page/markdown.ts";

test.each<[string, readonly MarkdownBlock[]]>([
  ["## Why", [{ kind: "heading", level: 2, text: "Why" }]],
  [
    "one\ntwo\n\nthree",
    [
      { kind: "paragraph", text: "one\ntwo" },
      { kind: "paragraph", text: "three" },
    ],
  ],
  [
    "```sh\nfree -m\n```\nafter",
    [
      { kind: "code", text: "free -m" },
      { kind: "paragraph", text: "after" },
    ],
  ],
  ["```\nnever closed", [{ kind: "code", text: "never closed" }]],
  ["> a\n> b", [{ kind: "quote", text: "a\nb" }]],
  ["---", [{ kind: "rule" }]],
  [
    "- a\n  - b",
    [
      {
        kind: "list",
        ordered: false,
        items: [
          { depth: 0, text: "a" },
          { depth: 1, text: "b" },
        ],
      },
    ],
  ],
  [
    "1. a\n2. b",
    [
      {
        kind: "list",
        ordered: true,
        items: [
          { depth: 0, text: "a" },
          { depth: 0, text: "b" },
        ],
      },
    ],
  ],
  [
    "| h | n |\n|---|--:|\n| a | 1 |",
    [{ kind: "table", head: ["h", "n"], aligns: ["left", "right"], rows: [["a", "1"]] }],
  ],
  ["a | b", [{ kind: "paragraph", text: "a | b" }]],
])("%j is read as Markdown", (source, blocks) => {
  expect(parseMarkdown(source)).toEqual(blocks);
});

test("any text at all is read to its end", () => {
  const lines = fc.array(fc.constantFrom("", "# h", "- a", "```", "> q", "| a |", "|--|", "text", "---", "1. x"), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(lines, (source) => {
      expect(parseMarkdown(source.join("\n"))).toBeInstanceOf(Array);
    }),
  );
});
