import type { Ids } from "./ids.ts";
import { BOT } from "./people.ts";

/** Pictures of a trial are small; this many are kept, the oldest are dropped. */
export const FILES_MAX = 50;
export const FILE_BYTES_MAX = 10_000_000;

/** Slack looks at a file before it can be shown: until then a block that names it is refused. */
export const FILE_SCAN_MS = 300;

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly altText: string;
  readonly title: string;
  readonly announcedBytes: number;
  readonly createdAt: number;
  readonly stage: { readonly kind: "announced" } | Uploaded | Completed;
}

interface Uploaded {
  readonly kind: "uploaded";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Completed {
  readonly kind: "completed";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly completedAt: number;
}

export interface Files {
  announce(file: { readonly name: string; readonly altText: string; readonly bytes: number }): StoredFile;
  find(id: string): StoredFile | undefined;
  put(file: StoredFile): void;
  /** Whether a block may show it now. */
  isShowable(id: string): boolean;
  clear(): void;
}

export function createFiles(options: { ids: Ids; now: () => number }): Files {
  const kept = new Map<string, StoredFile>();
  return {
    announce({ name, altText, bytes }) {
      const createdAt = options.now();
      const id = options.ids.named("F");
      const file: StoredFile = {
        id,
        name,
        altText,
        title: name,
        announcedBytes: bytes,
        createdAt,
        stage: { kind: "announced" },
      };
      kept.set(id, file);
      const oldest = kept.keys().next();
      if (kept.size > FILES_MAX && oldest.done !== true) kept.delete(oldest.value);
      return file;
    },
    find: (id) => kept.get(id),
    put: (file) => void kept.set(file.id, file),
    isShowable(id) {
      const stage = kept.get(id)?.stage;
      return stage?.kind === "completed" && options.now() - stage.completedAt >= FILE_SCAN_MS;
    },
    clear: () => kept.clear(),
  };
}

/** The file as the Web API reports it; `mimetype` stays empty until the file has been looked at. */
export function describeFile(file: StoredFile, isShowable: boolean): Readonly<Record<string, unknown>> {
  return {
    id: file.id,
    created: Math.floor(file.createdAt / 1000),
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    size: file.announcedBytes,
    user: BOT.id,
    mimetype: isShowable ? mimeTypeOf(file.name) : "",
    filetype: isShowable ? (file.name.split(".").at(-1) ?? "") : "",
  };
}

export function mimeTypeOf(name: string): string {
  if (/\.png$/i.test(name)) return "image/png";
  if (/\.jpe?g$/i.test(name)) return "image/jpeg";
  if (/\.gif$/i.test(name)) return "image/gif";
  return "application/octet-stream";
}
