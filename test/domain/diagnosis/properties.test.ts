import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import type { Diagnosis } from "../../../src/domain/diagnosis/diagnosis.ts";
import { cpuTests, memoryKindTests, memoryPressureTests, storageTests } from "../../../src/domain/diagnosis/tests.ts";
import { hostVerdict, verdictOf } from "../../../src/domain/diagnosis/verdict.ts";
import type { ReadHost } from "../../../src/domain/status.ts";
import { instant } from "../../../src/domain/time.ts";
import { aCgroup, aDaemonStatus, anInput, type Said } from "./input.ts";

const share = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(0, 1, 2, 5, 10, 20, 30, 85, 95, 100),
);
const count = fc.oneof(fc.double({ min: 0, max: 1e15, noNaN: true }), fc.constantFrom(0, 100, 500, 501));
const orGone = <T>(known: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(known, { freq: 4 });

const daemon = fc
  .record({
    name: fc.constantFrom("zope", "celery", "constructor", "__proto__", ""),
    share: fc.double({ min: 0, max: 3, noNaN: true }),
    givesBack: fc.double({ min: 0, max: 3, noNaN: true }),
    filled: fc.double({ min: 0, max: 1, noNaN: true }),
    pressure: orGone(share),
    heap: fc.constantFrom(null, undefined),
  })
  .map((figures) =>
    aDaemonStatus(figures.name, figures.share, {
      givesBack: figures.givesBack,
      cgroup: aCgroup(figures.filled, figures.pressure),
      ...(figures.heap === null ? { heap: null } : {}),
    }),
  );

const said: fc.Arbitrary<Said> = fc.record({
  cpus: orGone(fc.integer({ min: 0, max: 512 })),
  load: orGone(fc.double({ min: 0, max: 10_000, noNaN: true })),
  busy: orGone(share),
  system: share,
  iowait: share,
  steal: share,
  blocked: orGone(count),
  available: orGone(share),
  swapIn: orGone(count),
  swapOut: orGone(count),
  majorFaults: orGone(count),
  refaults: orGone(count),
  allocStalls: orGone(count),
  directScans: orGone(count),
  compactStalls: orGone(count),
  swapDevices: orGone(fc.array(fc.constantFrom("/dev/zram0", "/dev/sda2"), { maxLength: 2 })),
  memorySome: orGone(share),
  memoryFull: orGone(share),
  ioFull: orGone(share),
  cpuSome: orGone(share),
  daemons: fc.array(daemon, { maxLength: 3 }),
  first: fc.boolean(),
});

const notForPeople = /NaN|undefined|null|Infinity|\[object|e\+\d/;
const severity = { ok: 0, suffering: 1, starving: 2 } as const;

describe("whatever figures a host gives or keeps back", () => {
  it("every sentence is one that a person can read", () => {
    fc.assert(
      fc.property(said, (figures) => {
        const { cause } = diagnose(anInput(figures));
        for (const text of [cause.sentence, cause.clause, cause.advice, ...cause.evidence]) {
          expect(text).not.toMatch(notForPeople);
          expect(text.trim()).not.toBe("");
        }
        expect(cause.sentence).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it("every line of evidence is true as it is printed", () => {
    fc.assert(
      fc.property(said, (figures) => {
        for (const line of diagnose(anInput(figures)).cause.evidence) expect(contradicts(line)).toBe(false);
      }),
    );
  });

  it("the verdict is one sentence that names the host", () => {
    fc.assert(
      fc.property(said, (figures) => {
        const status = readHost("web-1", anInput(figures));
        const now = instant(status.sample.takenAt + 1000);
        const sentence = hostVerdict(status, now);
        expect(sentence.startsWith("web-1 ")).toBe(true);
        expect(sentence).not.toMatch(notForPeople);
        expect(verdictOf({ askedAt: now, hosts: [status] }, now)).toBe(sentence);
      }),
    );
  });

  it("more memory pressure never makes the state better", () => {
    fc.assert(
      fc.property(said, share, share, (figures, more, fullMore) => {
        const before = diagnose(anInput({ ...figures, memorySome: 10, memoryFull: 1 }));
        const harder = { memorySome: 10 + more, memoryFull: 1 + fullMore };
        expect(rank(diagnose(anInput({ ...figures, ...harder })))).toBeGreaterThanOrEqual(rank(before));
      }),
    );
  });

  it("a higher load never makes the state better", () => {
    fc.assert(
      fc.property(said, fc.double({ min: 0, max: 100, noNaN: true }), (figures, more) => {
        const before = diagnose(anInput({ ...figures, load: 2 }));
        expect(rank(diagnose(anInput({ ...figures, load: 2 + more })))).toBeGreaterThanOrEqual(rank(before));
      }),
    );
  });

  it("culprits and victims are daemons of the host", () => {
    fc.assert(
      fc.property(said, (figures) => {
        const { culprits, victims } = diagnose(anInput(figures));
        const names = figures.daemons.map(({ figures: { name } }) => name);
        expect(names).toEqual(expect.arrayContaining([...culprits, ...victims]));
      }),
    );
  });
});

function rank({ state }: Diagnosis): number {
  return severity[state];
}

/** What is said of a share of the last minute that is below its limit. */
const saidBelow: ReadonlySet<string> = new Set(
  [
    ...memoryPressureTests,
    cpuTests.pressure,
    storageTests.io,
    storageTests.memoryQuiet,
    memoryKindTests.cgroupPressure,
  ].map((test) => (test.passes === "<" ? test.means : test.otherwise)),
);

/** "20 % < 20 %", or "for 20 % of the last minute … (limit 20 %): memory is not short". */
function contradicts(line: string): boolean {
  const share = /^for ([\d.]+) % of .* \(limit ([\d.]+) %\): (.+)$/.exec(line);
  if (share !== null) return Number(share[1]) < Number(share[2]) !== saidBelow.has(share[3] ?? "");
  const match = / ([\d.]+)(?: [%a-z/]+)? ([≥>≤<]) ([\d.]+)/.exec(line);
  if (match === null) return false;
  const [value, limit] = [Number(match[1]), Number(match[3])];
  switch (match[2]) {
    case "≥":
      return value < limit;
    case ">":
      return value <= limit;
    case "≤":
      return value > limit;
    default:
      return value >= limit;
  }
}

function readHost(host: string, input: ReturnType<typeof anInput>): ReadHost {
  return { kind: "read", host, ...input, diagnosis: diagnose(input), history: [] };
}
