/** Whole lines of finished markup as long as they fit; says how many more there are. */
export function takeWithin(lines: readonly string[], charactersMax: number): readonly string[] {
  let left = charactersMax - moreMax;
  const taken: string[] = [];
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) return [...taken, `… and ${lines.length - taken.length} more`];
    taken.push(line);
  }
  return taken;
}

/** Room for "… and 1234 more". */
const moreMax = 20;
