/** Longer words are not compared: a host name has at most 253 characters, and the work grows with the square. */
export const comparedLengthMax = 256;

/**
 * The word among those known that was probably meant, or null when none is near: at most one slip in
 * a short word and three in a long one. Case does not matter; of several equally near the first wins. Only ever to be suggested, never to be acted on.
 */
export function nearest(word: string, among: readonly string[]): string | null {
  let best: { readonly candidate: string; readonly slips: number } | null = null;
  for (const candidate of among) {
    const slips = slipsBetween(lettersOf(word), lettersOf(candidate));
    if (slips !== null && (best === null || slips < best.slips)) best = { candidate, slips };
  }
  return best?.candidate ?? null;
}

function lettersOf(word: string): readonly string[] {
  return [...word.toLowerCase()];
}

/** How many slips lie between the words; null when they are too many for one to be meant by the other. */
function slipsBetween(word: readonly string[], candidate: readonly string[]): number | null {
  const longer = Math.max(word.length, candidate.length);
  if (longer > comparedLengthMax) return null;
  const allowed = slipsAllowed(longer);
  if (Math.abs(word.length - candidate.length) > allowed) return null;
  const slips = distance(word, candidate);
  // A word of which no letter is left has nothing in common with the other.
  return slips <= allowed && (slips < longer || longer === 0) ? slips : null;
}

/** With more slips it is another word. Own choice: "hwy" is "why", "sipcy" is "scipy", "web-1134" is not "web-1". */
function slipsAllowed(length: number): number {
  if (length >= 9) return 3;
  return length >= 5 ? 2 : 1;
}

/**
 * Optimal string alignment (restricted Damerau-Levenshtein): letters left out, put in, replaced, or swapped with their
 * neighbour, each counted once.
 */
function distance(from: readonly string[], to: readonly string[]): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = [0, ...to.map((_, index) => index + 1)];
  for (const [row, letter] of from.entries()) {
    const current = [row + 1];
    for (const [column, other] of to.entries()) {
      const isSwap = from[row - 1] === other && letter === to[column - 1];
      const swapped = cell(beforeLast, column - 1) + (isSwap ? 1 : 2);
      const replaced = cell(last, column) + (letter === other ? 0 : 1);
      current.push(Math.min(cell(last, column + 1) + 1, cell(current, column) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return cell(last, to.length);
}

/** Outside the table lies no way. */
function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
