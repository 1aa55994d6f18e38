import { resolve } from "node:path";

export interface FilePlaces {
  /** The folder of the configuration file, absolute. */
  readonly folder: string;
  /** What "~" stands for. */
  readonly home: string;
}

/** An absolute path: "~/" is the home folder, and a relative path is relative to the file that names it. */
export function resolveFile(path: string, { folder, home }: FilePlaces): string {
  return path === "~" || path.startsWith("~/") ? resolve(home, `.${path.slice(1)}`) : resolve(folder, path);
}
