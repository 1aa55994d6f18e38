import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";
import { tidyPoints, usualStep } from "../../../src/domain/heap/tidy-points.ts";

const point = (t: number, heapBytes = 1): HeapPoint => ({ t, heapBytes, cpuTicks: null, epoch: null });

describe("tidyPoints", () => {
  it.each([
    { name: "leaves what is in order as it is", times: [0, 60, 120], tidy: [0, 60, 120] },
    { name: "keeps the first of two points of one instant", times: [0, 60, 60, 120], tidy: [0, 60, 120] },
    {
      name: "moves what follows a clock that was set back behind it",
      times: [0, 60, 120, 0, 60],
      tidy: [0, 60, 120, 180, 240],
    },
    { name: "leaves a gap a gap", times: [0, 60, 7200], tidy: [0, 60, 7200] },
    {
      name: "drops an instant that is none",
      times: [0, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 60],
      tidy: [0, 60],
    },
  ])("$name", ({ times, tidy }) => {
    expect(tidyPoints(times.map((t) => point(t))).map(({ t }) => t)).toEqual(tidy);
  });

  it("drops sizes that no machine has", () => {
    const sizes = [5, -1, Number.NaN, 1e300, 7].map((size, index) => point(index * 60, size));
    expect(tidyPoints(sizes).map(({ heapBytes }) => heapBytes)).toEqual([5, 7]);
  });

  it("does not know ticks that are no count", () => {
    const ticks = [1, -1, Number.NaN].map((cpuTicks, index) => ({ ...point(index * 60), cpuTicks }));
    expect(tidyPoints(ticks).map(({ cpuTicks }) => cpuTicks)).toEqual([1, null, null]);
  });

  it("always gives strictly rising instants, and never more points than it was given", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.integer())), (times) => {
        const tidy = tidyPoints(times.map((t) => point(t)));
        expect(tidy.length).toBeLessThanOrEqual(times.length);
        expect(tidy.every(({ t }, index) => index === 0 || t > Number(tidy[index - 1]?.t))).toBe(true);
      }),
    );
  });
});

describe("usualStep", () => {
  it("is the median, which a gap does not move", () => {
    expect(usualStep([0, 300, 600, 9000, 9300].map((t) => point(t)))).toBe(300);
  });

  it("is a minute where there is only one point", () => {
    expect(usualStep([point(5)])).toBe(60);
  });
});
