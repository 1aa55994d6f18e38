import { describe, expect, it } from "vitest";
import { absent, known, mapFigure } from "../../src/domain/figure.ts";
import { fail, succeed } from "../../src/domain/result.ts";

describe("a figure", () => {
  it("is a value, of which 0 is one", () => {
    expect(known(0)).toEqual({ value: 0 });
    expect(mapFigure(known(0), (value) => value + 1)).toEqual({ value: 1 });
  });

  it("that is absent keeps its reason whatever is made of it", () => {
    const gone = absent("the process is gone");
    expect(mapFigure(gone, () => 1)).toEqual({ value: null, reason: "the process is gone" });
  });
});

describe("a result", () => {
  it("is a value or an error", () => {
    expect(succeed(1)).toEqual({ ok: true, value: 1 });
    expect(fail("timed out")).toEqual({ ok: false, error: "timed out" });
  });
});
