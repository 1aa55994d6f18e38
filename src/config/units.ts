import { z } from "zod";
import { type Millis, millis, parseDuration } from "../domain/time.ts";
import { describedAs } from "./values.ts";

/** What the limits of a value are, as they are written in the file: "30 s", "1 h". */
export interface Written {
  readonly min: string;
  readonly max: string;
  /** For editors, on hovering. */
  readonly says: string;
  /** One that makes sense; the default, as a rule. */
  readonly example: string;
}

export interface Counted {
  readonly min: number;
  readonly max: number;
  readonly says: string;
  readonly example: number;
}

const durationPattern = /^\d+(\.\d+)? ?(ms|s|min|m|h|d|w|y)$/;
const percentPattern = /^\d+(\.\d+)? ?%$/;

/** A duration with its unit, as milliseconds. */
export function duration({ min, max, says, example }: Written) {
  const expected = `a duration from "${min}" to "${max}"`;
  const isFit = (text: string): boolean => isWithin(parseSpan(text), parseSpan(min), parseSpan(max));
  return z
    .string(expected)
    .regex(durationPattern, expected)
    .refine(isFit, expected)
    .meta(describedAs(says, example))
    .transform((text) => parseSpan(text) ?? millis(0));
}

/** A share in percent, as the number before the sign. */
export function percent({ min, max, says, example }: Written) {
  const expected = `a percentage from "${min}" to "${max}"`;
  const isFit = (text: string): boolean => isWithin(parsePercent(text), parsePercent(min), parsePercent(max));
  return z
    .string(expected)
    .regex(percentPattern, expected)
    .refine(isFit, expected)
    .meta(describedAs(says, example))
    .transform((text) => parsePercent(text) ?? 0);
}

export function count({ min, max, says, example }: Counted) {
  const expected = `a whole number from ${min} to ${max}`;
  return z.int(expected).min(min, expected).max(max, expected).meta(describedAs(says, example));
}

export function amount({ min, max, says, example }: Counted) {
  const expected = `a number from ${min} to ${max}`;
  return z.number(expected).min(min, expected).max(max, expected).meta(describedAs(says, example));
}

const spans: ReadonlyMap<string, number> = new Map([
  ["w", 7],
  // Of 365 days: how long readings are kept is no matter of leap years.
  ["y", 365],
]);

/** Reads durations, weeks and years too: "15 s", "90 d", "2 y". Null when the text is none. */
export function parseSpan(text: string): Millis | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([wy])$/.exec(text) ?? [];
  const days = spans.get(String(unit));
  return days === undefined ? parseDuration(text) : millis(Number(number) * days * 86_400_000);
}

/** Reads "10 %" as 10. Null when the text is no percentage. */
export function parsePercent(text: string): number | null {
  return percentPattern.test(text) ? Number.parseFloat(text) : null;
}

function isWithin(value: number | null, min: number | null, max: number | null): boolean {
  return value !== null && min !== null && max !== null && value >= min && value <= max;
}
