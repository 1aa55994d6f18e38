import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Log } from "../../services/ports.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { auditHeadName, auditKeyName } from "./audit-key.ts";

/** The files of a store in SQLite. */
export interface StoreFiles {
  readonly folder: string;
  readonly database: string;
  /** Held for as long as a bot runs on the folder. */
  readonly lock: string;
  readonly ballast: string;
}

/** What SQLite and the store put into the folder; anything else there is somebody else's. */
export const ownNames: readonly string[] = [
  "scipy.db",
  "scipy.db-wal",
  "scipy.db-shm",
  "scipy.lock",
  "scipy.lock-journal",
  "scipy.ballast",
  auditKeyName,
  auditHeadName,
  `${auditHeadName}.new`,
];

const othersMay = 0o077;
const ownerOnly = 0o700;
const ownerOnlyFile = 0o600;

/**
 * The folder and its files, open to nobody but the bot. What stands there with laxer modes is tightened, and it is logged:
 * refusing would leave the servers unwatched, and takes back nothing that was read. A folder that holds other things too is
 * refused instead, since its mode is not the bot's to change.
 */
export function prepareFolder(folder: string, log: Log): Result<StoreFiles, StoreFailure> {
  try {
    mkdirSync(folder, { recursive: true, mode: ownerOnly });
    const foreign = readdirSync(folder).filter((name) => !ownNames.includes(name));
    if (isLax(folder) && foreign.length > 0) return fail(shared(folder, foreign[0] ?? ""));
    tighten(folder, ownerOnly, log);
    const [database = "", , , lock = "", , ballast = ""] = ownNames.map((name) => join(folder, name));
    for (const file of [database, lock]) touch(file);
    for (const file of ownNames.map((name) => join(folder, name)))
      if (existsSync(file)) tighten(file, ownerOnlyFile, log);
    return succeed({ folder, database, lock, ballast });
  } catch (error) {
    return fail(unusable(folder, error));
  }
}

function isLax(path: string): boolean {
  return (statSync(path).mode & othersMay) !== 0;
}

function tighten(path: string, mode: number, log: Log): void {
  if (!isLax(path)) return;
  chmodSync(path, mode);
  log.warn(`${path} was open to other users of this machine; it is now for the bot's user alone.`);
}

/** SQLite gives its log and its index the mode of the database, so that is right before the first byte. */
function touch(file: string): void {
  if (existsSync(file)) return;
  closeSync(openSync(file, "wx", ownerOnlyFile));
}

function shared(folder: string, foreign: string): StoreFailure {
  const detail =
    `The data folder ${folder} is open to other users of this machine and holds other things too (${foreign}). ` +
    `Give the bot a folder of its own, or close this one: chmod 700 ${folder}`;
  return { reason: "read only", detail };
}

function unusable(folder: string, error: unknown): StoreFailure {
  const { code = "", path = folder } = error as NodeJS.ErrnoException;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  const what = isFull
    ? "The disk is full"
    : `The data folder ${folder} cannot be used (${code || String(error)} at ${path})`;
  const advice = isFull
    ? `Free some space for ${folder}, then start the bot again.`
    : "The bot's user must own it and be allowed to write in it.";
  return { reason: isFull ? "full" : "read only", detail: `${what}. ${advice}` };
}
