import { type Bytes, bytes, kibibytes } from "../domain/bytes.ts";
import { type Absence, absent, type Figure, known, mapFigure } from "../domain/figure.ts";
import type { Pressure } from "../domain/sample.ts";
import type { Answer, Section } from "./answer.ts";

/** A file's lines, or why there are none. */
export function linesOf(answer: Answer, path: string): Figure<readonly string[]> {
  const section: Section | undefined = answer.sections.get(path);
  if (section === undefined) return absent("it was not asked for");
  return section === null || section === "missing" ? absent("the file cannot be read") : known(section);
}

/** A whole number that a double holds exactly; a counter that wrapped below zero (2^64 − 1) is malformed. */
export function wholeNumber(text: string | undefined): Figure {
  if (text === undefined || text === "") return absent("the field is missing");
  const count = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(count) ? known(count) : absent("the field is malformed");
}

/**
 * Seconds since 1970 that a clock may show. A host may say anything, and a time far outside cannot even be printed: 2200
 * is later than anything that will be watched, and long before the last day that a date of JavaScript can hold.
 */
export function epochSeconds(count: number): Figure {
  return count >= 0 && count < epochSecondsMax ? known(count) : absent("the field is malformed");
}

/** 2200-01-01T00:00:00Z. */
const epochSecondsMax = 7_258_118_400;

/** A number with decimals, such as a load or a share. */
export function decimalNumber(text: string | undefined): Figure {
  if (text === undefined || text === "") return absent("the field is missing");
  return /^\d{1,15}(\.\d{1,9})?$/.test(text) ? known(Number(text)) : absent("the field is malformed");
}

/** The value after "Name:" or "name " in lines of two or three words. */
export function namedValue(lines: readonly string[], name: string, ifMissing: Absence): Figure<string> {
  const line = lines.find((one) => one.startsWith(name) && /^:?[ \t]/.test(one.slice(name.length)));
  if (line === undefined) return absent(ifMissing);
  return known(
    line
      .slice(name.length)
      .replace(/^:?[ \t]+/, "")
      .trimEnd(),
  );
}

/** "VmSwap:   12 kB" → bytes. */
export function kibibyteField(lines: Figure<readonly string[]>, name: string, ifMissing: Absence): Figure<Bytes> {
  const text = thenFigure(lines, (found) => namedValue(found, name, ifMissing));
  const count = thenFigure(text, (value) => {
    const match = /^(\d+) kB$/.exec(value);
    return match === null ? absent("the field is malformed") : wholeNumber(match[1]);
  });
  return thenFigure(count, (kib) =>
    Number.isSafeInteger(kib * 1024) ? known(kibibytes(kib)) : absent("the field is malformed"),
  );
}

/** "pswpin 12" or "Threads:\t12" → 12. */
export function countField(lines: Figure<readonly string[]>, name: string, ifMissing: Absence): Figure {
  return thenFigure(
    thenFigure(lines, (found) => namedValue(found, name, ifMissing)),
    (value) => wholeNumber(value),
  );
}

/** A file that holds one number of bytes. */
export function byteFile(lines: Figure<readonly string[]>): Figure<Bytes> {
  return mapFigure(
    thenFigure(lines, (found) => wholeNumber(found[0]?.trim())),
    bytes,
  );
}

/**
 * A pressure file: "some avg10=0.00 avg60=0.00 avg300=0.00 total=0" and perhaps a line of "full". A file that is missing
 * or empty is a kernel without pressure stall information, or with it switched off.
 */
export function pressureOf(lines: Figure<readonly string[]>): Figure<Pressure> {
  if (lines.reason === "it was not asked for") return lines;
  if (lines.reason !== undefined || lines.value.length === 0) return absent("this kernel does not have it");
  const some = averages(lines.value, "some");
  const full = averages(lines.value, "full");
  if (some === null) return absent("the field is malformed");
  return known({
    some10: some[0],
    some60: some[1],
    some300: some[2],
    full10: full?.[0] ?? null,
    full60: full?.[1] ?? null,
    full300: full?.[2] ?? null,
  });
}

/** Goes on with a known figure; an absent one keeps its reason. */
export function thenFigure<T, U>(figure: Figure<T>, next: (value: T) => Figure<U>): Figure<U> {
  return figure.reason === undefined ? next(figure.value) : figure;
}

function averages(lines: readonly string[], kind: string): [number, number, number] | null {
  const line = lines.find((one) => one.startsWith(`${kind} `));
  const match = /^\w+ avg10=([\d.]+) avg60=([\d.]+) avg300=([\d.]+)(?: |$)/.exec(line ?? "");
  if (match === null) return null;
  const numbers = [match[1], match[2], match[3]].map((text) => decimalNumber(text).value);
  const [ten, sixty, threeHundred] = numbers;
  if (ten == null || sixty == null || threeHundred == null) return null;
  return [ten, sixty, threeHundred].every((share) => share <= 100) ? [ten, sixty, threeHundred] : null;
}
