import type { Variable } from "./environment.ts";

/** Null takes a variable out. */
export type EnvironmentChanges = Readonly<Partial<Record<Variable, string | null>>>;

const heading = `# Written by \`scipy-bot init\`. Keep it to its owner: chmod 600. Every variable stands in docs/configuration.md.
`;

/**
 * The text of an `.env` with these variables set, each in the line where it stood; every other line stays as it was.
 * `before` is null for a new file.
 */
export function renderEnvironment(before: string | null, changes: EnvironmentChanges): string {
  const left = new Map(Object.entries(changes));
  const lines = (before ?? heading).replace(/\n$/, "").split(/\r?\n/);
  const kept = lines.flatMap((line) => {
    const name = /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1];
    if (name === undefined || !(name in changes)) return [line];
    const value = left.get(name);
    left.delete(name);
    return value === undefined || value === null ? [] : [`${name}=${quoted(value)}`];
  });
  const added = [...left].flatMap(([name, value]) => (value === null ? [] : [`${name}=${quoted(value)}`]));
  return `${[...kept, ...added].join("\n")}\n`;
}

/** Tokens are bare. An address may hold what means something in an `.env`, but neither quotes nor backslashes: it was parsed. */
function quoted(value: string): string {
  return /^[\w./:@%+=,-]*$/.test(value) ? value : `"${value}"`;
}
