import type { Fault } from "../config/fault.ts";
import { configRule, environmentRule } from "../config/file-rule.ts";
import { loadFile } from "../config/load-file.ts";
import { loadSlackSettings } from "../config/load-slack-settings.ts";
import { absolutePath } from "../config/resolve-file.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import type { Call } from "./call.ts";
import { loadEnvironmentOf, place, type Sources } from "./load.ts";

/** What is there before anything is asked. */
export interface Ground {
  readonly config: PlaceOfFile;
  readonly env: PlaceOfFile;
  /** Both tokens are set in a way that the bot takes, in `.env` or in the environment. */
  readonly hasTokens: boolean;
}

export interface PlaceOfFile {
  /** As the operator names it. */
  readonly name: string;
  readonly path: string;
  /** What stands there; null where there is no such file. */
  readonly text: string | null;
}

/** Fails where something is in the way that no answer would help with. */
export function surveyGround(call: Call, sources: Sources): Result<Ground, readonly Fault[]> {
  const config = placeOf(call, sources.config ?? "scipy.yml", configRule);
  const env = placeOf(call, sources["env-file"] ?? ".env", environmentRule);
  if (!config.ok) return config;
  if (!env.ok) return env;
  const asThere = env.value.text === null ? {} : { "env-file": env.value.name };
  const environment = loadEnvironmentOf(call, asThere);
  if (!environment.ok) return environment;
  const hasTokens = loadSlackSettings(environment.value, place(call)).ok;
  return succeed({ config: config.value, env: env.value, hasTokens });
}

function placeOf(call: Call, name: string, rule: typeof configRule): Result<PlaceOfFile, readonly Fault[]> {
  const path = absolutePath(name, call.folder);
  const loaded = loadFile(path, { rule, uid: call.uid });
  if (loaded.ok) return succeed({ name, path, text: new TextDecoder().decode(loaded.value) });
  if (loaded.error.isAbsent) return succeed({ name, path, text: null });
  const { found, expected, sentence } = loaded.error;
  return fail([{ file: name, line: null, column: null, key: "", found, expected, sentence }]);
}
