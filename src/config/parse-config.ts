import { fail, type Result, succeed } from "../domain/result.ts";
import type { Config } from "./config.ts";
import type { Fault } from "./fault.ts";
import { inspectConfig } from "./inspect-config.ts";
import type { FilePlaces } from "./resolve-file.ts";

/**
 * Reads the text of a `scipy.yml`. Pure: whether the files that it names are there is for `loadConfig` to see.
 * Fails with every fault at once, from top to bottom. `file` is only repeated in the faults.
 */
export function parseConfig(text: string, file: string, places: FilePlaces): Result<Config, readonly Fault[]> {
  const { config, faults } = inspectConfig(text, file, places);
  return config === null ? fail(faults) : succeed(config);
}
