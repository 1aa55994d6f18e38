import { printable } from "../printable.ts";
import { type Result, succeed } from "../result.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";
import { findName } from "./find-name.ts";
import { hostInText } from "./host-in-text.ts";

/** A report stands in one paragraph of a message beside those of others; in characters. */
export const reportTextMax = 500;

/**
 * `report [HOST] [text]`. A report changes nothing on a host, so it is taken however it is written: for the host that is its
 * first word, or else that its text names.
 */
export function parseReport(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const [first = "", ...behind] = words;
  const host = findName(first.replace(/[:,;]$/, ""), known.hosts);
  const text = printable((host === null ? words : behind).join(" "), reportTextMax);
  return succeed({ kind: "report", host: host ?? hostInText(text, known), text });
}
