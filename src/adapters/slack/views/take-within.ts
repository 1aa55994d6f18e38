/** Whole lines of finished markup as long as they fit, and at most so many; says how many more there are. */
export function takeWithin(
  lines: readonly string[],
  charactersMax: number,
  linesMax: number = Number.POSITIVE_INFINITY,
): readonly string[] {
  let left = charactersMax - moreMax;
  const taken: string[] = [];
  // The last line is for the count of those that do not fit.
  const shownMax = lines.length <= linesMax ? lines.length : Math.max(0, linesMax - 1);
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0 || taken.length === shownMax) return [...taken, `… and ${lines.length - taken.length} more`];
    taken.push(line);
  }
  return taken;
}

/** A message is read on a phone at night: what is longer stands in the thread, a dialog, or behind a command. */
export const messageLinesMax = 12;

/** Room for "… and 1234 more". */
const moreMax = 20;
