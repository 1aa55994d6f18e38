// What a terminal or a chat would obey instead of show: escape sequences of terminals (CSI, OSC, and two-character ones).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes.
const escapeSequences = /\u001B\[[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|\u001B[@-Z\\-_]?/g;
// Control, format (bidirectional overrides, zero-width characters), private and unassigned characters, lone surrogates.
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;
const lineBreaks = /[\r\n\t\u2028\u2029\u0085]+/g;

/**
 * A text from a host or a person as one line that shows what it holds and commands nothing: no terminal escapes, control,
 * bidirectional or zero-width characters, well-formed, at most `charactersMax` characters with "…" for the rest.
 */
export function printable(text: string, charactersMax: number): string {
  // Clipped first, generously: a hostile megabyte is not searched for escapes.
  const clipped = text.slice(0, charactersMax * 8);
  const clean = clipped.replace(lineBreaks, " ").replace(escapeSequences, "").replace(invisible, "").trim();
  const characters = [...clean];
  const cut = characters.length > charactersMax || clipped.length < text.length;
  return cut ? `${characters.slice(0, Math.max(0, charactersMax - 1)).join("")}…` : clean;
}

/** The last lines of a text from a host, each on a line of its own and as `printable` shows it. */
export function printableLines(text: string, linesMax: number): string {
  const lines = text.split(/\r?\n/).map((line) => printable(line, lineCharactersMax));
  const shown = lines.filter((line) => line !== "").slice(-linesMax);
  return shown.join("\n");
}

const lineCharactersMax = 300;
