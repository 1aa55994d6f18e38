/**
 * One possible future of a heap. Draws of several daemons are independent, so the sum of their draws of equal index is a
 * draw of their sum: that is how a budget over several daemons is to be judged, never by adding quantiles.
 */
export interface HeapDraw {
  /** Whether this future has no bound but time. */
  readonly grows: boolean;
  /** Upper level of the heap in bytes; rises with time. `aheadSeconds` counts from the last sample, 0 or more. */
  levelAt(aheadSeconds: number): number;
}

/** Enough that a 5 % quantile rests on ten of them. */
export const drawsCount = 200;
