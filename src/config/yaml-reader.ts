import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { printable, quote } from "./describe-value.ts";
import type { Finding, KeyPath } from "./finding.ts";

/** The schema is six levels deep; what is deeper is a mistake, or meant to exhaust the stack. */
const depthMax = 32;

/** About 1,000 hosts with ten daemons each. Aliases can make a small file as large as they like. */
const nodesMax = 250_000;

/** Each is looked up by a walk through the whole document. */
const aliasesMax = 100;

export interface YamlContent {
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/**
 * A document as plain values. Of a key that stands twice the first counts, and the second is a finding; so is what passes
 * the limits above, which is left out. Never throws, and ends on aliases that lead in a circle.
 */
export function readYaml(document: Document, lineAt: (offset: number) => number): YamlContent {
  const reading: Reading = { document, lineAt, findings: [], nodes: 0, aliases: 0 };
  return { value: readNode(document.contents, [], reading), findings: reading.findings };
}

interface Reading {
  readonly document: Document;
  readonly lineAt: (offset: number) => number;
  readonly findings: Finding[];
  nodes: number;
  aliases: number;
}

type Entry = Pair<Node, Node | null>;

function readNode(node: unknown, path: KeyPath, reading: Reading): unknown {
  reading.nodes += 1;
  if (isFull(reading) || path.length > depthMax) return leaveOut(path, reading);
  if (isAlias(node)) {
    reading.aliases += 1;
    if (reading.aliases > aliasesMax) return leaveOut(path, reading);
    const target = node.resolve(reading.document);
    return target === undefined ? noAnchor(node.source, path, reading) : readNode(target, path, reading);
  }
  if (isSeq<Node>(node)) {
    return node.items.map((item, index) => (isFull(reading) ? null : readNode(item, [...path, index], reading)));
  }
  if (isMap<Node, Node | null>(node)) return readMapping(node.items, path, reading);
  return isScalar(node) ? node.value : null;
}

function readMapping(entries: readonly Entry[], path: KeyPath, reading: Reading): unknown {
  const firsts = new Map<string, Entry>();
  for (const entry of entries) {
    const key = isScalar(entry.key) ? String(entry.key.value) : null;
    const first = key === null ? undefined : firsts.get(key);
    if (key === null) reading.findings.push(compoundKey(path, entry));
    else if (first === undefined) firsts.set(key, entry);
    else reading.findings.push(keyTwice({ path: [...path, key], first, second: entry }, reading));
  }
  return Object.fromEntries(
    [...firsts].map(([key, { value }]) => [key, isFull(reading) ? null : readNode(value, [...path, key], reading)]),
  );
}

function isFull(reading: Reading): boolean {
  return reading.nodes > nodesMax;
}

/** Says it once: the rest of a file that is too large is too large as well. */
function leaveOut(path: KeyPath, { findings }: Reading): null {
  const expected = `at most ${depthMax} levels, ${aliasesMax} aliases and ${nodesMax} parts`;
  const sentence = `the file is nested too deeply or too large here. Expected ${expected}.`;
  const isSaid = findings.some((finding) => finding.sentence === sentence);
  if (!isSaid) findings.push({ path: path.slice(0, 8), at: "value", found: "more", expected, sentence });
  return null;
}

function noAnchor(name: string, path: KeyPath, { findings }: Reading): null {
  const expected = "a value";
  const sentence = `a value that starts with "*" is an alias, and there is no anchor &${printable(name)} above. Put it in quotes if it is meant as text.`;
  findings.push({ path, at: "value", found: quote(`*${name}`), expected, sentence });
  return null;
}

function keyTwice(twice: { path: KeyPath; first: Entry; second: Entry }, { lineAt }: Reading): Finding {
  const line = lineAt(offsetOf(twice.first));
  const sentence = `this key stands twice in its mapping, first on line ${line}. Keep one of them.`;
  const found = quote(String(twice.path.at(-1)));
  return { path: twice.path, at: "key", offset: offsetOf(twice.second), found, expected: "each key once", sentence };
}

function compoundKey(path: KeyPath, entry: Entry): Finding {
  const sentence = "a list or a mapping stands where a key should be. Write a word, followed by a colon.";
  const found = "a list or a mapping";
  return { path, at: "value", offset: offsetOf(entry), found, expected: "a word as key", sentence };
}

function offsetOf(entry: Entry): number {
  return entry.key.range?.[0] ?? 0;
}
