import { type Environment, settingOf } from "./environment.ts";
import { absolutePath } from "./resolve-file.ts";

/** Where the bot keeps what must outlive it: SCIPY_DATA, or `data` in the folder it was started in. Absolute. */
export function dataFolder(environment: Environment, cwd: string): string {
  return absolutePath(settingOf(environment, "SCIPY_DATA") ?? "data", cwd);
}
