import { fail, type Result, succeed } from "../domain/result.ts";

/** What a host answered: the wanted lines of each file, by its path. */
export interface Answer {
  /** What answered, for example "mawk", "busybox" or "sh". */
  readonly program: string;
  readonly sections: ReadonlyMap<string, Section>;
}

/**
 * The wanted lines of one file; null for a file that could not be opened (`path !`), and "missing" for one that certainly
 * does not exist (`path -`), which the question "files" alone finds out.
 */
export type Section = readonly string[] | null | "missing";

/** A way of reading that the host does not have; it is written into the answer's first line. */
export const protocolVersion = "1";

/**
 * Splits an answer into its sections. Whatever stands before the answer's first line is ignored, since a login shell may
 * greet. A line is a header only with the id that was chosen for this question, so nobody on the host can forge one.
 * The error is a phrase that fits after "the answer".
 */
export function parseAnswer(id: string, text: string): Result<Answer, string> {
  const mark = `@${id} `;
  const lines = text.split("\n");
  const begin = lines.findIndex((line) => line.startsWith(`${mark}: `));
  if (begin < 0) return fail("has no beginning");
  const [program = "", version] = (lines[begin] ?? "").slice(mark.length + 2).split(" ");
  if (version !== protocolVersion) return fail(`is of another version than ${protocolVersion}`);
  const end = lines.indexOf(`${mark}.`, begin);
  if (end < 0) return fail("has no end");
  if (lines[begin + 1] === `${mark}?`) return fail("says that the question was not understood");
  return succeed({ program, sections: sectionsOf(mark, lines.slice(begin + 1, end)) });
}

function sectionsOf(mark: string, lines: readonly string[]): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  let open: string[] = [];
  for (const line of lines) {
    if (!line.startsWith(mark)) {
      open.push(line);
      continue;
    }
    open = [];
    const path = line.slice(mark.length);
    if (path.endsWith(" !")) sections.set(path.slice(0, -2), null);
    else if (path.endsWith(" -")) sections.set(path.slice(0, -2), "missing");
    else sections.set(path, open);
  }
  return sections;
}
