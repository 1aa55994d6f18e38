import { describe, expect, it } from "vitest";
import { element, escapeXml, path, svgDocument, text } from "../../../src/domain/picture/svg.ts";

describe("the markup of a picture", () => {
  it("escapes what has a meaning in XML, and leaves out what XML may not hold", () => {
    expect(escapeXml(`<a href="x">&'`)).toBe("&#60;a href=&#34;x&#34;&#62;&#38;&#39;");
    expect(escapeXml("a\u0000b\u001bc\ufffed\u202ee\ud800f")).toBe("a b c d e f");
  });

  it("escapes attributes, too", () => {
    expect(element("g", { id: '"><script>' })).toBe('<g id="&#34;&#62;&#60;script&#62;"/>');
  });

  it("rounds to a tenth, and takes no number that is not finite", () => {
    expect(element("circle", { r: 1.26 })).toBe('<circle r="1.3"/>');
    expect(() => element("circle", { r: Number.NaN })).toThrow(RangeError);
    expect(() => element("circle", { r: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  });

  it("draws no line through a single spot", () => {
    expect(path([{ x: 1, y: 2 }], {})).toEqual([]);
  });

  it("has a ground of its own, so that the theme around it does not matter", () => {
    const drawn = svgDocument({ width: 10, height: 20 }, [text(1, 2, { line: "a" })]);
    expect(drawn).toMatch(/^<svg xmlns="[^"]+" width="10" height="20"[^>]*><rect [^>]*fill="#fbfbfb"/);
  });
});
