import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { FileToWrite, WrittenFile } from "../../services/ports-setup.ts";

/** More than anybody keeps; then the oldest have to go by hand. */
const keptMax = 100;

/**
 * Writes the files, each whole or not at all: all are on the disk under other names before the first gets its own. Without
 * `replaces` a file that is there is never touched; with it, what stood there stays under a name of its own. Synchronous, so
 * that no signal comes between. The error is a sentence that says what was written all the same.
 */
export function writeFiles(files: readonly FileToWrite[]): Result<readonly WrittenFile[], string> {
  const written: WrittenFile[] = [];
  const staged: { readonly file: FileToWrite; readonly temporary: string }[] = [];
  let at = "";
  try {
    for (const file of files) {
      at = file.path;
      if (!file.replaces && isThere(file.path)) return fail(`${file.path} is there already; nothing was written.`);
      const temporary = join(dirname(file.path), `.${basename(file.path)}.new`);
      staged.push({ file, temporary });
      stage(file, temporary);
    }
    for (const { file, temporary } of staged) {
      at = file.path;
      written.push(place(file, temporary));
    }
    return succeed(written);
  } catch (error) {
    return fail(explain(at, error, written));
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

function stage({ text, mode }: FileToWrite, temporary: string): void {
  // Of an earlier call that was killed: nobody else has a use for it.
  rmSync(temporary, { force: true });
  const handle = openSync(temporary, "wx", mode);
  try {
    // The mode of a new file is cut by the umask.
    fchmodSync(handle, mode);
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function place({ path, replaces }: FileToWrite, temporary: string): WrittenFile {
  if (!replaces || !isThere(path)) {
    // A second name for the same file: unlike a rename it never replaces what came there meanwhile.
    linkSync(temporary, path);
    return { path, keptAs: null };
  }
  const keptAs = freeName(path);
  linkSync(path, keptAs);
  renameSync(temporary, path);
  return { path, keptAs };
}

function freeName(path: string): string {
  for (let number = 1; number <= keptMax; number += 1)
    if (!isThere(`${path}.old-${number}`)) return `${path}.old-${number}`;
  return `${path}.old-${keptMax}`;
}

/** Also a link that leads nowhere. */
function isThere(path: string): boolean {
  return existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function explain(path: string, error: unknown, written: readonly WrittenFile[]): string {
  const before = written.length === 0 ? "nothing was" : `${written.map((file) => file.path).join(", ")} was`;
  return `${path} could not be written (${codeOf(error)}); ${before} written.`;
}

/** What has no code is no failure of a file, but a mistake of ours. */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  throw error;
}
