import { readFileSync } from "node:fs";

/** The text of `manifest.yml`, which the package ships beside `src` and `dist`. */
export function loadManifest(): string {
  return readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
}
