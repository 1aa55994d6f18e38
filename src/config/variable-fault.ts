import type { Environment } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { FileProblem } from "./judge-file.ts";

/** A fault of a variable, at its line where it comes from a file. */
export function variableFault(environment: Environment, variable: string, problem: FileProblem): Fault {
  const place = environment.places[variable];
  return {
    file: place?.file ?? "environment",
    line: place?.line ?? null,
    column: place === undefined ? null : 1,
    key: variable,
    found: problem.found,
    expected: problem.expected,
    sentence: problem.sentence,
  };
}
