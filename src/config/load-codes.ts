import { fail, type Result } from "../domain/result.ts";
import type { Secret } from "../domain/secret.ts";
import { parseCodes } from "./codes-text.ts";
import { codesRule } from "./file-rule.ts";
import { loadFile } from "./load-file.ts";

/** The secrets of one-time codes by member id. The error is a sentence that holds none of them. */
export function loadCodes(path: string, uid: number | null): Result<ReadonlyMap<string, Secret>, string> {
  const loaded = loadFile(path, { rule: codesRule, uid });
  if (!loaded.ok) return fail(loaded.error.sentence);
  const parsed = parseCodes(new TextDecoder().decode(loaded.value));
  return parsed.ok ? parsed : fail(`${path}: ${parsed.error.sentence}`);
}
