import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeHeap, studyHeap } from "../../../src/domain/heap/analyze-heap.ts";
import type { Crossing } from "../../../src/domain/heap/crossing.ts";
import type { HeapAnalysis } from "../../../src/domain/heap/heap-analysis.ts";
import { type HeapPoint, heapPoint } from "../../../src/domain/heap/heap-point.ts";
import { flat, leak, logarithm, madeHeap, plateau } from "../../support/made-heap.ts";

const mebi = 1024 ** 2;
const shapes = fc.constantFrom(plateau, leak, logarithm, flat);
const heaps = fc
  .record({ shape: shapes, days: fc.double({ min: 0.1, max: 6, noNaN: true }), seed: fc.nat(99) })
  .map(({ shape, days, seed }) => madeHeap(shape, { days, seed, noise: 0.01 }));
const options = { thresholds: [400 * mebi, 600 * mebi] };

/** All but where the epochs stand on the clock. */
function said({ samples, ageSeconds, heapBytes, verdict, plateau: level, crossings, interval }: HeapAnalysis): unknown {
  return { samples, ageSeconds, heapBytes, verdict, level, crossings, interval };
}

function onlyCrossing({ crossings }: HeapAnalysis): Crossing {
  const [crossing] = crossings ?? [];
  if (crossing === undefined) throw new Error("no crossing");
  return crossing;
}

function inDays(seconds: number | null): number {
  return (seconds ?? Number.POSITIVE_INFINITY) / 86_400;
}

