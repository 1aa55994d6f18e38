import { evaluate, type Outcome } from "./evaluate.ts";
import type { Facts, FullestCgroup } from "./facts.ts";
import { limits } from "./limits.ts";
import { availableTest, majorFaultTest, memoryKindTests, swapInTest, swapOutTest } from "./tests.ts";

/** In which way memory is short. Pages, faults and stalls are per second. */
export type MemoryKind =
  /** One cgroup is at its own limit while the host has `available` percent of its RAM to spare. */
  | { readonly kind: "cgroup limit"; readonly cgroup: FullestCgroup; readonly available: number }
  | SwapThrash
  /** The page cache is too small for the files and programs in use; swap is quiet. */
  | { readonly kind: "cache thrash"; readonly majorFaults: number }
  /** Out alone: cold pages leave for swap. */
  | { readonly kind: "leaving"; readonly pagesOut: number }
  /** In alone: pages come back after a shortage. */
  | { readonly kind: "recovering"; readonly pagesIn: number }
  /** Tasks wait while the kernel moves pages together to get a large piece. */
  | { readonly kind: "compaction"; readonly stalls: number }
  | { readonly kind: "plain" };

/** Pages leave and are wanted back at once. */
export interface SwapThrash {
  readonly kind: "swap thrash";
  readonly pagesIn: number;
  readonly pagesOut: number;
  /** Whether the swap is compressed memory, whose price is CPU time and not a disk's. */
  readonly compressed: boolean;
}

export interface MemoryKindFinding {
  readonly kind: MemoryKind;
  readonly evidence: readonly string[];
}

/** Tells the kinds of shortage apart; asked only when memory is short. The first that fits is the one. */
export function findMemoryKind(facts: Facts): MemoryKindFinding {
  const evidence: string[] = [];
  for (const find of [findCgroupLimit, findSwapping, findCompaction]) {
    const found = find(facts);
    evidence.push(...found.evidence);
    if (found.kind !== null) return { kind: found.kind, evidence };
  }
  return { kind: { kind: "plain" }, evidence };
}

interface Attempt {
  readonly kind: MemoryKind | null;
  readonly evidence: readonly string[];
}

/** One cgroup is full while the host has memory to spare and, where it is measured, the cgroup's own tasks wait. */
function findCgroupLimit(facts: Facts): Attempt {
  const cgroup = facts.fullestCgroup;
  if (cgroup === null) return { kind: null, evidence: [] };
  const full = evaluate(memoryKindTests.cgroupFull, facts);
  const waiting = evaluate(memoryKindTests.cgroupPressure, facts);
  const host = evaluate(availableTest, facts);
  const evidence = linesOf([full, waiting, host]);
  if (full.passed !== true || waiting.passed === false || host.passed !== false) return { kind: null, evidence };
  return { kind: { kind: "cgroup limit", cgroup, available: host.value }, evidence };
}

function findSwapping(facts: Facts): Attempt {
  const pagesIn = evaluate(swapInTest, facts);
  const pagesOut = evaluate(swapOutTest, facts);
  const evidence = linesOf([pagesIn, pagesOut]);
  if (pagesIn.passed === true) {
    if (pagesOut.passed === true) return swapThrash(facts, { in: pagesIn.value, out: pagesOut.value, evidence });
    return { kind: { kind: "recovering", pagesIn: pagesIn.value }, evidence };
  }
  if (pagesOut.passed === true) return { kind: { kind: "leaving", pagesOut: pagesOut.value }, evidence };
  return findCacheThrash(facts, evidence);
}

/** zram shows as a swap device; zswap does not, but it costs CPU time inside the kernel while the disk is quiet. */
function swapThrash(
  facts: Facts,
  pages: { readonly in: number; readonly out: number; readonly evidence: readonly string[] },
): Attempt {
  const compressing = evaluate(memoryKindTests.compressing, facts);
  const disk = facts.ioFull.value;
  const looksCompressed = compressing.passed === true && disk !== null && disk < limits.ioFull.value;
  const devices = facts.swapIsZram ? ["all swap is zram, which is compressed memory and no disk"] : [];
  const compressed = facts.swapIsZram || looksCompressed;
  return {
    kind: { kind: "swap thrash", pagesIn: pages.in, pagesOut: pages.out, compressed },
    evidence: [...pages.evidence, compressing.line, ...devices],
  };
}

function findCacheThrash(facts: Facts, swapping: readonly string[]): Attempt {
  const faults = evaluate(majorFaultTest, facts);
  const refaults = evaluate(memoryKindTests.refaults, facts);
  const evidence = [...swapping, ...linesOf([faults, refaults])];
  const holds = faults.passed === true && refaults.passed === true;
  return { kind: holds ? { kind: "cache thrash", majorFaults: faults.value } : null, evidence };
}

function findCompaction(facts: Facts): Attempt {
  const stalls = evaluate(memoryKindTests.compacting, facts);
  const kind: MemoryKind | null = stalls.passed === true ? { kind: "compaction", stalls: stalls.value } : null;
  return { kind, evidence: linesOf([stalls]) };
}

function linesOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map(({ line }) => line);
}
