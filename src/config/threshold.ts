import { type Bytes, kibibytes, parseBytes } from "../domain/bytes.ts";
import type { Threshold } from "../domain/daemon.ts";

/** No process of a language with garbage collection is smaller; "3 K" is a slip. */
const sizeMin: Bytes = kibibytes(1024);

export const thresholdExpected =
  'a size of 1 MiB or more like "3.5 GiB", a share of RAM like "45 %" up to 100 %, or auto';

export function isThreshold(text: string): boolean {
  return parseThreshold(text) !== null;
}

/** Reads "auto", "45 %" and "3.5 GiB". Null when the text is none of them, or a size without its unit. */
export function parseThreshold(text: string): Threshold | null {
  if (text === "auto") return { kind: "auto" };
  const share = /^(\d+(?:\.\d+)?) ?%$/.exec(text);
  if (share !== null) {
    const ratio = Number(share[1]) / 100;
    return ratio > 0 && ratio <= 1 ? { kind: "share", ratio } : null;
  }
  const size = /[KMGT]/i.test(text) ? parseBytes(text) : null;
  return size !== null && size >= sizeMin ? { kind: "size", bytes: size } : null;
}
