/** Longer values are cut: a fault is one line of a terminal. */
const shownLengthMax = 60;

/** Slack tokens, private keys and URLs with a password are not repeated, whichever key they stand under. */
const secretPattern = /xox[a-z]|xapp-|PRIVATE KEY|:\/\/[^/\s]*@/i;

/** What stands in the file, in a few printable words: `"zope"`, `0.45`, `a list`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a mapping";
}

/** In double quotes, cut, without control characters and without secrets. */
export function quote(text: string): string {
  return secretPattern.test(text) ? "a secret (not shown here)" : `"${printable(text)}"`;
}

export function printableKey(key: string): string {
  return secretPattern.test(key) ? "(a secret)" : printable(key);
}

/** A text that does nothing to a terminal: control characters, direction marks and halves of letters are escaped. */
export function printable(text: string): string {
  const letters = [...text.slice(0, 4 * shownLengthMax)];
  const cut = letters.length > shownLengthMax ? `${letters.slice(0, shownLengthMax).join("")}…` : letters.join("");
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"\\]/gu, escapeLetter);
}

function escapeLetter(letter: string): string {
  if (letter === '"' || letter === "\\") return `\\${letter}`;
  return `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}
