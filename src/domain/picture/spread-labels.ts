/**
 * Moves baselines apart that are closer than `gap`, as little as possible and within `from` and `to`; in their order. Where
 * there is not room for all, the last ones stay where they are and may lie over each other.
 */
export function spreadLabels(
  baselines: readonly number[],
  { gap, from, to }: { readonly gap: number; readonly from: number; readonly to: number },
): readonly number[] {
  const order = baselines.map((y, index) => ({ y: Math.min(Math.max(y, from), to), index })).sort((a, b) => a.y - b.y);
  for (const [place, label] of order.entries()) {
    const before = order[place - 1];
    if (before !== undefined) label.y = Math.max(label.y, before.y + gap);
  }
  let below = to + gap;
  for (const label of order.toReversed()) {
    label.y = Math.max(from, Math.min(label.y, below - gap));
    below = label.y;
  }
  return baselines.map((_, index) => order.find((label) => label.index === index)?.y ?? from);
}
