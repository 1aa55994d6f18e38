import { describe, expect, it } from "vitest";
import type { Crossing } from "../../../src/domain/heap/crossing.ts";
import { explainHeap } from "../../../src/domain/heap/explain-heap.ts";
import type { HeapAnalysis } from "../../../src/domain/heap/heap-analysis.ts";

const gibi = 1024 ** 3;
const [hour, day] = [3600, 86_400];

const interval = { seconds: 3 * day, basis: "curves", probability: 0.95 } as const;
const analysis: HeapAnalysis = {
  samples: 3000,
  ageSeconds: 2 * day,
  epochs: [{ from: 0, to: 2 * day, samples: 3000 }],
  regime: { from: 0, to: 2 * day, samples: 3000, because: "start" },
  deployedAt: null,
  heapBytes: gibi,
  verdict: { kind: "settling", horizonDays: 7, sentence: "", needs: null },
  plateau: { p05: 1.3 * gibi, p50: 1.4 * gibi, p95: 1.6 * gibi },
  crossings: [],
  interval,
  growingProbability: 0.1,
};
const asked = { horizonDays: 7, limitBytes: 3 * gibi };

function crossing(probability: number, [p05, p50, p95]: readonly (number | null)[]): Crossing {
  return { thresholdBytes: 3 * gibi, probability, in: { p05: p05 ?? null, p50: p50 ?? null, p95: p95 ?? null } };
}

describe("what stands behind a verdict", () => {
  it("is a range for the plateau, and what is most likely", () => {
    expect(explainHeap(analysis, asked).plateau).toBe(
      "If it is bounded, it stands at 1.3–1.6 GiB in 7 days, most likely at 1.4 GiB.",
    );
    expect(explainHeap({ ...analysis, plateau: null }, asked).plateau).toBeNull();
  });

  it.each([
    [crossing(1, [0, 0, 0]), "Its peaks have reached 3.0 GiB."],
    [crossing(0, []), "It does not reach 3.0 GiB within 7 days, as far as can be seen."],
    [crossing(0.03, []), "It does not reach 3.0 GiB within 7 days: the chance that it does is 3 %."],
    [crossing(0.3, [2 * day]), "It reaches 3.0 GiB within 7 days with a probability of 30 %, in 2 d at the earliest."],
    [
      crossing(0.7, [2 * day, 5 * day]),
      "It reaches 3.0 GiB in 2 d at the earliest, most likely in 5 d; 70 % within 7 days.",
    ],
    [crossing(1, [5 * hour, 7 * hour, 9 * hour]), "It reaches 3.0 GiB in 5–9 h, most likely in 7 h."],
  ])("is a range for the crossing, never one bare number: $probability", (one, sentence) => {
    expect(explainHeap({ ...analysis, crossings: [one] }, asked).crossings).toEqual([sentence]);
  });

  it("says that the heap has reached a level only where it stands there now", () => {
    const high = { ...analysis, heapBytes: 3 * gibi, crossings: [crossing(1, [0, 0, 0])] };
    expect(explainHeap(high, asked).crossings).toEqual(["It has reached 3.0 GiB."]);
  });

  it("says for how long the daemon may run, and that it may be longer where nothing is crossed", () => {
    expect(explainHeap(analysis, asked).interval).toBe(
      "It may run 3 d from one start to the next: so long it stays below 3.0 GiB with a probability of 95 %, by its growth so far.",
    );
    const open = { ...analysis, interval: { ...interval, seconds: 9 * day - hour } };
    expect(explainHeap(open, asked).interval).toMatch(
      /^It may run at least 8 d 23 h .* 7 days ahead was not looked at\.$/,
    );
  });

  it("has no interval for what has reached its limit, cannot be kept below it, or has none", () => {
    const reached = { ...analysis, crossings: [crossing(1, [0, 0, 0])], interval: null };
    expect(explainHeap(reached, asked).interval).toBe(
      "No interval between restarts is safe: the limit of 3.0 GiB is reached.",
    );
    const hopeless = { ...analysis, interval: { seconds: 0, basis: "template", probability: 0.95 } as const };
    expect(explainHeap(hopeless, asked).interval).toBe(
      "No interval between restarts keeps it below 3.0 GiB with 95 %.",
    );
    expect(explainHeap(analysis, { ...asked, limitBytes: null }).interval).toBeNull();
    expect(explainHeap({ ...analysis, crossings: null, interval: null }, asked).interval).toBeNull();
  });

  it("says what it rests on, and what would decide it", () => {
    const verdict = { ...analysis.verdict, needs: "2.3 more days at this load" };
    expect(explainHeap({ ...analysis, verdict }, asked).needs).toBe("It takes 2.3 more days at this load to tell.");
    expect(explainHeap(analysis, asked)).toMatchObject({ needs: null, basis: "3,000 samples over 2 d." });
    const regime = { from: day, to: 2 * day, samples: 1500, because: "level shift" } as const;
    const epochs = [{ from: -day, to: 0, samples: 9 }, ...analysis.epochs];
    expect(explainHeap({ ...analysis, regime, epochs }, asked).basis).toBe(
      "3,000 samples over 2 d, and 1 earlier epoch; judged since its level shifted 1 d before.",
    );
  });

  it("says which epochs are of another release, and since when the present one is judged", () => {
    const regime = { from: day, to: 2 * day, samples: 1500, because: "deploy" } as const;
    const epochs = [{ from: -2 * day, to: -day, samples: 9 }, { from: -day, to: 0, samples: 9 }, ...analysis.epochs];
    const basis = (changes: Partial<HeapAnalysis>) => explainHeap({ ...analysis, epochs, ...changes }, asked).basis;
    expect(basis({ regime, deployedAt: day })).toBe(
      "3,000 samples over 2 d, and 2 earlier epochs of another release; judged since the deploy 1 d before.",
    );
    expect(basis({ deployedAt: -day })).toBe("3,000 samples over 2 d, and 2 earlier epochs, 1 of another release.");
    expect(basis({ deployedAt: 3 * day, regime: { ...regime, from: 2 * day } })).toBe(
      "3,000 samples over 2 d, and 2 earlier epochs of another release; nothing was measured since the deploy.",
    );
  });
});
