import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawRestart, type RestartToDraw } from "../../../src/domain/picture/draw-restart.ts";
import type { Compared } from "../../../src/domain/restart/compare-measures.ts";
import { expectInside, linesIn } from "../../support/drawn.ts";
import { gibibytes } from "../../support/heap-outlooks.ts";

const compared: readonly Compared[] = [
  { name: "Heap", unit: "bytes", before: gibibytes(3.1), after: gibibytes(1.1) },
  { name: "Waiting for memory", unit: "percent", before: 41.2, after: 0.4 },
];

function drawn(changes: Partial<RestartToDraw> = {}) {
  const picture = drawRestart({
    ...{ number: 12, host: "scipy", daemon: "zope", meaning: "restarted, and all is well", compared },
    ...changes,
  });
  if (picture === null) throw new Error("nothing was drawn");
  return picture;
}

describe("the picture of a restart", () => {
  it("says what came of it, with each figure before and after", () => {
    expect(linesIn(drawn())).toEqual([
      ...["Restart 12 of zope on scipy", "Restarted, and all is well."],
      ...["Heap", "before", "3.1 GiB", "after", "1.1 GiB"],
      ...["Waiting for memory", "before", "41 %", "after", "0.4 %"],
    ]);
  });

  it("tells the same to those who do not see it", () => {
    expect(drawn().altText).toBe(
      "Restart 12 of zope on scipy: restarted, and all is well. Heap: 3.1 GiB before, 1.1 GiB after. Waiting for memory: 41 % before, 0.4 % after.",
    );
  });

  it("holds nothing in its words that hides or turns text", () => {
    const { title, altText } = drawn({ host: "a\u202eb\u0000", daemon: "\ud800\u200b", meaning: "x".repeat(5000) });
    expect(`${title}${altText}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(altText.length).toBeLessThanOrEqual(2000);
  });

  it("makes no mountain of a tenth of a percent", () => {
    const small = drawn({ compared: [{ name: "Waiting for memory", unit: "percent", before: 0.1, after: 0 }] });
    const widths = [...small.svg.matchAll(/width="([\d.]+)" height="16"/g)].map(([, width]) => Number(width));
    expect(Math.max(...widths)).toBeLessThan(10);
  });

  it("is not drawn where no figure is known on both sides", () => {
    expect(drawRestart({ number: 1, host: "a", daemon: "b", meaning: "c", compared: [] })).toBeNull();
  });

  it("keeps everything inside, whatever the names and figures are", () => {
    const figure = fc.integer({ min: 0, max: 2 ** 50 });
    const name = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(fc.tuple(name, name, name), figure, figure, (names, before, after) => {
        const [host, daemon, meaning] = names;
        const figures = [{ name: "Heap", unit: "bytes" as const, before, after }];
        expectInside(drawn({ host, daemon, meaning, compared: figures }));
      }),
      { numRuns: 60 },
    );
  });
});
