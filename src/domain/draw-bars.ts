const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** A course as one character for each value; values are shares of the highest bar, 0 to 1. */
export function drawBars(ratios: readonly number[]): string {
  return ratios.map(barOf).join("");
}

function barOf(ratio: number): string {
  const step = Math.floor(ratio * bars.length);
  return bars[Math.max(0, Math.min(bars.length - 1, step))] ?? bars[0];
}
