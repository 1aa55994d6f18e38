import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { fail, type Result, succeed } from "../domain/result.ts";
import { printable } from "./describe-value.ts";
import type { FileRule } from "./file-rule.ts";
import { type FileFacts, type FileProblem, judgeFile, problem } from "./judge-file.ts";

export interface LoadFileOptions {
  readonly rule: FileRule;
  /** The bot's own user; null where the system has none. */
  readonly uid: number | null;
}

/** A file that could not be used; `isAbsent` when there is none. */
export interface UnusableFile extends FileProblem {
  readonly isAbsent: boolean;
}

/**
 * Reads a file whose mode, owner and folder pass the rule. What is judged is what is read: both go by one open file, and
 * at most the rule's size is read, also of a file that grows meanwhile. A pipe does not block.
 */
export function loadFile(path: string, { rule, uid }: LoadFileOptions): Result<Uint8Array, UnusableFile> {
  try {
    const isLink = lstatSync(path).isSymbolicLink();
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = factsOf(path, isLink && !rule.isLinkAllowed, fstatSync(descriptor));
      const refusal = judgeFile(path, facts, { rule, uid });
      return refusal === null ? succeed(read(descriptor, facts.bytes)) : fail({ ...refusal, isAbsent: false });
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return fail(unusable(path, error));
  }
}

function factsOf(path: string, isLink: boolean, stats: Stats): FileFacts {
  const folder = dirname(realpathSync(path));
  const kind = isLink ? "link" : stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
  return {
    kind,
    mode: stats.mode & 0o7777,
    owner: stats.uid,
    bytes: stats.size,
    folder: { path: folder, mode: statSync(folder).mode & 0o7777 },
  };
}

function read(descriptor: number, bytes: number): Uint8Array {
  const content = new Uint8Array(bytes);
  let length = 0;
  while (length < bytes) {
    const count = readSync(descriptor, content, length, bytes - length, null);
    if (count === 0) break;
    length += count;
  }
  return content.subarray(0, length);
}

function unusable(path: string, error: unknown): UnusableFile {
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  // Without a code it is no failure of the file, but a mistake of ours.
  if (code === null) throw error;
  const shown = printable(path);
  const isAbsent = code === "ENOENT" || code === "ENOTDIR";
  if (isAbsent) return { ...problem("no file", "a file", `there is no file ${shown}.`), isAbsent };
  const why = code === "EACCES" || code === "EPERM" ? "the bot's user may not read it" : code;
  return { ...problem(why, "a readable file", `${shown} cannot be read: ${why}.`), isAbsent };
}
