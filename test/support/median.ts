/** The middle of an odd number of measurements: a busy machine may hold up some of them, a slow product holds up all. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[(values.length - 1) / 2] ?? Number.NaN;
}
