import { accessSync, constants } from "node:fs";
import type { StoreFailure } from "../../services/ports-store.ts";
import type { StoreFiles } from "./sqlite-folder.ts";

/** SQLite's primary result codes, the lowest byte of what an error carries. */
const codes = { busy: 5, locked: 6, readOnly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notDatabase: 26 };

/** What an error of SQLite means for the bot, and what to do about it. */
export function explainSqliteError(
  error: unknown,
  { folder, database }: StoreFiles,
  mayWrite: (path: string) => boolean = isWritable,
): StoreFailure {
  const said = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case codes.busy:
    case codes.locked:
      return because(
        "locked",
        `Another program holds ${database} (${said}). The bot tries again by itself; if it stays so, end that program.`,
      );
    case codes.full:
      return because(
        "full",
        `The disk of ${folder} is full. Free some space there: the bot goes on from memory and writes again by itself.`,
      );
    case codes.readOnly:
    case codes.cannotOpen:
      return readOnly(folder, said);
    case codes.io:
      if (!mayWrite(database)) return readOnly(folder, said);
      return because(
        "fault",
        `The disk of ${folder} fails (${said}). Look at the kernel's log (dmesg): the disk may be dying.`,
      );
    case codes.corrupt:
    case codes.notDatabase:
      return because("corrupt", corruptDetail(database, said));
    default:
      return because("fault", `The store in ${folder} does not work (${said}).`);
  }
}

export function corruptDetail(database: string, said: string): string {
  return (
    `${database} is damaged (${said}); nothing is written to it any more, and it is left as it is. ` +
    "Stop the bot, then restore a backup over it, or move it away to begin anew: " +
    `mkdir damaged && mv ${database}* damaged/`
  );
}

function readOnly(folder: string, said: string): StoreFailure {
  const detail =
    `The bot may not write to ${folder} (${said}). The folder must be on a disk that is mounted for writing, ` +
    "and it and its files must belong to the bot's user.";
  return because("read only", detail);
}

function because(reason: StoreFailure["reason"], detail: string): StoreFailure {
  return { reason, detail };
}

/** The driver gives no code for what fails within `all`, but SQLite's own words, which are the same in every version. */
function codeOf(error: unknown): number | null {
  const { sqliteCode, message } = Object(error) as { readonly sqliteCode?: unknown; readonly message?: unknown };
  if (typeof sqliteCode === "number") return sqliteCode & 0xff;
  return words.find(([said]) => String(message).includes(said))?.[1] ?? null;
}

const words: readonly (readonly [string, number])[] = [
  ["is locked", codes.busy],
  ["attempt to write a readonly database", codes.readOnly],
  ["disk I/O error", codes.io],
  ["database disk image is malformed", codes.corrupt],
  ["database or disk is full", codes.full],
  ["unable to open database file", codes.cannotOpen],
  ["file is not a database", codes.notDatabase],
];

/** A file system that the kernel has set to read-only answers SQLite with an error of the disk. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
