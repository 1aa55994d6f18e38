import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { fail, type Result, succeed } from "../domain/result.ts";
import { decodeText } from "./decode-text.ts";
import type { Environment } from "./environment.ts";
import type { Fault } from "./fault.ts";
import { environmentRule } from "./file-rule.ts";
import { loadFile } from "./load-file.ts";

export interface EnvironmentSource {
  /** The process's own variables; they win over those of the file. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As the operator wrote it, usually ".env". */
  readonly file: string;
  /** True when the operator named the file: then it has to be there. */
  readonly isRequired: boolean;
  readonly cwd: string;
  /** The bot's own user; null where the system has no owners of files. */
  readonly uid: number | null;
}

/** The environment with the variables of an `.env` file, which must be readable by its owner alone. */
export function loadEnvironment(source: EnvironmentSource): Result<Environment, readonly Fault[]> {
  const { env, file } = source;
  const loaded = loadFile(resolve(source.cwd, file), { rule: environmentRule, uid: source.uid });
  if (!loaded.ok) {
    if (loaded.error.isAbsent && !source.isRequired) return succeed({ values: env, places: {} });
    const { found, expected, sentence } = loaded.error;
    return fail([{ file, line: null, column: null, key: "", found, expected, sentence }]);
  }
  const text = decodeText(loaded.value);
  if (!text.ok) {
    const { line, sentence } = text.error;
    return fail([{ file, line, column: 1, key: "", found: "other bytes", expected: "UTF-8", sentence }]);
  }
  const odd = oddLines(text.value, file);
  if (odd.length > 0) return fail(odd);
  return succeed({ values: { ...parseEnv(text.value), ...env }, places: placesIn(text.value, source) });
}

/** A setting whose "=" is a colon: the parser takes it and the lines below for one name, and sets neither. */
function oddLines(text: string, file: string): readonly Fault[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const name = /^\s*(?:export\s+)?((?:SLACK|SCIPY)_[A-Z0-9_]*)\s*:/.exec(line)?.[1];
    if (name === undefined) return [];
    const sentence = `a colon stands where "=" belongs. Write ${name}= and the value.`;
    return [{ file, line: index + 1, column: 1, key: name, found: "a colon", expected: 'an "="', sentence }];
  });
}

function placesIn(text: string, { env, file }: EnvironmentSource): Environment["places"] {
  const lines = text.split(/\r?\n/).flatMap((line, index) => {
    const name = /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1];
    return name === undefined || env[name] !== undefined ? [] : [[name, { file, line: index + 1 }] as const];
  });
  return Object.fromEntries(lines);
}
