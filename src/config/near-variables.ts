import { nearest } from "../domain/command/nearest.ts";
import { printable } from "./describe-value.ts";
import { type Environment, settingOf, type Variable, variables } from "./environment.ts";
import type { Fault } from "./fault.ts";
import { problem } from "./judge-file.ts";
import { variableFault } from "./variable-fault.ts";

/** A variable that is set and unknown to us, with nearly the name of one that is missing. */
export function nearMiss(environment: Environment, missing: Variable): string | null {
  const unknown = Object.keys(environment.values).filter((key) => !isVariable(key) && key.startsWith("SLACK_"));
  return nearest(missing, unknown);
}

/**
 * Names of ours that were meant otherwise: SCIPY_SOCKET. Others that start with SCIPY_ are left alone, since the Python
 * library of that name has its own.
 */
export function misspelledVariables(environment: Environment): readonly Fault[] {
  return Object.keys(environment.values).flatMap((key) => {
    if (isVariable(key) || !key.startsWith("SCIPY_")) return [];
    const meant = nearest(
      key,
      variables.filter((name) => name.startsWith("SCIPY_") && settingOf(environment, name) === null),
    );
    if (meant === null) return [];
    const sentence = `unknown variable. Did you mean ${meant}?`;
    return [variableFault(environment, printable(key), problem(printable(key), meant, sentence))];
  });
}

function isVariable(key: string): boolean {
  return variables.some((name) => name === key);
}
