import type { HeapAnalysis, VerdictKind } from "./heap-analysis.ts";

/** For sorting: what crosses its threshold sooner first, then what may grow on; what could not be read comes last. */
export function worstHeapFirst(one: HeapAnalysis | null, other: HeapAnalysis | null): number {
  const [left, right] = [badnessOf(one), badnessOf(other)];
  return left.seconds - right.seconds || left.kind - right.kind;
}

const order: Readonly<Record<VerdictKind, number>> = { growing: 0, undecided: 1, settling: 2, settled: 3 };
const unknown = 4;

/** Beyond every horizon, but a number, so that two of them can be compared. */
const never = Number.MAX_SAFE_INTEGER;

function badnessOf(analysis: HeapAnalysis | null): { readonly seconds: number; readonly kind: number } {
  const soonest = (analysis?.crossings ?? []).map(({ in: when }) => when.p50 ?? never);
  return { seconds: Math.min(never, ...soonest), kind: analysis === null ? unknown : order[analysis.verdict.kind] };
}
