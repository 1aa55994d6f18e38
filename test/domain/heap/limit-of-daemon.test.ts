import { describe, expect, it } from "vitest";
import { bytes } from "../../../src/domain/bytes.ts";
import { limitOfDaemon, limitSentence } from "../../../src/domain/heap/limit-of-daemon.ts";

const gibi = 1024 ** 3;
const figures = { ramBytes: 8 * gibi, measuredBytes: bytes(3 * gibi) };
const unknown = { ramBytes: null, measuredBytes: null };

describe("what a heap is to stay below", () => {
  it("is the threshold that was set, as a size or as a share of RAM, whatever was measured", () => {
    const size = { threshold: { kind: "size", bytes: bytes(2 * gibi) } } as const;
    const share = { threshold: { kind: "share", ratio: 0.5 } } as const;
    expect(limitOfDaemon(size, unknown)).toEqual({ bytes: 2 * gibi, by: "set" });
    expect(limitOfDaemon(share, figures)).toEqual({ bytes: 4 * gibi, by: "set" });
    expect(limitOfDaemon(share, unknown)).toBeNull();
  });

  it("is what was measured where it is auto, and 45 % of RAM as long as nothing was", () => {
    const auto = { threshold: { kind: "auto" } } as const;
    expect(limitOfDaemon(auto, figures)).toEqual({ bytes: 3 * gibi, by: "measured" });
    expect(limitOfDaemon(undefined, { ...figures, measuredBytes: null })).toEqual({
      bytes: Math.round(3.6 * gibi),
      by: "share of RAM",
    });
    expect(limitOfDaemon(auto, unknown)).toBeNull();
  });

  it("says where it comes from unless somebody set it, and whether the plateau fits", () => {
    const measured = { bytes: 3 * gibi, by: "measured" } as const;
    const said = (p05: number, p95: number) =>
      limitSentence(measured, { p05: p05 * gibi, p50: p05 * gibi, p95: p95 * gibi });
    const whence =
      "Its threshold of 3.0 GiB is measured: so large its heap may be while the host keeps a tenth of its RAM beside all else.";
    expect(limitSentence(measured, null)).toBe(whence);
    expect(said(1, 2)).toBe(`${whence} Its plateau fits in that.`);
    expect(said(4, 5)).toBe(`${whence} Its plateau does not fit in that.`);
    expect(said(2, 4)).toBe(whence);
    expect(limitSentence({ ...measured, by: "set" }, null)).toBeNull();
    expect(limitSentence({ ...measured, by: "share of RAM" }, null)).toMatch(/: 45 % of RAM was taken\.$/);
    expect(limitSentence(null, null)).toBeNull();
  });
});
