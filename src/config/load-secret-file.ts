import { resolve, sep } from "node:path";
import { fail, type Result, succeed } from "../domain/result.ts";
import { decodeText } from "./decode-text.ts";
import type { Environment } from "./environment.ts";
import { credentialRule, tokenRule } from "./file-rule.ts";
import { type FileProblem, problem } from "./judge-file.ts";
import { loadFile } from "./load-file.ts";

export interface SecretFileOptions {
  readonly environment: Environment;
  /** The bot's own user; null where the system has no owners of files. */
  readonly uid: number | null;
  /** In words: "a token". */
  readonly holds: string;
}

/** The text of a file that holds one secret and nothing else; readable by its owner alone, or a credential of systemd. */
export function loadSecretFile(
  path: string,
  { environment, uid, holds }: SecretFileOptions,
): Result<string, FileProblem> {
  const folder = environment.values["CREDENTIALS_DIRECTORY"];
  const isCredential = folder !== undefined && folder !== "" && path.startsWith(resolve(folder) + sep);
  const loaded = loadFile(path, { rule: isCredential ? credentialRule : tokenRule, uid });
  if (!loaded.ok) return loaded;
  const text = decodeText(loaded.value);
  if (!text.ok) {
    const sentence = `the file holds bytes that are no text. Put ${holds} alone into it.`;
    return fail(problem("other bytes", holds, sentence));
  }
  return succeed(text.value.trim());
}
