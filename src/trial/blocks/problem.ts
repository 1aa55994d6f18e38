/** What is wrong with a part of a message or view. `pointer` is a JSON pointer, `rule` says what was expected of `found`. */
export interface Problem {
  readonly pointer: string;
  readonly rule: string;
  readonly found: string;
}

const FOUND_CHARACTERS_MAX = 80;

/** The value at a place, short enough to be shown in a sentence. */
export function renderFound(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= FOUND_CHARACTERS_MAX
    ? text
    : `${text.slice(0, FOUND_CHARACTERS_MAX)}… (${text.length} characters)`;
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** One line in Slack's form, as `response_metadata.messages` carries it. */
export function renderProblem(problem: Problem): string {
  return `[ERROR] ${problem.rule}, found ${problem.found} [json-pointer:${problem.pointer}]`;
}
