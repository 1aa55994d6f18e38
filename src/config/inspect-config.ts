import { buildConfig } from "./build-config.ts";
import type { Config } from "./config.ts";
import { crossCheck } from "./cross-check.ts";
import { explainIssues } from "./explain-issues.ts";
import type { Fault } from "./fault.ts";
import { type Finding, renderKeyPath } from "./finding.ts";
import type { FilePlaces } from "./resolve-file.ts";
import { configSchema } from "./schema.ts";
import { sortFaults } from "./sort-faults.ts";
import { isMapping } from "./value-at.ts";
import { parseYaml, type YamlTree } from "./yaml-tree.ts";

export interface Inspection {
  /** Null when there are faults. */
  readonly config: Config | null;
  readonly faults: readonly Fault[];
  readonly tree: YamlTree;
}

/** Everything that a text says and everything that is wrong with it; pure. */
export function inspectConfig(text: string, file: string, places: FilePlaces): Inspection {
  const tree = parseYaml(text);
  const parsed = configSchema.safeParse(tree.value);
  const findings = isMapping(tree.value)
    ? [...tree.findings, ...checked(tree, parsed.success ? [] : explainIssues(parsed.error.issues, tree))]
    : [...tree.findings, ...notAMapping(tree)];
  const syntax = tree.syntax.map((fault) => ({ file, ...fault.place, key: "", ...fault }));
  const faults = sortFaults([...syntax.map(asFault), ...findings.map((finding) => locate(finding, file, tree))]);
  const config = parsed.success && faults.length === 0 ? buildConfig(parsed.data, places) : null;
  return { config, faults, tree };
}

/** Of a text that is no YAML, parts may be misread: what is missing may be there, and the broken part is something else. */
function checked(tree: YamlTree, explained: readonly Finding[]): readonly Finding[] {
  // What the reader left out would be found missing by the schema.
  const leftOut = new Set(tree.findings.filter(({ at }) => at === "value").map(({ path }) => renderKeyPath(path)));
  const all = [...explained, ...crossCheck(tree.value)].filter(({ path }) => !leftOut.has(renderKeyPath(path)));
  return tree.syntax.length === 0 ? all : all.filter(({ at, path }) => at !== "parent" && tree.isSound(path));
}

function notAMapping(tree: YamlTree): readonly Finding[] {
  if (tree.syntax.length > 0) return [];
  const expected = "a mapping with channel and hosts";
  const found = tree.value === null ? "nothing" : Array.isArray(tree.value) ? "a list" : "a single value";
  const sentence = `expected ${expected}; found ${found}. Start from scipy.example.yml.`;
  return [{ path: [], at: "value", found, expected, sentence }];
}

/** A finding with its place in the text. */
export function locate(finding: Finding, file: string, tree: YamlTree): Fault {
  const { found, expected, sentence } = finding;
  return { file, ...tree.placeOf(finding), key: renderKeyPath(finding.path), found, expected, sentence };
}

function asFault({ file, line, column, key, found, expected, sentence }: Fault): Fault {
  return { file, line, column, key, found, expected, sentence };
}
