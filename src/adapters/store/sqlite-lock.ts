import { DatabaseSync } from "@photostructure/sqlite";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { explainSqliteError } from "./explain-sqlite-error.ts";
import type { StoreFiles } from "./sqlite-folder.ts";

/**
 * The right to be the one bot on a folder, until it is given back. An empty SQLite file is held in an exclusive transaction:
 * that is a lock of the operating system on an open file, which ends with the process however that ends, so that no stale
 * one can be left behind. The database itself stays free for programs that read or copy it.
 */
export function takeLock(files: StoreFiles): Result<{ readonly release: () => void }, StoreFailure> {
  const { lock, folder } = files;
  const database = new DatabaseSync(lock, { timeout: 0 });
  try {
    database.exec("begin exclusive");
    return succeed({ release: () => (database.isOpen ? database.close() : undefined) });
  } catch (error) {
    database.close();
    const failure = explainSqliteError(error, files);
    if (failure.reason !== "locked") return fail(failure);
    const detail =
      `Another bot is running on the data folder ${folder}. ` +
      "Stop that one first (systemctl stop, or end the process that has scipy.lock open: fuser scipy.lock), or give this one another folder.";
    return fail({ reason: "locked", detail });
  }
}
