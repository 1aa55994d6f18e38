import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** One figure's course, null where it was not known. */
export type Series = readonly (number | null)[];

const nothing = 0;
const steady = 1;
const steps = 2;
const steadyHundredths = 3;
const hundredthSteps = 4;
const floats = 5;

/** A step between two larger numbers would not be exact; sizes end at 2 PiB, ticks at 700,000 years. */
const stepsMax = 2 ** 51;

/**
 * Exact, and small for what figures do: a series that stands still takes one number, one that moves takes its steps.
 * Loads and pressures have two decimals and go as hundredths; whatever else goes as it is.
 */
export function writeSeries(writer: ByteWriter, series: Series): void {
  const known = series.filter((number) => number !== null);
  const scale = scaleOf(known);
  if (known.length === 0) writer.whole(nothing);
  else if (scale === null) writeFloats(writer, series);
  else if (known.length === series.length && known.every((number) => number === known[0])) {
    writer.whole(scale === 1 ? steady : steadyHundredths);
    writer.whole(folded(Math.round((known[0] ?? 0) * scale)));
  } else {
    writer.whole(scale === 1 ? steps : hundredthSteps);
    writeSteps(writer, series, scale);
  }
}

export function readSeries(reader: ByteReader, length: number): (number | null)[] {
  const form = reader.whole();
  if (form === nothing) return new Array(length).fill(null);
  if (form === floats) return Array.from({ length }, () => knownFloat(reader.float()));
  const scale = form === steadyHundredths || form === hundredthSteps ? 100 : 1;
  if (form === steady || form === steadyHundredths) return new Array(length).fill(unfolded(reader.whole()) / scale);
  const series: (number | null)[] = [];
  let before = 0;
  for (let index = 0; index < length; index += 1) {
    const step = reader.whole();
    if (step !== 0) before += unfolded(step - 1);
    series.push(step === 0 ? null : before / scale);
  }
  return series;
}

/** What to multiply with to have whole numbers that give back exactly what was; null where nothing does. */
function scaleOf(known: readonly number[]): 1 | 100 | null {
  if (known.every((number) => Number.isInteger(number) && Math.abs(number) <= stepsMax)) return 1;
  const inHundredths = (number: number): boolean =>
    Math.abs(number) <= stepsMax / 100 && Math.round(number * 100) / 100 === number;
  return known.every(inHundredths) ? 100 : null;
}

function writeSteps(writer: ByteWriter, series: Series, scale: number): void {
  let before = 0;
  for (const number of series) {
    const scaled = number === null ? null : Math.round(number * scale);
    writer.whole(scaled === null ? 0 : folded(scaled - before) + 1);
    before = scaled ?? before;
  }
}

function writeFloats(writer: ByteWriter, series: Series): void {
  writer.whole(floats);
  for (const number of series) writer.float(number ?? Number.NaN);
}

function knownFloat(number: number): number | null {
  return Number.isNaN(number) ? null : number;
}

/** Small for what is near zero on either side: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
function folded(number: number): number {
  return number >= 0 ? number * 2 : -number * 2 - 1;
}

function unfolded(number: number): number {
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
}
