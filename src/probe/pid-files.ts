import { absent, type Figure } from "../domain/figure.ts";
import type { Answer } from "./answer.ts";
import { linesOf, thenFigure, wholeNumber } from "./fields.ts";

/**
 * The pid in each pid file, from the answer to "files". A pid file's first word is the pid, by custom. Its process is gone
 * when the file is: a daemon that ends cleanly takes it away.
 */
export function parsePidFiles(answer: Answer, paths: readonly string[]): ReadonlyMap<string, Figure> {
  const pidIn = (path: string): Figure => {
    if (answer.sections.get(path) === "missing") return absent("the process is gone");
    return thenFigure(linesOf(answer, path), (lines) => wholeNumber(lines[0]?.trim().split(/\s+/)[0]));
  };
  return new Map(paths.map((path) => [path, pidIn(path)]));
}
