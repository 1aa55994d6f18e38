import type { Crossing } from "../domain/heap/crossing.ts";
import type { EpochSpan, HeapAnalysis } from "../domain/heap/heap-analysis.ts";

/**
 * An analysis as data: bytes and seconds as whole numbers, null for what is not known. A row of `crossings` for each
 * threshold, whose probability is null where there is no forecast.
 */
export function heapJson(analysis: HeapAnalysis, thresholds: readonly number[]) {
  const { samples, ageSeconds, epochs, heapBytes, verdict, plateau, crossings, interval } = analysis;
  return {
    samples,
    age: ageSeconds,
    epochs: epochs.map(epochJson),
    heap: heapBytes,
    verdict: {
      kind: verdict.kind,
      horizonDays: verdict.horizonDays,
      sentence: verdict.sentence,
      needs: verdict.needs,
    },
    plateau,
    crossings: (crossings ?? thresholds.map(unknownCrossing)).map(crossingJson),
    interval:
      interval === null
        ? null
        : { seconds: interval.seconds, basis: interval.basis, probability: interval.probability },
  };
}

function epochJson({ from, to, samples }: EpochSpan) {
  return { from: Math.round(from), to: Math.round(to), samples };
}

type Row = Omit<Crossing, "probability"> & { readonly probability: number | null };

function unknownCrossing(thresholdBytes: number): Row {
  return { thresholdBytes, probability: null, in: { p05: null, p50: null, p95: null } };
}

function crossingJson({ thresholdBytes, probability, in: when }: Row) {
  return { threshold: thresholdBytes, probability, in: { p05: when.p05, p50: when.p50, p95: when.p95 } };
}
