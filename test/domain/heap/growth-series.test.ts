import { describe, expect, it } from "vitest";
import { growthSeries } from "../../../src/domain/heap/growth-series.ts";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";

const ticking = (ticks: readonly (number | null)[]): readonly HeapPoint[] =>
  ticks.map((cpuTicks, index) => ({ t: 1000 + index * 60, heapBytes: 1, cpuTicks, epoch: null }));

describe("growthSeries", () => {
  it("counts work in CPU ticks, with what was used before the first point apart", () => {
    const { work, workBefore, clock, workRate } = growthSeries(ticking([50, 150, 250]));
    expect([...work]).toEqual([0, 100, 200]);
    expect(workBefore).toBe(50);
    expect(clock).toBe("cpu ticks");
    expect(workRate).toBeCloseTo(200 / 120);
  });

  it("spreads ticks that stand still", () => {
    expect([...growthSeries(ticking([0, 0, 0, 90])).work]).toEqual([0, 30, 60, 90]);
  });

  it("goes on counting when a process of the group ends and takes its ticks with it", () => {
    expect([...growthSeries(ticking([0, 100, 40, 140])).work].at(-1)).toBe(200);
  });

  it.each([
    { name: "a tick is missing", ticks: [0, null, 200] },
    { name: "there are too few", ticks: [0, 10, 20] },
  ])("is on the wall clock where $name", ({ ticks }) => {
    const { work, clock, workBefore, workRate } = growthSeries(ticking(ticks));
    expect([...work]).toEqual([0, 60, 120]);
    expect({ clock, workBefore, workRate }).toEqual({ clock: "wall", workBefore: 0, workRate: 1 });
  });

  it("takes the rate of the last seven days, not that of last month", () => {
    const points = Array.from({ length: 20 }, (_, index) => ({
      t: index * 86_400,
      heapBytes: 1,
      cpuTicks: index <= 10 ? index * 86_400 : 864_000 + (index - 10) * 864_000,
      epoch: null,
    }));
    expect(growthSeries(points).workRate).toBeCloseTo(10);
  });
});
