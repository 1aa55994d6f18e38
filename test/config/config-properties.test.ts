import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "./config-texts.ts";

const example = readFileSync(new URL("../../scipy.example.yml", import.meta.url), "utf8");

/** What fingers and generators do to a file, and letters that mean something to YAML or to a terminal. */
const fragment = fc.oneof(
  fc.constantFrom(
    ":",
    ": ",
    "#",
    "- ",
    "\n",
    "\t",
    "  ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "---\n",
    "~",
  ),
  fc.constantFrom(
    "null",
    "true",
    "0.45",
    "1e999",
    "-1",
    ".nan",
    "0x10",
    "<<: ",
    "? ",
    "%",
    "@",
    "`",
    "\\",
    "\u001b[2J",
    "\ud800",
    "\u0000",
  ),
  fc.string({ maxLength: 12, unit: "binary" }),
);

const change = fc.record({ at: fc.nat(example.length), cut: fc.nat(40), put: fragment });

function mutate(text: string, changes: readonly { at: number; cut: number; put: string }[]): string {
  return changes.reduce((part, { at, cut, put }) => part.slice(0, at) + put + part.slice(at + cut), text);
}

describe("any change of a valid file", () => {
  it("is taken or refused with faults inside the file, in order, each said once and on one line", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const text = mutate(example, changes);
        const parsed = parse(text);
        if (parsed.ok) return;
        const lines = text.split(/\r\n|\n/);
        expect(parsed.error.length).toBeGreaterThan(0);
        for (const { line, column, sentence, key, found } of parsed.error) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[(line ?? 0) - 1]?.length ?? 0) + 1);
          expect(`${key} ${found} ${sentence}`).not.toMatch(/[\p{Cc}\p{Cs}]|undefined|Invalid input/u);
          expect(sentence).toMatch(/[.?)]$/);
        }
        const places = parsed.error.map(({ line, column, sentence }) => `${line}:${column} ${sentence}`);
        expect(new Set(places).size).toBe(places.length);
        expect(parsed.error.map(({ line }) => line)).toEqual(
          parsed.error.map(({ line }) => line).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("never shows a secret that was pasted into it", () => {
    const secrets = fc.constantFrom(
      "xoxb-c4n4ry",
      "xapp-c4n4ry",
      "https://me:c4n4ry@host/",
      "-----BEGIN OPENSSH PRIVATE KEY-----c4n4ry",
    );
    const lines = example.split("\n").length;
    fc.assert(
      fc.property(secrets, fc.nat(lines - 1), (secret, at) => {
        const text = example
          .split("\n")
          .map((line, index) => (index === at ? line.replace(/: .*$/, `: "${secret}"`) : line))
          .join("\n");
        const parsed = parse(text);
        expect(JSON.stringify(parsed.ok ? null : parsed.error)).not.toContain("c4n4ry");
      }),
    );
  });
});

describe("any value in place of another", () => {
  it("is refused in words, never by an exception", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (value, seed) => {
        const lines = example.split("\n");
        const places = lines.flatMap((line, index) => (/^[\s-]*\w+: \S/.test(line) ? [index] : []));
        const at = places[seed % places.length] ?? 0;
        lines[at] = (lines[at] ?? "").replace(/: .*$/, `: ${value}`);
        const parsed = parse(lines.join("\n"));
        expect(parsed.ok || parsed.error.every(({ sentence }) => sentence.length > 10)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
