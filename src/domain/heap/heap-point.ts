/** One measurement of a daemon's heap. Any spacing does: 60 s raw, or the median of 5 minutes. */
export interface HeapPoint {
  /** Seconds on any clock that does not jump: only differences count. */
  readonly t: number;
  /** Anonymous memory and swap together, so that swapping out changes nothing. */
  readonly heapBytes: number;
  /** CPU ticks that the daemon has used since it started; null where they are not known. */
  readonly cpuTicks: number | null;
  /** Name of the epoch, made of boot, pid and start; another name is another process. Null where it is not known. */
  readonly epoch: string | null;
}

/** One reading as a point: what is swapped out is still the daemon's, so only the sum counts. */
export function heapPoint(reading: {
  readonly t: number;
  readonly anonBytes: number;
  readonly swapBytes: number;
  readonly cpuTicks?: number | null;
  readonly epoch?: string | null;
}): HeapPoint {
  const { t, anonBytes, swapBytes, cpuTicks = null, epoch = null } = reading;
  return { t, heapBytes: anonBytes + swapBytes, cpuTicks, epoch };
}
