import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDrift } from "../../../src/domain/digest/find-drift.ts";
import type { HeapPoint } from "../../../src/domain/digest/week.ts";
import { instant, millis } from "../../../src/domain/time.ts";

const day = 86_400_000;
const mib = 1024 ** 2;
const to = instant(100 * day);
const zope = { host: "web-1", daemon: "zope" };

describe("a daemon's drift", () => {
  it("is its daily peak on the newest day against the oldest of the week", () => {
    const points = [at(6.5, 900), at(6.1, 1000), at(3, 5000), at(0.9, 1200), at(0.1, 1100)];
    expect(findDrift(zope, points, to)).toEqual({ ...zope, fromBytes: 1000 * mib, toBytes: 1200 * mib, over: 6 * day });
  });

  it("is told of from ten percent on, and not of a heap that is small", () => {
    expect(findDrift(zope, [at(6, 1000), at(0, 1099)], to)).toBeNull();
    expect(findDrift(zope, [at(6, 1000), at(0, 1100)], to)).toMatchObject({ toBytes: 1100 * mib });
    expect(findDrift(zope, [at(6, 20), at(0, 35)], to)).toBeNull();
    expect(findDrift(zope, [at(6, 20), at(0, 36)], to)).not.toBeNull();
  });

  it("needs days that are far enough apart, within the week", () => {
    expect(findDrift(zope, [], to)).toBeNull();
    expect(findDrift(zope, [at(2.9, 1000), at(0, 2000)], to)).toBeNull();
    expect(findDrift(zope, [at(8, 1000), at(0, 2000)], to)).toBeNull();
    expect(findDrift(zope, [at(4, 1000), at(-1, 9000), at(0, 2000)], to)).toMatchObject({ toBytes: 2000 * mib });
  });

  it("passes over readings without a heap", () => {
    expect(findDrift(zope, [at(6, 1000), { ...at(5, 0), heap: null }, at(0, 2000)], to)).not.toBeNull();
  });

  it("is never found where no peak has grown", () => {
    const course = fc.array(fc.record({ daysAgo: fc.double({ min: 0, max: 9, noNaN: true }), heap: fc.nat(4000) }));
    fc.assert(
      fc.property(course, (points) => {
        const falling = points.map(({ daysAgo, heap }) => at(daysAgo, heap + Math.floor(daysAgo) * 4000));
        expect(findDrift(zope, falling, to)).toBeNull();
      }),
    );
  });
});

function at(daysAgo: number, heapMib: number): HeapPoint {
  const heap = heapMib * mib;
  return { at: instant(to - daysAgo * day), over: millis(0), heap: { median: heap / 2, max: heap }, epoch: null };
}
