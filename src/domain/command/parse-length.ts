import { silenceMaxMs } from "../alert/silence.ts";
import { type Millis, millis } from "../time.ts";

/** How long a silence is to last. */
export type SilenceLength =
  /** From `silenceMinMs` to `silenceMaxMs`. */
  | { readonly kind: "for"; readonly ms: Millis }
  | { readonly kind: "until tomorrow" }
  | { readonly kind: "until restart" };

/** A shorter silence would be over before its first alert could be told. */
export const silenceMinMs = 60_000;

/** How a length may be written, for who wrote it otherwise. */
export const lengthExamples = '"30 min", "2 h", "1 d 12 h", "until tomorrow" or "until restart"';

export interface TakenLength {
  readonly length: SilenceLength | "too short" | "too long";
  /** The words behind it. */
  readonly rest: readonly string[];
}

/** Reads a length at the beginning of the words, "for" before it or not. Null when they begin with none. */
export function takeLength(words: readonly string[]): TakenLength | null {
  const [first, ...rest] = words;
  if (isWord(first, "until")) return takeUntil(rest);
  return takeDuration(isWord(first, "for") ? rest : words);
}

/** The whole text as a duration, as somebody typed it into a field: null when it is none. */
export function parseLength(text: string): TakenLength["length"] | null {
  const taken = takeLength(text.split(/\s+/).filter((word) => word !== ""));
  return taken === null || taken.rest.length > 0 ? null : taken.length;
}

function takeUntil(words: readonly string[]): TakenLength | null {
  const named = words.filter((word, index) => index > 0 || !isWord(word, "next"));
  const [what, ...rest] = named;
  if (isWord(what, "tomorrow")) return { length: { kind: "until tomorrow" }, rest };
  return isWord(what, "restart") ? { length: { kind: "until restart" }, rest } : null;
}

const units = [
  { names: /^(d|days?)$/i, ms: 86_400_000 },
  { names: /^(h|hrs?|hours?)$/i, ms: 3_600_000 },
  { names: /^(m|mins?|minutes?)$/i, ms: 60_000 },
] as const;

/** "1 d 12 h", "90min": each part in a smaller unit than the one before it. */
function takeDuration(words: readonly string[]): TakenLength | null {
  let rest = words;
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (let part = takePart(rest); part !== null && part.unitMs < last; part = takePart(rest)) {
    sum += part.count * part.unitMs;
    last = part.unitMs;
    rest = part.rest;
  }
  if (last === Number.POSITIVE_INFINITY) return null;
  if (sum < silenceMinMs) return { length: "too short", rest };
  return { length: sum > silenceMaxMs ? "too long" : { kind: "for", ms: millis(sum) }, rest };
}

interface Part {
  readonly count: number;
  readonly unitMs: number;
  readonly rest: readonly string[];
}

/** "2h" in one word, "2 h" in two, or the "1h" of "1h30m". */
function takePart([first = "", ...others]: readonly string[]): Part | null {
  const [, count, unit, joined] = /^(\d+(?:\.\d+)?)(?:([a-z]+)(\d.*)?)?$/i.exec(first) ?? [];
  if (count === undefined) return null;
  if (unit === undefined) return partOf(count, others[0] ?? "", others.slice(1));
  return partOf(count, unit, joined === undefined ? others : [joined, ...others]);
}

function partOf(count: string, unitName: string, rest: readonly string[]): Part | null {
  const unit = units.find(({ names }) => names.test(unitName));
  return unit === undefined ? null : { count: Number(count), unitMs: unit.ms, rest };
}

function isWord(typed: string | undefined, word: string): boolean {
  return typed?.toLowerCase() === word;
}
