import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { corruptDetail, explainSqliteError } from "./explain-sqlite-error.ts";
import { busyMs, journalBytesMax, sqliteVersionMin } from "./limits.ts";
import type { StoreFiles } from "./sqlite-folder.ts";

/**
 * The database, checked and set up so that what a commit has taken is on the disk. SQLite would write to a damaged file
 * without a word: one that fails the check is refused, and not touched.
 */
export function openSqliteFile(files: StoreFiles): Result<DatabaseSyncInstance, StoreFailure> {
  let database: DatabaseSyncInstance | null = null;
  try {
    database = new DatabaseSync(files.database, { timeout: busyMs });
    const version = textOf(database, "select sqlite_version() as answer");
    if (isOlder(version, sqliteVersionMin)) return refuse(database, oldSqlite(version));
    const found = textOf(database, "pragma quick_check(1)");
    if (found !== "ok")
      return refuse(database, { reason: "corrupt", detail: corruptDetail(files.database, oneLine(found)) });
    database.exec("pragma journal_mode = wal");
    database.exec("pragma synchronous = full");
    database.exec(`pragma journal_size_limit = ${journalBytesMax}`);
    return succeed(database);
  } catch (error) {
    return refuse(database, explainSqliteError(error, files));
  }
}

function refuse(database: DatabaseSyncInstance | null, failure: StoreFailure): Result<never, StoreFailure> {
  try {
    database?.close();
  } catch {
    // A file that is damaged enough cannot even be closed in order.
  }
  return fail(failure);
}

/** The one value of the one row. */
function textOf(database: DatabaseSyncInstance, question: string): string {
  const row: unknown = database.prepare(question).get();
  return String(Object.values(row ?? {})[0]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

function oldSqlite(version: string): StoreFailure {
  const detail =
    `The SQLite library is ${version}, and this bot needs ${sqliteVersionMin} or newer: older ones can damage the file. ` +
    "Install the bot's packages anew (npm ci).";
  return { reason: "fault", detail };
}

/** By their numbers: 3.9.0 is older than 3.51.3. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split(".").map(Number));
  for (const [index, wanted] of (right ?? []).entries()) {
    const given = left?.[index] ?? 0;
    if (given !== wanted) return given < wanted;
  }
  return false;
}
