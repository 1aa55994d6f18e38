import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";
import type { Finding, KeyPath } from "./finding.ts";
import { createLineIndex, type Place } from "./line-index.ts";
import { readYaml } from "./yaml-reader.ts";
import { type SyntaxFault, syntaxFaults } from "./yaml-syntax.ts";

/** A YAML text as plain values, from which one can find back into the text. */
export interface YamlTree {
  readonly value: unknown;
  /** What is wrong as YAML. The value is then what could be made out, and parts of it may be misread. */
  readonly syntax: readonly SyntaxFault[];
  /** Keys that stand twice, and what passes the limits of the reader. */
  readonly findings: readonly Finding[];
  /** Of a part that is not there: the place of the nearest part around it. */
  readonly placeOf: (finding: Pick<Finding, "path" | "at" | "offset">) => Place;
  /** A single value as it is written, without the quotes: "007" where the value is 7. */
  readonly sourceOf: (path: KeyPath) => string | null;
  /** The line of the text on which the key stands, from the key on. */
  readonly lineFrom: (path: KeyPath) => string;
  /** False where a fault of syntax lies inside the part or on its first line. */
  readonly isSound: (path: KeyPath) => boolean;
}

export function parseYaml(text: string): YamlTree {
  // Unique keys are checked by our own reader: the library compares each key with each, which takes minutes for 1 MiB.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const placeAt = createLineIndex(text);
  const syntax = syntaxFaults(document, placeAt);
  const { value, findings } = readYaml(document, (offset) => placeAt(offset).line);
  const spotOf = createFinder(document);
  return {
    value,
    syntax,
    findings,
    placeOf: ({ path, at, offset }) =>
      placeAt(offset ?? offsetOf(spotOf(at === "parent" ? path.slice(0, -1) : path), at)),
    sourceOf: (path) => {
      const { value: node } = spotOf(path);
      return isScalar(node) && typeof node.source === "string" ? node.source : null;
    },
    lineFrom: (path) => text.slice(offsetOf(spotOf(path), "key")).split(/\r?\n/, 1)[0] ?? "",
    isSound: (path) => isSound(spotOf(path), syntax, placeAt),
  };
}

/** Where a part of the file stands; `key` is null for the items of a list and for the whole. */
interface Spot {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** Finds parts by their path; the keys of a mapping are indexed once, since a file may have very many. */
function createFinder(document: Document): (path: KeyPath) => Spot {
  const indexes = new Map<Node, ReadonlyMap<string, Entry>>();
  function childOf(parent: Node | null, step: string | number): Spot | null {
    if (isSeq<Node>(parent) && typeof step === "number") {
      const item = parent.items[step];
      return item === undefined ? null : { key: null, value: resolve(document, item) };
    }
    if (!isMap<Node, Node | null>(parent)) return null;
    const index = indexes.get(parent) ?? indexOf(parent.items);
    indexes.set(parent, index);
    const entry = index.get(String(step));
    return entry === undefined ? null : { key: entry.key, value: resolve(document, entry.value) };
  }
  return (path) => {
    let spot: Spot = { key: null, value: resolve(document, document.contents) };
    for (const step of path) {
      const next = childOf(spot.value, step);
      if (next === null) return spot;
      spot = next;
    }
    return spot;
  };
}

type Entry = Pair<Node, Node | null>;

/** Of a key that stands twice the first counts, as it does for the reader. */
function indexOf(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(
    entries.toReversed().flatMap((entry) => (isScalar(entry.key) ? [[String(entry.key.value), entry] as const] : [])),
  );
}

function resolve(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? node) : node;
}

function offsetOf(spot: Spot, at: Finding["at"]): number {
  const key = spot.key?.range?.[0];
  const value = spot.value?.range?.[0];
  if (at === "key") return key ?? value ?? 0;
  // An empty value has no place of its own that a reader would look at.
  const isEmpty = isScalar(spot.value) && spot.value.value === null && spot.value.source === "";
  return (isEmpty ? key : value) ?? key ?? value ?? 0;
}

function isSound(spot: Spot, syntax: readonly SyntaxFault[], placeAt: (offset: number) => Place): boolean {
  const from = offsetOf(spot, "key");
  const to = Math.max(from, spot.value?.range?.[1] ?? from, spot.key?.range?.[1] ?? from);
  const line = placeAt(from).line;
  return !syntax.some((fault) => fault.place.line === line || (fault.offset >= from && fault.offset <= to));
}
