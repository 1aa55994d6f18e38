import type { Figure } from "../figure.ts";
import type { Measure } from "./frozen-plan.ts";

/** One figure before and after a restart, both known. */
export interface Compared {
  readonly name: string;
  /** Bytes, or percent of the time. */
  readonly unit: "bytes" | "percent";
  readonly before: number;
  readonly after: number;
}

/** What a restart is for: the daemon's heap, and whether the host is better off. */
export function compareMeasures(before: Measure, after: Measure): readonly Compared[] {
  const row = (name: string, unit: Compared["unit"], of: (measure: Measure) => Figure): readonly Compared[] => {
    const [one, other] = [of(before).value, of(after).value];
    // Two empty bars say nothing but that there is nothing to say.
    const isNothing = one === 0 && other === 0;
    return one === null || other === null || isNothing ? [] : [{ name, unit, before: one, after: other }];
  };
  return [
    ...row("Heap", "bytes", ({ heapBytes }) => heapBytes),
    ...row("Swap used", "bytes", ({ swapUsedBytes }) => swapUsedBytes),
    ...row("Waiting for memory", "percent", ({ memoryFull60 }) => memoryFull60),
  ];
}
