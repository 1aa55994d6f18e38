import { describe, expect, it } from "vitest";
import { evaluate, type Test } from "../../../src/domain/diagnosis/evaluate.ts";
import { factsOf } from "../../../src/domain/diagnosis/facts.ts";
import {
  availableTest,
  blockedTest,
  cpuTests,
  loadTest,
  majorFaultTest,
  memoryKindTests,
  memoryPressureTests,
  memorySigns,
  storageTests,
  swapInTest,
  swapOutTest,
} from "../../../src/domain/diagnosis/tests.ts";
import { aCgroup, aDaemonStatus, anInput, type Said } from "./input.ts";

interface Row {
  readonly test: Test | undefined;
  /** What is said of the host so that the figure is this. */
  readonly says: (figure: number) => Partial<Said>;
  /** The nearest figures on both sides of the limit, in the unit that people read. */
  readonly fails: number;
  readonly passes: number;
}

const [memorySome, memoryFull] = memoryPressureTests;
const [, , , [blockedPerCpu] = [], [directReclaim] = []] = memorySigns;
const zope = (filled: number, some60: number) => [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(filled, some60) })];

const rows: readonly Row[] = [
  { test: loadTest, says: (figure) => ({ cpus: 2, load: 2 * figure }), fails: 1.5, passes: 1.51 },
  { test: cpuTests.busy, says: (busy) => ({ busy }), fails: 84.9, passes: 85 },
  { test: cpuTests.pressure, says: (cpuSome) => ({ cpuSome }), fails: 29.9, passes: 30 },
  { test: cpuTests.steal, says: (steal) => ({ steal }), fails: 10, passes: 10.1 },
  { test: blockedTest, says: (figure) => ({ load: 10, blocked: figure / 10 }), fails: 30, passes: 29.9 },
  { test: memorySome, says: (some) => ({ memorySome: some }), fails: 4.9, passes: 5 },
  { test: memoryFull, says: (full) => ({ memoryFull: full }), fails: 1.9, passes: 2 },
  // A size in whole bytes is never 10 % to the last digit.
  { test: availableTest, says: (available) => ({ available }), fails: 10.01, passes: 9.99 },
  { test: swapInTest, says: (swapIn) => ({ swapIn }), fails: 100, passes: 100.1 },
  { test: swapOutTest, says: (swapOut) => ({ swapOut }), fails: 100, passes: 100.1 },
  { test: majorFaultTest, says: (majorFaults) => ({ majorFaults }), fails: 500, passes: 500.1 },
  { test: blockedPerCpu, says: (figure) => ({ cpus: 4, blocked: 4 * figure }), fails: 0.99, passes: 1 },
  { test: directReclaim, says: (allocStalls) => ({ allocStalls }), fails: 0, passes: 0.1 },
  { test: directReclaim, says: (directScans) => ({ directScans }), fails: 0, passes: 0.1 },
  {
    test: memoryKindTests.cgroupFull,
    says: (figure) => ({ daemons: zope(figure / 100, 0) }),
    fails: 94.99,
    passes: 95.01,
  },
  { test: memoryKindTests.cgroupPressure, says: (figure) => ({ daemons: zope(1, figure) }), fails: 4.9, passes: 5 },
  { test: memoryKindTests.refaults, says: (refaults) => ({ refaults }), fails: 500, passes: 500.1 },
  { test: memoryKindTests.compressing, says: (system) => ({ system }), fails: 29.9, passes: 30 },
  { test: memoryKindTests.compacting, says: (compactStalls) => ({ compactStalls }), fails: 10, passes: 10.1 },
  { test: storageTests.io, says: (ioFull) => ({ ioFull }), fails: 9.9, passes: 10 },
  { test: storageTests.memoryQuiet, says: (some) => ({ memorySome: some }), fails: 1, passes: 0.9 },
];

function judge(test: Test | undefined, said: Partial<Said>) {
  if (test === undefined) throw new Error("the test is one of the list");
  return evaluate(test, factsOf(anInput(said)));
}

describe("a test of the diagnosis has its limit where the limits say:", () => {
  it.each(rows.map((row) => ({ ...row, name: row.test?.name })))(
    "$name holds at $passes and not at $fails",
    ({ test, says, fails, passes }) => {
      expect([judge(test, says(fails)).passed, judge(test, says(passes)).passed]).toEqual([false, true]);
    },
  );

  it.each([
    { test: memorySome, name: "some", says: (some: number) => ({ memorySome: some }), short: 19.9, starving: 20 },
    { test: memoryFull, name: "every", says: (full: number) => ({ memoryFull: full }), short: 9.9, starving: 10 },
  ])("$name task that waits for memory is starvation at $starving %, and not at $short", ({ test, says, ...at }) => {
    expect([judge(test, says(at.short)).reached, judge(test, says(at.starving)).reached]).toEqual([1, 2]);
  });
});
