import { bytes, renderBytes } from "../domain/bytes.ts";
import { quote } from "./describe-value.ts";
import type { KeyPath } from "./finding.ts";
import { nearZone } from "./zone.ts";

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
  if (typeof value === "number") return numberHint(misfit, value);
  if (typeof value === "boolean") return keyOf(path) === "digest" ? "Write off for none." : textHint(source);
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

function numberHint({ path, expected, source }: Misfit, value: number): string | null {
  const key = keyOf(path);
  if (key === "threshold") return thresholdHint(value);
  if (key === "interval") return `Write the unit: "${value} s".`;
  if (expected.startsWith("a duration")) return `Write the unit: "${value} s", "${value} min" or "${value} h".`;
  if (expected.startsWith("a percentage")) return percentHint(value);
  // A number was expected there, or a list of numbers.
  return key === "ports" || isNumberExpected(expected) ? null : textHint(source);
}

/** 0.85 may be meant as a share, or as less than one in a hundred. */
function percentHint(value: number): string {
  const share = value > 0 && value <= 1 ? `"${Number((value * 100).toFixed(2))} %" or ` : "";
  return `Write the unit: ${share}"${value} %".`;
}

function isNumberExpected(expected: string): boolean {
  return expected.startsWith("a whole number") || expected.startsWith("a number");
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
  if (isNumberExpected(expected)) return /^\d+(\.\d+)?$/.test(value) ? `Write it without quotes: ${value}.` : null;
  if (expected.startsWith("a duration")) return durationHint(value);
  if (key === "zone") return zoneHint(value);
  if (expected.startsWith("a list")) return `Write a list: [${quote(value)}].`;
  if (key === "fallback_channel") return nameHint("channel", value);
  if (key === "channel" || key === "command" || key === "name") return nameHint(key, value);
  if (key === "address") return addressHint(value);
  if (slackIdKeys.has(key)) return "Slack shows the id in the menu of the profile, or of the group.";
  return null;
}

const slackIdKeys: ReadonlySet<string> = new Set(["users", "groups", "group", "owner"]);

/** "5 minutes", "10 sec": a unit in other words. */
function durationHint(value: string): string | null {
  const [, count, word] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(value) ?? [];
  if (count === undefined || word === undefined) return null;
  const unit = ["ms", "s", "min", "h", "d", "w", "y"].find((short) => unitWords[short]?.test(word) === true);
  return unit === undefined || unit === word ? null : `Write "${count} ${unit}".`;
}

const unitWords: Readonly<Record<string, RegExp>> = {
  ms: /^(msecs?|millis(econds?)?)$/i,
  s: /^s(ecs?|econds?)?$/i,
  min: /^(mins?|minutes?)$/i,
  h: /^h(rs?|ours?)?$/i,
  d: /^d(ays?)?$/i,
  w: /^w(eeks?)?$/i,
  y: /^y(rs?|ears?)?$/i,
};

function zoneHint(value: string): string | null {
  const near = nearZone(value);
  return near === null ? null : `Did you mean ${quote(near)}?`;
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
