import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes } from "../../../src/domain/bytes.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import { measureThreshold, type RoomPoint } from "../../../src/domain/heap/measure-threshold.ts";

const gib = 1024 ** 3;
const minute = 60_000;
const tooYoung = absent("there is not enough history yet");

/** A host of 8 GiB of which all but the daemon needs 3 GiB, every five minutes. */
function history(
  count: number,
  change: (point: RoomPoint, index: number) => Partial<RoomPoint> = () => ({}),
): RoomPoint[] {
  return Array.from({ length: count }, (_, index) => {
    const heapBytes = (1 + (index % 10) / 10) * gib;
    const point = { at: index * 5 * minute, availableBytes: 5 * gib - heapBytes, swapUsedBytes: 0, heapBytes };
    return { ...point, ...change(point, index) };
  });
}

describe("a threshold that is measured", () => {
  it("is the RAM less a tenth, less what all else needs, whatever the daemon itself holds", () => {
    expect(measureThreshold(history(300), bytes(8 * gib))).toEqual(known(bytes(4.2 * gib)));
  });

  it("counts what others have in swap as needed", () => {
    const swapped = history(300, () => ({ swapUsedBytes: gib }));
    expect(measureThreshold(swapped, bytes(8 * gib))).toEqual(known(bytes(3.2 * gib)));
  });

  it("does not move when a part of the daemon's heap is swapped out", () => {
    const out = history(300, ({ availableBytes }) => ({
      availableBytes: availableBytes + gib / 2,
      swapUsedBytes: gib / 2,
    }));
    expect(measureThreshold(out, bytes(8 * gib))).toEqual(known(bytes(4.2 * gib)));
  });

  it("makes room for the others' busy times, and not for their one worst reading", () => {
    const busy = history(300, ({ availableBytes }, index) =>
      index % 10 === 0 ? { availableBytes: availableBytes - gib } : {},
    );
    expect(measureThreshold(busy, bytes(8 * gib))).toEqual(known(bytes(3.2 * gib)));
    const once = history(300, ({ availableBytes }, index) =>
      index === 7 ? { availableBytes: availableBytes - gib } : {},
    );
    expect(measureThreshold(once, bytes(8 * gib))).toEqual(known(bytes(4.2 * gib)));
  });

  it.each([
    ["less than a day", history(280)],
    ["a day of which most is missing", history(400).filter((_, index) => index % 3 === 0)],
    ["nothing", []],
  ])("is not told from %s", (_, points) => {
    expect(measureThreshold(points, bytes(8 * gib))).toEqual(tooYoung);
  });

  it("says that there is no room instead of a threshold of nothing", () => {
    const full = history(300, () => ({ availableBytes: 0.2 * gib, heapBytes: gib / 2 }));
    expect(measureThreshold(full, bytes(8 * gib))).toEqual(absent("everything else on the host leaves it no room"));
  });

  it("is never above the RAM less its reserve", () => {
    const point = fc.record({
      availableBytes: fc.nat({ max: 8 * gib }),
      swapUsedBytes: fc.nat({ max: 2 * gib }),
      heapBytes: fc.nat({ max: 10 * gib }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 300, maxLength: 400 }), (points) => {
        const timed = points.map((each, index) => ({ ...each, at: index * 5 * minute }));
        expect(measureThreshold(timed, bytes(8 * gib)).value ?? 0).toBeLessThanOrEqual(0.9 * 8 * gib + 1);
      }),
    );
  });
});
