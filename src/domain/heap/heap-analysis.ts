import type { Crossing, Quantiles } from "./crossing.ts";

/** What the model says of one daemon: plain data, in bytes and whole seconds. */
export interface HeapAnalysis {
  readonly samples: number;
  /** Of the present epoch, as far as it was seen. */
  readonly ageSeconds: number;
  /** Oldest first; instants on the clock of the samples. */
  readonly epochs: readonly EpochSpan[];
  /** Of the newest regime: what the verdict rests on. */
  readonly regime: EpochSpan & { readonly because: "start" | "deploy" | "level shift" };
  /** The newest deploy since the first sample, on their clock: epochs before it are of another release. Null without any. */
  readonly deployedAt: number | null;
  /** Anonymous memory and swap at the last sample; null without any. */
  readonly heapBytes: number | null;
  readonly verdict: Verdict;
  /** Upper level at the horizon if the heap is bounded; null when it is growing or cannot be said. */
  readonly plateau: Quantiles | null;
  /** One for each threshold that was asked for; null: there is no forecast yet. */
  readonly crossings: readonly Crossing[] | null;
  readonly interval: SafeInterval | null;
  /** Probability that the heap has no bound; null without a forecast. */
  readonly growingProbability: number | null;
}

export interface EpochSpan {
  readonly from: number;
  readonly to: number;
  readonly samples: number;
}

export type VerdictKind = "settled" | "settling" | "growing" | "undecided";

export interface Verdict {
  readonly kind: VerdictKind;
  /** The verdict holds for so long, and can be checked after it. */
  readonly horizonDays: number;
  /** For an operator: what is known, of which size. */
  readonly sentence: string;
  /** What would decide it: "2.3 more days at this load". Null when it is decided. */
  readonly needs: string | null;
}

/** How long the daemon may run from one start to the next. */
export interface SafeInterval {
  readonly seconds: number;
  readonly basis: "template" | "curves";
  /** That the limit is not crossed before. */
  readonly probability: number;
}
