/**
 * One possible future of a heap. Draws of several daemons, each made with a seed of its own, are independent: the sum of
 * those of equal index is a draw of the sum. So a budget over several daemons is judged, never by adding quantiles.
 */
export interface HeapDraw {
  /** Whether this future has no bound but time. */
  readonly grows: boolean;
  /** Upper level of the heap in bytes; rises with time. `aheadSeconds` counts from the last sample, 0 or more. */
  levelAt(aheadSeconds: number): number;
}

/** Enough that a 5 % quantile rests on ten of them. */
export const drawsCount = 200;
