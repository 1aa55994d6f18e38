export interface Place {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * From offsets to lines and columns; offsets outside the text count as its ends. The YAML parser's own counter loses lines
 * once the text is no YAML, which is when it is needed.
 */
export function createLineIndex(text: string): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    const inside = Math.min(Math.max(offset, 0), text.length);
    const line = countUpTo(starts, inside);
    return { line, column: inside - (starts[line - 1] ?? 0) + 1 };
  };
}

/** How many of the ascending numbers are not above the limit. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
