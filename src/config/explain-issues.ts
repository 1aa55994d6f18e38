import type { z } from "zod";
import { describeValue, quote } from "./describe-value.ts";
import { type Finding, renderKeyPath } from "./finding.ts";
import { hintFor } from "./hints.ts";
import { unknownKey } from "./unknown-key.ts";
import { isMapping, valueAt } from "./value-at.ts";
import type { YamlTree } from "./yaml-tree.ts";

/** What the schema has to say, in sentences; one for each key at most. */
export function explainIssues(found: readonly z.core.$ZodIssue[], tree: YamlTree): readonly Finding[] {
  const issues = found.flatMap((issue) => issuesWithin(issue, tree));
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownKey([...pathOf(issue), key])) : [],
  );
  const meant = new Set(unknown.flatMap((finding) => siblingMeant(finding)));
  const findings = new Map<string, Finding>();
  for (const issue of issues) {
    const path = pathOf(issue);
    const key = renderKeyPath(path);
    if (issue.code === "unrecognized_keys" || findings.has(key) || meant.has(key)) continue;
    findings.set(key, explain(path, issue.message, tree));
  }
  return [...unknown, ...findings.values()];
}

/** Of what is either a word or a mapping: where a mapping stands, what is wrong inside it. */
function issuesWithin(issue: z.core.$ZodIssue, tree: YamlTree): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || !isMapping(valueAt(tree.value, pathOf(issue)))) return [issue];
  const within = issue.errors.find((branch) =>
    branch.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"),
  );
  return (within ?? [issue]).map((inner) =>
    inner === issue ? inner : { ...inner, path: [...issue.path, ...inner.path] },
  );
}

function pathOf(issue: z.core.$ZodIssue): readonly (string | number)[] {
  return issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
}

/** The key that an unknown one stands for is not missing as well. */
function siblingMeant(finding: Finding): readonly string[] {
  const { meant, path } = finding;
  return meant === undefined || meant === null ? [] : [renderKeyPath([...path.slice(0, -1), meant])];
}

function explain(path: readonly (string | number)[], expected: string, tree: YamlTree): Finding {
  const value = valueAt(tree.value, path);
  if (value === undefined) {
    const sentence = `missing. Expected ${expected}.`;
    return { path, at: "parent", found: "nothing", expected, sentence };
  }
  const found = shown(value, tree.sourceOf(path));
  const hint = hintFor({ path, value, expected, source: tree.sourceOf(path), line: tree.lineFrom(path) });
  const sentence = `expected ${expected}; found ${found}.${hint === null ? "" : ` ${hint}`}`;
  return { path, at: "value", found, expected, sentence };
}

/** A number as it is written: 007 rather than 7. */
function shown(value: unknown, source: string | null): string {
  return typeof value === "number" && source !== null ? quote(source).slice(1, -1) : describeValue(value);
}
