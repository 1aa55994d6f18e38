/** What is wrong with the pattern of a daemon's command line, as what was expected instead; null when it will do. */
export function patternProblem(pattern: string): string | null {
  if (/[\p{Cc}]/u.test(pattern)) return "a regular expression on one line, without control characters";
  const compiled = compile(pattern);
  if (typeof compiled === "string") return `a JavaScript regular expression that compiles (${compiled})`;
  return compiled.test("") ? "a regular expression that does not match every command line" : null;
}

/** The reason in the engine's words where it does not compile: "Unterminated group". */
function compile(pattern: string): RegExp | string {
  try {
    return new RegExp(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(": ").at(-1) : undefined;
    return reason ?? "it does not";
  }
}
