import type { z } from "zod";
import { listIn, objectIn } from "../json.ts";
import { type Problem, pointerOf, renderFound } from "./problem.ts";

/** What a schema finds wrong with a value, as problems whose pointers begin with `path`. */
export function problemsOf(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): Problem[] {
  const outcome = schema.safeParse(value);
  if (outcome.success) return [];
  return outcome.error.issues.flatMap((issue) => describeIssue(issue, value, path));
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown, path: readonly PropertyKey[]): Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: pointerOf([...path, ...issue.path, key]),
      rule: "is not a field that Slack knows here",
      found: renderFound(key),
    }));
  const found = renderFound(valueAt(value, issue.path));
  return [{ pointer: pointerOf([...path, ...issue.path]), rule: ruleOf(issue, found), found }];
}

function ruleOf(issue: z.core.$ZodIssue, found: string): string {
  switch (issue.code) {
    case "too_big":
      return `must ${verbOf(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `must ${verbOf(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_type":
      return found === "nothing" ? "must be present" : `must be of type ${issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map((each) => JSON.stringify(each)).join(" or ")}`;
    case "invalid_union":
      return "must be of a type that Slack allows here";
    default:
      return issue.message;
  }
}

function verbOf(origin: string): string {
  return origin === "string" || origin === "array" ? "have" : "be";
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) current = typeof key === "number" ? listIn(current)[key] : ownField(current, key);
  return current;
}

function ownField(value: unknown, key: PropertyKey): unknown {
  const object = objectIn(value);
  return Object.hasOwn(object, key) ? object[String(key)] : undefined;
}
