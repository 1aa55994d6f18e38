import { printableKey } from "./describe-value.ts";

/** Keys and indexes from the top of the file: ["hosts", 0, "port"]. */
export type KeyPath = readonly (string | number)[];

/** A fault before its place in the text is known. */
export interface Finding {
  readonly path: KeyPath;
  /** What to point at: the key itself, its value, or the mapping in which the key is missing. */
  readonly at: "key" | "value" | "parent";
  /** Where in the text, when the path leads elsewhere: to the first of two equal keys. */
  readonly offset?: number;
  readonly found: string;
  readonly expected: string;
  readonly sentence: string;
  /** For an unknown key: the key of the same mapping that was meant, which is then not reported as missing. */
  readonly meant?: string | null;
}

/** "hosts[1].daemons[0].threshold"; printable, whatever the keys of the file are. */
export function renderKeyPath(path: KeyPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? printableKey(step) : `${text}.${printableKey(step)}`;
  }, "");
}
