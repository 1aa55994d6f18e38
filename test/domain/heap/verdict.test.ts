import { describe, expect, it } from "vitest";
import { analyzeHeap } from "../../../src/domain/heap/analyze-heap.ts";
import { judgeGrowth } from "../../../src/domain/heap/judge-growth.ts";
import { flat, leak, logarithm, madeHeap, plateau, step } from "../../support/made-heap.ts";

describe("the verdict in words", () => {
  it.each([
    {
      name: "a heap that has settled",
      shape: flat,
      days: 3,
      sentence:
        /^The heap has settled at 30\d MiB: it grows by less than 7 % in the next 7 days\.$|^The heap has settled at 29\d MiB: /,
      needs: null,
    },
    {
      name: "a heap that levels off",
      shape: plateau,
      days: 2.5,
      sentence: /^The heap still grows, but ever more slowly: to between \d+ MiB and \d+ MiB in 7 days\.$/,
      needs: null,
    },
    {
      name: "a leak",
      shape: leak,
      days: 4,
      sentence: /^The heap grows without a bend, like a leak: by about (59|60|61) MiB a day\.$/,
      needs: null,
    },
    {
      name: "a heap that may be either",
      shape: logarithm,
      days: 3,
      sentence: /^Whether the heap at \d+ MiB will settle cannot be told yet\.$/,
      needs: "1 more day at this load",
    },
    {
      name: "a young heap",
      shape: leak,
      days: 0.75,
      sentence: /^No verdict yet: 17 h 55 min of data, 24 h needed\.$/,
      needs: "1.2 more days at this load",
    },
    {
      name: "a young regime",
      shape: step,
      days: 2.9,
      sentence: /^No forecast yet: 9 h \d+ min of data since its level shifted, 24 h needed\.$/,
      needs: "15 more hours at this load",
    },
  ])("says of $name what is known and what is missing", ({ shape, days, sentence, needs }) => {
    const { verdict } = analyzeHeap(madeHeap(shape, { days }));
    expect(verdict.sentence).toMatch(sentence);
    expect(verdict.needs).toBe(needs);
  });

  it("says of a heap that has settled and swings how high it goes, not where it happens to stand", () => {
    const swings = (days: number): number => (Math.floor(days * 24) % 4 === 1 ? 400 : 300);
    const { verdict, heapBytes } = analyzeHeap(madeHeap(swings, { days: 3 }));
    expect(Number(heapBytes) / 1024 ** 2).toBeLessThan(310);
    expect(verdict.sentence).toMatch(
      /^The heap has settled at up to 40\d MiB: it grows by less than 7 % in the next 7 days/,
    );
  });

  it("names a deploy as the reason why there is so little data", () => {
    const { verdict, regime } = analyzeHeap(madeHeap(plateau, { days: 3 }), { deploys: [2.75 * 86_400] });
    expect(regime.because).toBe("deploy");
    expect(verdict.sentence).toBe("No forecast yet: deployed 5 h 55 min ago, 24 h needed.");
  });

  it("says so when nothing has been measured", () => {
    expect(analyzeHeap([]).verdict).toMatchObject({ kind: "undecided", sentence: "Nothing has been measured yet." });
  });

  it("promises at least seven days, and as many as the horizon has", () => {
    const points = madeHeap(flat, { days: 3 });
    expect(analyzeHeap(points, { horizonDays: 1 }).verdict.horizonDays).toBe(7);
    expect(analyzeHeap(points, { horizonDays: 30 }).verdict.sentence).toMatch(/in the next 30 days\.$/);
  });
});

describe("judgeGrowth", () => {
  const line = {
    bend25: 2,
    bend50: 2,
    bend90: 2,
    lateRatio: 0.3,
    latePerDay: 0.1,
    levelBytes: 1e9,
    slopeT: 20,
    ageDays: 6,
  };

  it.each([
    { name: "a line", change: {}, kind: "growing" },
    { name: "a line of less than a day", change: { ageDays: 0.9 }, kind: "undecided" },
    { name: "a line of less than two days", change: { ageDays: 1.8 }, kind: "undecided" },
    { name: "a line among noise", change: { slopeT: 1 }, kind: "undecided" },
    { name: "a slow line", change: { lateRatio: 0.05, latePerDay: 0.02 }, kind: "undecided" },
    { name: "a logarithm of six days", change: { bend25: 1, bend50: 1, bend90: 1 }, kind: "growing" },
    { name: "a logarithm of three days", change: { bend25: 1, bend50: 1, bend90: 1, ageDays: 3 }, kind: "undecided" },
    { name: "a bend down", change: { bend50: 0.4, bend90: 0.5 }, kind: "settling" },
    { name: "a bend down of the median alone", change: { bend50: 0.4, bend90: 0.9 }, kind: "undecided" },
    { name: "no growth", change: { lateRatio: 0.01, latePerDay: 0.004 }, kind: "settled" },
    {
      name: "no growth that would be much in a week",
      change: { lateRatio: 0.02, latePerDay: 0.02 },
      kind: "undecided",
    },
  ])("calls $name $kind", ({ change, kind }) => {
    expect(judgeGrowth({ ...line, ...change }, 7)).toBe(kind);
  });

  it("calls nothing settled for a month that is only so for a week", () => {
    const slow = { ...line, lateRatio: 0.02, latePerDay: 0.008 };
    expect(judgeGrowth(slow, 7)).toBe("settled");
    expect(judgeGrowth(slow, 30)).not.toBe("settled");
  });
});
