import { bytes, renderBytes } from "../domain/bytes.ts";
import { quote } from "./describe-value.ts";
import type { KeyPath } from "./finding.ts";

export interface Misfit {
  readonly path: KeyPath;
  readonly value: unknown;
  readonly expected: string;
  /** The value as it is written, without quotes. */
  readonly source: string | null;
  /** The rest of the line from its key on. */
  readonly line: string;
}

/** What to write instead, where one can tell from what is there; null where one cannot. */
export function hintFor(misfit: Misfit): string | null {
  const { path, value, source } = misfit;
  if (value === null) return emptyHint(misfit);
  if (typeof value === "number") return numberHint(keyOf(path), value, source);
  if (typeof value === "boolean") return textHint(source);
  return typeof value === "string" ? wordHint({ ...misfit, value }) : null;
}

function keyOf(path: KeyPath): string {
  return String(path.findLast((step) => typeof step === "string") ?? "");
}

/** `channel: #ops` has no value: YAML takes the rest for a comment. */
function emptyHint({ line }: Misfit): string {
  const comment = /^[^#]*:\s+(#\S+)\s*$/.exec(line)?.[1];
  if (comment !== undefined) return `YAML takes ${quote(comment)} for a comment: put it in quotes.`;
  return "Give it a value or delete the key.";
}

function numberHint(key: string, value: number, source: string | null): string | null {
  if (key === "threshold") return thresholdHint(value);
  if (key === "interval") return `Write the unit: "${value} s".`;
  // A number was expected there, or a list of numbers.
  return key === "port" || key === "ports" ? null : textHint(source);
}

function thresholdHint(value: number): string {
  if (value > 0 && value <= 1) return `For a share of RAM write "${Number((value * 100).toFixed(2))} %".`;
  if (value > 1 && value <= 100) return `Write the unit: "${value} %" or "${value} GiB".`;
  if (!(value > 100 && Number.isFinite(value))) return "Write the unit.";
  // Nobody means so few bytes; a size in bytes is at least one of these.
  const size = value < mebibyte ? `${value} MiB` : renderBytes(bytes(value));
  return `Write the unit: "${size}".`;
}

const mebibyte = 1024 ** 2;

/** Only where a text was expected: YAML reads 007 as a number and true as a truth value. */
function textHint(source: string | null): string | null {
  return source === null ? null : `YAML does not take it for text: put it in quotes, ${quote(source)}.`;
}

function wordHint({ path, value, expected }: Misfit & { readonly value: string }): string | null {
  const key = keyOf(path);
  const isDigits = /^\d+$/.test(value);
  if (isDigits && key === "ports" && path.at(-1) === key) return `Write a list of numbers: [${value}].`;
  if (isDigits && (key === "ports" || key === "port")) return `Write it without quotes: ${value}.`;
  if (expected.startsWith("a list")) return `Write a list: [${quote(value)}].`;
  if (key === "channel" || key === "command" || key === "name") return nameHint(key, value);
  if (key === "address") return addressHint(value);
  if (key === "users" || key === "groups") return "Slack shows the id in the menu of the profile, or of the group.";
  return null;
}

function nameHint(key: "channel" | "command" | "name", value: string): string | null {
  if (!/^[a-z0-9][a-z0-9._-]*$/i.test(value)) return null;
  const meant = `${{ channel: "#", command: "/", name: "" }[key]}${value.toLowerCase()}`;
  return meant === value ? null : `Write ${quote(meant)}.`;
}

function addressHint(value: string): string | null {
  if (value.includes("@")) return 'The account stands under "user".';
  return /^[^:]+:\d+$/.test(value) ? 'The port stands under "port".' : null;
}
