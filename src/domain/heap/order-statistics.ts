/** Functions of the order of numbers: what an outlier cannot move. An empty list gives NaN. */
export function quantile(values: Iterable<number>, share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

/** Linear between the two nearest ranks. An infinite value counts as larger than all. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const rank = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const below = Number(sorted[Math.floor(rank)]);
  const above = Number(sorted[Math.ceil(rank)]);
  return below === above ? below : below + (above - below) * (rank - Math.floor(rank));
}

export function median(values: Iterable<number>): number {
  return quantile(values, 0.5);
}

/** Median absolute deviation from the median, as it is: not scaled to a standard deviation. */
export function medianDeviation(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

/** Median of the `width` points around each point; fewer at the ends. Keeps a sorted window: O(n · width) at worst. */
export function runningMedian(values: Float64Array, width: number): Float64Array {
  const half = Math.floor(width / 2);
  const window: number[] = Array.from(values.subarray(0, half)).sort((a, b) => a - b);
  return values.map((_, index) => {
    if (index + half < values.length)
      window.splice(rankOf(window, Number(values[index + half])), 0, Number(values[index + half]));
    if (index > half) window.splice(rankOf(window, Number(values[index - half - 1])), 1);
    return (Number(window[(window.length - 1) >> 1]) + Number(window[window.length >> 1])) / 2;
  });
}

/** How many of the sorted numbers are smaller. */
export function rankOf(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(sorted[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
