import { describe, expect, it } from "vitest";
import { analyzeHeap } from "../../../src/domain/heap/analyze-heap.ts";
import type { HeapAnalysis } from "../../../src/domain/heap/heap-analysis.ts";
import { flat, leak, logarithm, madeHeap, plateau, step } from "../../support/made-heap.ts";
import { recordedHeap } from "../../support/recorded-heap.ts";

const day = 86_400;
const kibi = 1024;

describe("verdicts on recorded daemons", () => {
  it.each([
    { name: "tr19_restart_leak", verdict: /growing/, epochs: 2 },
    { name: "tr23_c_leak", verdict: /growing/, epochs: 1 },
    { name: "tr13_node_flat", verdict: /settled|undecided/, epochs: 1 },
    { name: "tr16_step_deploy", verdict: /settled/, epochs: 1 },
    { name: "tr21_c_arena", verdict: /settled|settling/, epochs: 1 },
  ])("says of $name after a week that it is $verdict", ({ name, verdict, epochs }) => {
    const analysis = analyzeHeap(recordedHeap(`weeks/${name}`));
    expect(analysis.verdict.kind).toMatch(verdict);
    expect(analysis.epochs).toHaveLength(epochs);
  });

  it.each(["tr13_node_flat", "tr16_step_deploy", "tr21_c_arena"])(
    "never calls %s a leak in its first two days",
    (name) => {
      const points = recordedHeap(`first-life/${name}`);
      for (let count = 200; count <= points.length; count += 200) expect(kindAfter(points, count)).not.toBe("growing");
    },
  );

  it.each(["tr19_restart_leak", "tr23_c_leak"])("never calls %s settled in its first two days", (name) => {
    const points = recordedHeap(`first-life/${name}`);
    for (let count = 200; count <= points.length; count += 200) expect(kindAfter(points, count)).not.toBe("settled");
  });

  it.each([
    { name: "tr13_node_flat", plateauKib: 50_210 },
    { name: "tr16_step_deploy", plateauKib: 72_456 },
    { name: "tr21_c_arena", plateauKib: 84_672 },
  ])("foretells the plateau of $name within 6 % from 2.6 days", ({ name, plateauKib }) => {
    const points = recordedHeap(`weeks/${name}`).filter(({ t }) => t <= 2.6 * day);
    const level = analyzeHeap(points).plateau;
    expect(Math.abs(Number(level?.p50) / (plateauKib * kibi) - 1)).toBeLessThan(0.06);
    expect(Number(level?.p95)).toBeGreaterThan(plateauKib * kibi);
  });

  it("fits what came after the deploy, and not what was before", () => {
    const { regime } = analyzeHeap(recordedHeap("weeks/tr16_step_deploy"));
    expect(regime.because).toBe("level shift");
    expect(regime.from).toBeGreaterThan(0.6 * day);
    expect(regime.from).toBeLessThan(0.9 * day);
  });

  it("foretells from an earlier epoch on the work clock, with the verdict of that epoch", () => {
    const first = recordedHeap("two-lives/first/tr21_c_arena");
    const second = recordedHeap("two-lives/second/tr21_c_arena");
    const young = second.filter(({ t }) => t <= 0.52 * day);
    const threshold = 1.25 * Number(young.at(-1)?.heapBytes);
    const truth = Number(second.find(({ heapBytes }) => heapBytes >= threshold)?.t) - Number(young.at(-1)?.t);
    const { crossings, interval, verdict } = analyzeHeap(young, { earlier: [first], thresholds: [threshold] });
    const [crossing] = crossings ?? [];
    expect(Math.abs(Math.log(Number(crossing?.in.p50) / truth))).toBeLessThan(0.22);
    expect(Number(crossing?.in.p05)).toBeLessThan(truth);
    expect(interval?.basis).toBe("template");
    expect(verdict.kind).toBe("settling");
    expect(verdict.sentence).toMatch(/^As in its earlier epochs, /);
  });
});

describe("verdicts on made heaps", () => {
  it.each([
    { name: "a heap that saturates", shape: plateau, days: 6, kinds: ["settled", "settling"] },
    { name: "a leak", shape: leak, days: 2.5, kinds: ["growing"] },
    { name: "a leak after a week", shape: leak, days: 7, kinds: ["growing"] },
    { name: "a logarithm at two days", shape: logarithm, days: 2.2, kinds: ["undecided"] },
    { name: "a flat heap", shape: flat, days: 1.5, kinds: ["settled"] },
    { name: "a step, three days after it", shape: step, days: 5.5, kinds: ["settled"] },
  ])("says of $name: $kinds", ({ shape, days, kinds }) => {
    expect(kinds).toContain(analyzeHeap(madeHeap(shape, { days })).verdict.kind);
  });

  it("keeps its promise on a heap that it calls settled", () => {
    const points = madeHeap(plateau, { days: 13 });
    const then = analyzeHeap(points.slice(0, 6 * 288));
    expect(then.verdict).toMatchObject({ kind: "settled", horizonDays: 7, needs: null });
    expect(Number(points.at(-1)?.heapBytes)).toBeLessThan(1.07 * Number(then.heapBytes));
  });

  it("says when a leak reaches its threshold", () => {
    const [crossing] = analyzeHeap(madeHeap(leak, { days: 4 }), { thresholds: [560 * 1024 ** 2] }).crossings ?? [];
    expect(Number(crossing?.in.p50) / day).toBeGreaterThan(1.5);
    expect(Number(crossing?.in.p50) / day).toBeLessThan(2.5);
    expect(Number(crossing?.probability)).toBeGreaterThan(0.9);
  });

  it("has no plateau for a heap that is growing", () => {
    expect(analyzeHeap(madeHeap(leak, { days: 4 })).plateau).toBeNull();
  });

  it("leaves the template when the epoch is unlike it, and says so", () => {
    const earlier = madeHeap(flat, { days: 4 });
    const { verdict, interval } = analyzeHeap(madeHeap(leak, { days: 4 }), { earlier: [earlier], ramBytes: 2 ** 30 });
    expect(verdict.kind).toBe("growing");
    expect(verdict.sentence).toMatch(
      /^Unlike its earlier epochs, the heap grows without a bend, like a leak: by about 6\d MiB a day\.$/,
    );
    expect(interval?.basis).toBe("curves");
  });

  it("takes no earlier epoch of another release", () => {
    const earlier = madeHeap(plateau, { days: 4 });
    const now = madeHeap(plateau, { days: 1.5 });
    const limits = { earlier: [earlier], ramBytes: 2 ** 31 };
    expect(analyzeHeap(now, limits).interval?.basis).toBe("template");
    expect(analyzeHeap(now, { ...limits, deploys: [0] }).interval?.basis).toBe("curves");
  });
});

function kindAfter(points: ReturnType<typeof recordedHeap>, count: number): HeapAnalysis["verdict"]["kind"] {
  return analyzeHeap(points.slice(0, count)).verdict.kind;
}
