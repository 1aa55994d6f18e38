import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, kibibytes, mebibytes, parseBytes, renderBytes, renderPart } from "../../src/domain/bytes.ts";

const gibibyte = 1024 ** 3;

describe("a size", () => {
  it("is whole and never negative", () => {
    expect([bytes(1.6), bytes(-3), bytes(-0)]).toEqual([2, 0, 0]);
    expect(kibibytes(3)).toBe(3072);
    expect(mebibytes(2)).toBe(2 * 1024 ** 2);
  });

  it.each([
    [0, "0 B"],
    [812, "812 B"],
    [999, "999 B"],
    [1000, "1.0 KiB"],
    [1024, "1.0 KiB"],
    [9.94 * 1024, "9.9 KiB"],
    [9.96 * 1024, "10 KiB"],
    [999.4 * 1024, "999 KiB"],
    [999.6 * 1024, "1.0 MiB"],
    [3.1 * gibibyte, "3.1 GiB"],
    [23.46 * gibibyte, "23.5 GiB"],
    [99.96 * gibibyte, "100 GiB"],
    [2 * gibibyte * 1024, "2.0 TiB"],
    [5 * 1024 ** 5, "5.0 PiB"],
    [2000 * 1024 ** 5, "2000 PiB"],
  ])("of %s bytes is shown as %s", (count, text) => {
    expect(renderBytes(bytes(count))).toBe(text);
  });

  it.each([
    [21.4 * gibibyte, 23.5 * gibibyte, "21.4 of 23.5 GiB"],
    [0, 23.5 * gibibyte, "0.0 of 23.5 GiB"],
    [gibibyte, 99.96 * gibibyte, "1 of 100 GiB"],
    [812 * 1024 ** 2, 987 * 1024 ** 2, "812 of 987 MiB"],
    [300, 400, "300 of 400 B"],
    [0, 0, "0 of 0 B"],
    [gibibyte, 3000 * 1024 ** 5, "0 of 3000 PiB"],
  ])("%s of %s bytes share the unit of the whole: %s", (part, whole, text) => {
    expect(renderPart(bytes(part), bytes(whole))).toBe(text);
  });

  it.each([
    ["1048576", 1048576],
    ["0", 0],
    ["512M", 512 * 1024 ** 2],
    [" 3.5 GiB ", 3.5 * gibibyte],
    ["2 gb", 2 * gibibyte],
    ["2g", 2 * gibibyte],
    ["10K", 10240],
    ["1T", 1024 ** 4],
    ["10 B", 10],
    ["1.5", 2],
  ])("is read from %j", (text, count) => {
    expect(parseBytes(text)).toBe(count);
  });

  it.each(["", "GiB", "-1", "1e9", "3,5 GiB", "12 parsecs", "1 PiB", "9999999999999999", "9999999 T", "1.2.3"])(
    "is not read from %j",
    (text) => {
      expect(parseBytes(text)).toBeNull();
    },
  );

  it("is shown in at most four characters and its unit below 1000 PiB", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 53, noNaN: true }), (count) => {
        expect(renderBytes(bytes(count))).toMatch(/^(\d{1,2}\.\d|\d{1,3}) ([KMGTP]i)?B$/);
      }),
    );
  });

  it("is read back as it is shown, within its last digit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 * 1024 ** 4 }), (count) => {
        const back = parseBytes(renderBytes(bytes(count)));
        expect(Math.abs((back ?? Number.NaN) - count)).toBeLessThanOrEqual(Math.max(1, count * 0.06));
      }),
    );
  });
});
