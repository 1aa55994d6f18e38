import { describe, expect, it } from "vitest";
import { createOneTimeCodes } from "../../../src/adapters/codes/one-time-codes.ts";
import { Secret } from "../../../src/domain/secret.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** The secret of RFC 6238, appendix B, "12345678901234567890"; its codes of eight digits end with these six. */
const secret = new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
const of = { at59: "287082", at1111111109: "081804", at1111111111: "050471" };

const codesAt = (seconds: number) => {
  const clock = new VirtualClock(seconds * 1000);
  return { clock, codes: createOneTimeCodes(new Map([["U02", secret]]), clock) };
};

describe("a one-time code", () => {
  it.each([
    [59, of.at59],
    [1_111_111_109, of.at1111111109],
    [1_111_111_111, of.at1111111111],
  ])("is that of RFC 6238 at %d s", (seconds, code) => {
    expect(codesAt(seconds).codes.check("U02", code)).toBe("right");
  });

  it("may be typed as apps show it, and half a minute late or early, and no more", () => {
    expect(codesAt(59).codes.check("U02", "287 082")).toBe("right");
    expect(codesAt(59 + 30).codes.check("U02", of.at59)).toBe("right");
    expect(codesAt(59 - 30).codes.check("U02", of.at59)).toBe("right");
    expect(codesAt(59 + 61).codes.check("U02", of.at59)).toBe("wrong");
  });

  it("is right once, and none before it is right after it", () => {
    const { codes } = codesAt(1_111_111_111);
    expect(codes.check("U02", of.at1111111111)).toBe("right");
    expect(codes.check("U02", of.at1111111111)).toBe("used");
    expect(codes.check("U02", of.at1111111109)).toBe("used");
  });

  it("is nobody else's, and nothing that is no code", () => {
    const { codes } = codesAt(59);
    expect(codes.check("U03", of.at59)).toBe("none");
    for (const code of ["", "28708", "2870822", "abcdef", "２８７０８２"])
      expect(codes.check("U02", code)).toBe("wrong");
  });

  it("does not count after five wrong ones, for a quarter of an hour", async () => {
    const { clock, codes } = codesAt(59);
    for (let tries = 0; tries < 5; tries += 1) expect(codes.check("U02", "000000")).toBe("wrong");
    expect(codes.check("U02", of.at59)).toBe("locked");
    await clock.advance(899_000);
    expect(codes.check("U02", "000000")).toBe("locked");
    await clock.advance(2000);
    expect(codes.check("U02", "000000")).toBe("wrong");
  });

  it("shows its secret nowhere", () => {
    const { codes } = codesAt(59);
    expect(JSON.stringify(codes)).not.toContain("GEZD");
  });
});
