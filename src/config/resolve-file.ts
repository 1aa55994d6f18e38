export interface FilePlaces {
  /** The folder of the configuration file, absolute. */
  readonly folder: string;
  /** What "~" stands for. */
  readonly home: string;
}

/** An absolute path: "~/" is the home folder, and a relative path is relative to the file that names it. */
export function resolveFile(path: string, { folder, home }: FilePlaces): string {
  return path.startsWith("~/") ? absolutePath(path.slice(2), home) : absolutePath(path, folder);
}

export function absolutePath(path: string, folder: string): string {
  if (path.startsWith("/")) return path;
  return `${folder.replace(/\/+$/, "")}/${path.replace(/^(\.\/+)+/, "")}`;
}
