import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortDigest, shortLinesMax } from "../../../src/domain/digest/short-digest.ts";
import type { DigestNotice } from "../../../src/domain/notice/notice.ts";
import { instant } from "../../../src/domain/time.ts";

const [from, to] = [instant(0), instant(1)];
const digest = (...counts: readonly number[]): DigestNotice => ({
  ...{ kind: "digest", sentence: "A week.", from, to },
  sections: counts.map((count, at) => ({
    title: `Section ${at}`,
    lines: Array.from({ length: count }, (_, line) => `${at}.${line}`),
  })),
});
const linesOf = ({ sections }: DigestNotice) =>
  sections.reduce((sum, { lines }) => sum + (lines.length > 1 ? lines.length + 1 : 1), 0);

describe("a digest in one message", () => {
  it("is the same where it fits", () => {
    const fits = digest(3, 1, 4);
    expect(shortDigest(fits)).toBe(fits);
  });

  it("has the first sections as far as it goes, something of each, and the count of what is left out", () => {
    const { sections } = shortDigest(digest(14, 1, 14, 2));
    expect(sections.map(({ title, lines, more }) => [title, lines.length, more])).toEqual([
      ["Section 0", 6, 8],
      ["Section 1", 1, undefined],
      ["Section 2", 1, 13],
      ["Section 3", 1, 1],
    ]);
    const counted = { ...digest(2, 1), sections: [{ title: "Open now", lines: Array(12).fill("one"), more: 5 }] };
    expect(shortDigest(counted).sections[0]?.more).toBe(8);
  });

  it("never has more lines than a message, and leaves no section out", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, (given) => {
        const short = shortDigest(digest(...given));
        expect(linesOf(short)).toBeLessThanOrEqual(shortLinesMax);
        expect(short.sections.map(({ lines }) => lines[0])).toEqual(given.map((_, at) => `${at}.0`));
      }),
    );
  });
});