describe("analyzeHeap", () => {
  it("says the same whenever the daemon was started", () => {
    fc.assert(
      fc.property(heaps, fc.integer({ min: -1e9, max: 1e9 }), (points, by) => {
        const later = points.map((point) => ({ ...point, t: point.t + by }));
        expect(said(analyzeHeap(later, options))).toEqual(said(analyzeHeap(points, options)));
      }),
      { numRuns: 20 },
    );
  });

  it("foretells the same times for a heap and thresholds twice as large, and twice the plateau", () => {
    fc.assert(
      fc.property(heaps, (points) => {
        const once = analyzeHeap(points, options);
        const twice = analyzeHeap(
          points.map((point) => ({ ...point, heapBytes: point.heapBytes * 2 })),
          { thresholds: options.thresholds.map((threshold) => threshold * 2) },
        );
        expect(twice.crossings?.map((crossing) => crossing.in)).toEqual(once.crossings?.map((crossing) => crossing.in));
        expect(twice.verdict.kind).toBe(once.verdict.kind);
        for (const share of ["p05", "p50", "p95"] as const) {
          const half = (twice.plateau?.[share] ?? 0) / 2;
          expect(Math.abs(half - (once.plateau?.[share] ?? 0))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is not moved by swapping out", () => {
    fc.assert(
      fc.property(heaps, fc.double({ min: 0, max: 1, noNaN: true }), (points, share) => {
        const swapped = points.map(({ t, heapBytes }, index) => {
          const swapBytes = index > points.length / 2 ? Math.round(heapBytes * share) : 0;
          return heapPoint({ t, anonBytes: heapBytes - swapBytes, swapBytes });
        });
        expect(analyzeHeap(swapped, options)).toEqual(analyzeHeap(points, options));
      }),
      { numRuns: 20 },
    );
  });

  it("gives no verdict on less than a day, and says what it needs", () => {
    fc.assert(
      fc.property(shapes, fc.double({ min: 0, max: 0.99, noNaN: true }), (shape, days) => {
        const { verdict } = analyzeHeap(madeHeap(shape, { days }), options);
        expect(verdict.kind).toBe("undecided");
        expect(verdict.needs).toMatch(/^\d+(\.\d)? more (hour|day)s? at this load$/);
      }),
      { numRuns: 30 },
    );
  });

  it("gives no forecast on less than half a day", () => {
    const young = analyzeHeap(madeHeap(leak, { days: 0.48 }), { ...options, ramBytes: 1e9 });
    expect(young).toMatchObject({ plateau: null, crossings: null, interval: null, growingProbability: null });
    expect(young.verdict.sentence).toBe("No forecast yet: 11 h 25 min of data, 24 h needed.");
    expect(analyzeHeap(madeHeap(leak, { days: 0.6 }), options).crossings).toHaveLength(2);
  });

  it("is the same for the same seed, and hardly another for another seed", () => {
    const points = madeHeap(plateau, { days: 3 });
    expect(analyzeHeap(points, { ...options, seed: 5 })).toEqual(analyzeHeap(points, { ...options, seed: 5 }));
    const levels = [1, 2, 3, 4, 5].map((seed) => analyzeHeap(points, { ...options, seed }).plateau?.p50 ?? 0);
    expect(Math.max(...levels) / Math.min(...levels)).toBeLessThan(1.01);
  });

  it("never throws and never says NaN, whatever it is given", () => {
    fc.assert(
      fc.property(
        wildPoints,
        fc.record({
          thresholds: fc.array(wildNumber),
          horizonDays: wildNumber,
          ramBytes: wildNumber,
          seed: wildNumber,
          deploys: fc.array(wildNumber),
        }),
        (points, wild) => {
          const analysis = analyzeHeap(points, { ...wild, earlier: [points] });
          expect(numbersOf(analysis).filter((number) => !Number.isFinite(number))).toEqual([]);
          expect(analysis.verdict.sentence).not.toMatch(/NaN|undefined|Infinity/);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("does not widen the plateau of a settled heap by more of the same", () => {
    fc.assert(
      fc.property(fc.nat(99), fc.double({ min: 0.001, max: 0.01, noNaN: true }), (seed, noise) => {
        const points = madeHeap(flat, { days: 8, seed, noise });
        const widths = [2, 4, 8].map((days) => widthOf(analyzeHeap(points.slice(0, days * 288))));
        /** A tenth is what drawing and a shorter noise leave. */
        expect(Number(widths[1])).toBeLessThanOrEqual(Number(widths[0]) * 1.1);
        expect(Number(widths[2])).toBeLessThanOrEqual(Number(widths[1]) * 1.1);
      }),
      { numRuns: 15 },
    );
  });

  it("gives quantiles in order, and a later crossing for a higher threshold", () => {
    fc.assert(
      fc.property(heaps, (points) => {
        const { plateau: level, crossings } = analyzeHeap(points, options);
        if (level !== null) expect(level.p05 <= level.p50 && level.p50 <= level.p95).toBe(true);
        const time = (value: number | null | undefined): number => value ?? Number.POSITIVE_INFINITY;
        for (const { in: at } of crossings ?? [])
          expect(time(at.p05) <= time(at.p50) && time(at.p50) <= time(at.p95)).toBe(true);
        const [low, high] = crossings ?? [];
        if (low !== undefined && high !== undefined) {
          expect(low.probability).toBeGreaterThanOrEqual(high.probability);
          expect(time(low.in.p50)).toBeLessThanOrEqual(time(high.in.p50));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("shows the draws, which rise with time and start at the level of now", () => {
    const { forecast, analysis } = studyHeap(madeHeap(leak, { days: 3 }));
    expect(forecast?.draws).toHaveLength(200);
    for (const draw of forecast?.draws ?? []) {
      expect(draw.levelAt(0) / Number(analysis.heapBytes)).toBeCloseTo(1, 1);
      expect(draw.levelAt(7 * 86_400)).toBeGreaterThan(0.85 * draw.levelAt(0));
    }
  });

  it.each([3, 5, 8])(
    "foretells a straight line of %i days within a few hundredths, and no wider than it has to",
    (days) => {
      const horizon = { horizonDays: 60, thresholds: [leak(days + 2) * mebi] };
      const { in: crossing } = onlyCrossing(analyzeHeap(madeHeap(leak, { days }), horizon));
      expect(inDays(crossing.p50)).toBeCloseTo(2, 1);
      expect(inDays(crossing.p05)).toBeGreaterThan(1.2);
      expect(inDays(crossing.p95)).toBeLessThan(3.5);
    },
  );

  it.each([4, 5, 6, 7])("of a heap that grows by leaps knows on day %i that the next may come at any time", (days) => {
    const leaps = (day: number): number => 200 + 40 * Math.floor(1.3 * day + 0.4 * Math.sin(7 * day));
    const halfLeap = leaps(days) + 20;
    const nextLeap = Array.from({ length: 200 }, (_, step) => step / 100).find(
      (ahead) => leaps(days + ahead) > halfLeap,
    );
    const points = madeHeap(leaps, { days });
    const { in: crossing } = onlyCrossing(analyzeHeap(points, { thresholds: [halfLeap * mebi] }));
    expect(inDays(crossing.p05)).toBeLessThan(Number(nextLeap));
    expect(inDays(crossing.p95)).toBeGreaterThan(Number(nextLeap));
  });
});

describe("a deploy", () => {
  const day = 86_400;
  const twoEpochs = (first: number, second: number): readonly HeapPoint[] => [
    ...madeHeap(plateau, { days: first }).map((point) => ({ ...point, epoch: "one" })),
    ...madeHeap(plateau, { days: second, from: first * day, seed: 3 }).map((point) => ({ ...point, epoch: "two" })),
  ];
  const asked = { ...options, earlier: [madeHeap(plateau, { days: 3, seed: 9 })] };

  it("before all that was measured changes nothing", () => {
    fc.assert(
      fc.property(heaps, fc.array(fc.integer({ min: -1e9, max: -1 })), (points, deploys) => {
        expect(analyzeHeap(points, { ...asked, deploys })).toEqual(analyzeHeap(points, asked));
      }),
      { numRuns: 20 },
    );
  });

  it("within it leaves only what came after to be judged, and only the newest counts", () => {
    fc.assert(
      fc.property(
        heaps,
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1 }),
        (points, shares) => {
          const end = Number(points.at(-1)?.t);
          const deploys = shares.map((share) => share * end);
          const { regime, deployedAt, verdict } = analyzeHeap(points, { ...asked, deploys });
          expect(deployedAt).toBe(Math.max(...deploys));
          expect(regime.from).toBeGreaterThanOrEqual(Number(deployedAt));
          expect(regime).toMatchObject({ to: end, because: expect.stringMatching(/deploy|level shift/) });
          const after = points.filter(({ t }) => t >= Number(deployedAt));
          expect(analyzeHeap(after).verdict.kind).toBe(verdict.kind);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("is not followed by a verdict before there is a day of data of it, even where an earlier epoch would give one", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 4, noNaN: true }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        fc.double({ min: -1, max: 0.99, noNaN: true }),
        (first, second, ago) => {
          const points = twoEpochs(first, second);
          const deployedAt = Number(points.at(-1)?.t) - ago * day;
          const { verdict, plateau: level } = analyzeHeap(points, { ...asked, deploys: [deployedAt] });
          expect(verdict.kind).toBe("undecided");
          if (ago < 0.4) expect(level).toBeNull();
        },
      ),
      { numRuns: 40 },
    );
  });

  it("makes another release of the epochs before it, which no longer tell of the present one", () => {
    const points = twoEpochs(3, 0.5);
    expect(analyzeHeap(points, options).verdict.sentence).toMatch(/^As in its earlier epochs/);
    const { verdict, regime } = analyzeHeap(points, { ...options, deploys: [2.9 * day] });
    expect(regime.because).toBe("start");
    expect(verdict.sentence).toBe("No forecast yet: deployed 14 h 19 min ago, 11 h 55 min of data, 24 h needed.");
  });

  it("does not make the epochs after it another release", () => {
    const { verdict } = analyzeHeap(twoEpochs(3, 0.5), { ...options, deploys: [0] });
    expect(verdict.sentence).toMatch(/^As in its earlier epochs/);
  });

  it("that is marked up to 15 min after a start was at that start", () => {
    const points = twoEpochs(3, 2);
    const at = (minutes: number) => analyzeHeap(points, { deploys: [3 * day + minutes * 60] });
    expect(at(15)).toMatchObject({ deployedAt: 3 * day, regime: { from: 3 * day, because: "start" } });
    expect(at(16)).toMatchObject({ deployedAt: 3 * day + 960, regime: { from: 3 * day + 1200, because: "deploy" } });
  });

  it("of which nothing was measured yet leaves nothing to be judged", () => {
    const { verdict, regime, heapBytes } = analyzeHeap(madeHeap(flat, { days: 4 }), { deploys: [4 * day] });
    expect(verdict.sentence).toBe("No forecast yet: nothing was measured since the deploy, 24 h needed.");
    expect(regime.samples).toBe(1);
    expect(heapBytes).toBeGreaterThan(0);
  });
});

const wildNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -1, 1e300, Number.MAX_SAFE_INTEGER, Number.NaN),
);
const wildPoint: fc.Arbitrary<HeapPoint> = fc.record({
  t: fc.oneof(wildNumber, fc.integer({ min: 0, max: 1e6 })),
  heapBytes: fc.oneof(wildNumber, fc.integer({ min: 0, max: 1e9 })),
  cpuTicks: fc.oneof(fc.constant(null), wildNumber),
  epoch: fc.constantFrom(null, "a", "b"),
});
/** Chaos, and long series that are nearly in order: constant, with gaps, with a clock that goes back, with huge steps. */
const wildPoints: fc.Arbitrary<readonly HeapPoint[]> = fc.oneof(
  fc.array(wildPoint, { maxLength: 40 }),
  fc
    .record({
      count: fc.integer({ min: 1, max: 500 }),
      step: fc.constantFrom(1, 300, 3600, 86_400, 1e9),
      back: fc.integer({ min: 0, max: 500 }),
      size: fc.constantFrom(0, 1, 1e6, 9e15),
      rise: fc.constantFrom(0, 1, 1e6, -1e3),
      ticks: fc.constantFrom(null, 0, 5),
      odd: fc.array(wildPoint, { maxLength: 5 }),
    })
    .map(({ count, step, back, size, rise, ticks, odd }) => [
      ...Array.from({ length: count }, (_, index) => ({
        t: (index > back ? index - back : index) * step,
        heapBytes: size + rise * index,
        cpuTicks: ticks === null ? null : ticks * index,
        epoch: null,
      })),
      ...odd,
    ]),
);

function widthOf({ plateau: level }: HeapAnalysis): number {
  return level === null ? Number.NaN : level.p95 - level.p05;
}

function numbersOf(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}
