import { describe, expect, test } from "vitest";
import { studyHeap } from "../../../src/domain/heap/analyze-heap.ts";
import { type DaemonFuture, daemonFuture } from "../../../src/domain/heap/daemon-future.ts";
import { growthSeries } from "../../../src/domain/heap/growth-series.ts";
import { drawsCount } from "../../../src/domain/heap/heap-draw.ts";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";
import { createRandom } from "../../support/random.ts";

const day = 86_400;

function pointsOf(days: number, heapAt: (days: number) => number): readonly HeapPoint[] {
  const random = createRandom(5);
  return Array.from({ length: days * 96 }, (_, index) => ({
    t: index * 900,
    heapBytes: heapAt(index / 96) * (1 + 0.01 * (random() - 0.5)),
    cpuTicks: null,
    epoch: "one",
  }));
}

function futureAfter(name: string, points: readonly HeapPoint[]): DaemonFuture {
  const { forecast } = studyHeap(points);
  if (forecast === null) throw new Error("there is a forecast");
  return daemonFuture({ name, present: growthSeries(points), forecast });
}

const median = (levels: readonly number[]) => [...levels].sort((a, b) => a - b)[levels.length >> 1] ?? 0;
const bending = pointsOf(8, (days) => 2e8 + 8e8 * (1 - Math.exp(-days / 2)));
/** So young that nobody knows where it ends. */
const young = bending.slice(0, 3 * 96);

describe("what is to be expected of a daemon", () => {
  test("after a restart is what it did in its present epoch, and after that what the forecast says", () => {
    const { draws } = futureAfter("zope", bending);
    for (const days of [0, 0.5, 2, 7.9]) {
      const truth = 2e8 + 8e8 * (1 - Math.exp(-days / 2));
      const expected = median(draws.map((draw) => draw.started(days * day)));
      expect(expected / truth).toBeGreaterThan(0.97);
      expect(expected / truth).toBeLessThan(1.06);
    }
    expect(median(draws.map((draw) => draw.started(12 * day)))).toBeCloseTo(
      median(draws.map((draw) => draw.running(4 * day))),
      -8,
    );
  });

  test("is as uncertain after a restart as two epochs differ", () => {
    const levels = futureAfter("zope", bending).draws.map((draw) => draw.started(2 * day));
    expect(Math.max(...levels) / Math.min(...levels)).toBeGreaterThan(1.2);
  });

  test("is not at its worst for two daemons at once, though their points are the same", () => {
    const [one, other] = [futureAfter("zope-1", young), futureAfter("zope-2", young)];
    const levels = [one, other].map(({ draws }) => draws.map((draw) => draw.running(30 * day)));
    const worst = (of: readonly number[]) => [...of].sort((a, b) => a - b)[198] ?? 0;
    const together = (levels[0] ?? []).map((level, index) => level + (levels[1]?.[index] ?? 0));
    expect(worst(together)).toBeLessThan(1.9 * worst(levels[0] ?? []));
    expect([...(levels[0] ?? [])].sort()).toEqual([...(levels[1] ?? [])].sort());
  });

  test("is the same for the same name", () => {
    const levels = () => futureAfter("zope", bending).draws.map((draw) => draw.running(day) + draw.started(day));
    expect(levels()).toEqual(levels());
  });

  test("is guarded by the tangent, which lies above a heap that bends and near one that does not", () => {
    const guardAfter = (points: readonly HeapPoint[], ahead: number) => {
      const { guards } = futureAfter("zope", points);
      expect(guards).toHaveLength(drawsCount);
      return median(guards.map((draw) => draw.running(ahead)));
    };
    const leak = pointsOf(6, (days) => 2e8 + 1e8 * days);
    expect(guardAfter(leak, 5 * day) / 1.3e9).toBeCloseTo(1, 1);
    expect(guardAfter(young, 20 * day)).toBeGreaterThan(1.5e9);
  });
});
