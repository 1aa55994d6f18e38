import { describe, expect, it } from "vitest";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";
import { splitEpochs } from "../../../src/domain/heap/split-epochs.ts";

interface Made {
  readonly heap: number;
  readonly ticks?: number;
  readonly epoch?: string;
}

const points = (made: readonly Made[]): readonly HeapPoint[] =>
  made.map(({ heap, ticks, epoch }, index) => ({
    t: index * 60,
    heapBytes: heap,
    cpuTicks: ticks ?? null,
    epoch: epoch ?? null,
  }));
const lengths = (made: readonly Made[]): readonly number[] => splitEpochs(points(made)).map(({ length }) => length);
const times = (count: number, made: Made): readonly Made[] => Array.from({ length: count }, () => made);

describe("splitEpochs", () => {
  it("has no epoch without points", () => {
    expect(splitEpochs([])).toEqual([]);
  });

  it("begins an epoch with each new process", () => {
    expect(lengths([...times(3, { heap: 9, epoch: "a" }), ...times(2, { heap: 9, epoch: "b" })])).toEqual([3, 2]);
  });

  it("takes a fall of the same process for a trim", () => {
    expect(lengths([...times(40, { heap: 90, epoch: "a" }), ...times(9, { heap: 1, epoch: "a" })])).toEqual([49]);
  });

  it("counts a point whose process is not known to the one before", () => {
    expect(lengths([{ heap: 1, epoch: "a" }, { heap: 1 }, { heap: 1, epoch: "a" }, { heap: 1, epoch: "b" }])).toEqual([
      3, 1,
    ]);
  });

  it("takes ticks that fall back for a new process where none is named", () => {
    expect(lengths([...times(40, { heap: 9, ticks: 80 }), ...times(5, { heap: 9, ticks: 2 })])).toEqual([40, 5]);
  });

  it("takes a fall to the size of the start for a new process where nothing else is known", () => {
    expect(lengths([{ heap: 10 }, ...times(40, { heap: 30 }), ...times(5, { heap: 11 })])).toEqual([41, 5]);
  });

  it.each([
    { name: "a fall to twice the size of the start", after: times(5, { heap: 20 }) },
    { name: "a dip of two points", after: [...times(2, { heap: 10 }), ...times(5, { heap: 45 })] },
    { name: "a small fall", after: times(5, { heap: 25 }) },
  ])("takes $name for none", ({ after }) => {
    expect(lengths([{ heap: 10 }, ...times(40, { heap: 50 }), ...after])).toEqual([41 + after.length]);
  });

  it("takes a heap of nothing that stays nothing for one epoch", () => {
    expect(lengths(times(100, { heap: 0 }))).toEqual([100]);
  });

  it("takes no fall for a new process whose ticks go on", () => {
    const before = times(40, { heap: 30, ticks: 50 });
    expect(lengths([{ heap: 10, ticks: 1 }, ...before, ...times(5, { heap: 10, ticks: 51 })])).toEqual([46]);
  });
});
