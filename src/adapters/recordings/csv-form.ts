/** How a text is cut into cells. */
export interface CsvForm {
  readonly delimiter: "," | ";" | "\t";
  /** Where cells are not cut at commas, a comma is what some countries write for a decimal point. */
  readonly decimalComma: boolean;
}

/** Only the beginning is looked at: the line of names is in it. */
const lookedAt = 4096;

/** By the first line that is no comment: what it has most of is what cuts it. */
export function csvFormOf(text: string): CsvForm {
  const lines = text.slice(0, lookedAt).split(/\r?\n/);
  const first = lines.find((line) => line.trim() !== "" && !line.trim().startsWith("#")) ?? "";
  const count = (mark: string): number => first.split(mark).length - 1;
  const delimiter = ([",", ";", "\t"] as const).reduce((most, mark) => (count(mark) > count(most) ? mark : most));
  return { delimiter, decimalComma: delimiter !== "," };
}

/** What is packed, or in two bytes a letter, has bytes in it that no text in UTF-8 has. */
export function isUtf8Text(text: string): boolean {
  const beginning = text.slice(0, lookedAt);
  return !beginning.includes("\0") && !beginning.includes("\uFFFD");
}
