import { textSize } from "./svg.ts";

/**
 * Advance widths of the characters from " " to "~" in hundredths of the size: the wider of Inter's regular and semibold, so
 * that a text is never wider than reckoned.
 */
const widths = [
  29, 33, 53, 65, 66, 101, 67, 33, 38, 38, 54, 68, 32, 47, 32, 38, 66, 43, 63, 64, 67, 62, 64, 58, 65, 64, 32, 33, 68,
  68, 68, 55, 100, 73, 66, 74, 73, 61, 60, 75, 75, 28, 58, 71, 57, 93, 76, 77, 65, 78, 66, 66, 67, 75, 73, 103, 72, 72,
  66, 38, 38, 38, 49, 47, 36, 58, 63, 59, 63, 60, 39, 63, 62, 27, 27, 57, 27, 91, 62, 61, 63, 63, 40, 55, 36, 62, 59,
  84, 57, 59, 57, 46, 36, 46, 68,
];
const others: Readonly<Record<string, number>> = { "−": 68, "–": 50, "…": 96, "·": 32 };
/** The widest letter of any script that the font has. */
const widest = 136;
const first = 32;

/** In pixels; rather too much than too little. */
export function textWidth(line: string, size: number = textSize): number {
  let sum = 0;
  for (const character of line) sum += widthOf(character);
  return (sum * size) / 100;
}

function widthOf(character: string): number {
  return others[character] ?? widths[(character.codePointAt(0) ?? 0) - first] ?? widest;
}

/** Cut to so many pixels with an ellipsis; surrogate pairs stay whole. */
export function clipToWidth(line: string, width: number, size: number = textSize): string {
  // A name may be as long as its host likes; nothing past this could be shown anyway.
  const characters = [...line.slice(0, charactersMax)];
  if (characters.length === [...line].length && textWidth(line, size) <= width) return line;
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

const charactersMax = 300;

/** At words, in at most so many lines; what is left is cut. */
export function wrapText(said: string, width: number, linesMax: number): readonly string[] {
  const lines: string[] = [];
  for (const word of said.slice(0, linesMax * charactersMax).split(/\s+/)) {
    const last = lines.at(-1);
    const joined = `${last} ${word}`;
    if (last !== undefined && (lines.length === linesMax || textWidth(joined) <= width))
      lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines.map((each) => clipToWidth(each, width)).filter((each) => each !== "");
}
