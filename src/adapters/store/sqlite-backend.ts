import { statSync } from "node:fs";
import type { DatabaseSyncInstance } from "@photostructure/sqlite";
import { Kysely } from "kysely";
import type { Clock, Log } from "../../services/ports.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import type { Backend } from "./backend.ts";
import { createDiskRoom } from "./disk-room.ts";
import { explainSqliteError } from "./explain-sqlite-error.ts";
import { checkpointEveryMs, lockedTries } from "./limits.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import type { StoreFiles } from "./sqlite-folder.ts";
import type { Tables } from "./tables.ts";

interface SqliteOptions {
  readonly files: StoreFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSqliteBackend(database: DatabaseSyncInstance, { files, clock, log }: SqliteOptions): Backend {
  const isSameFile = watchFile(files.database);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) });
  const room = createDiskRoom(files, log);
  let checkpointAt = clock.monotonic() + checkpointEveryMs;
  const numberOf = (pragma: string): number => Number(Object.values(database.prepare(`pragma ${pragma}`).get())[0]);

  return {
    db,
    bytesType: "blob",
    lockedTries,
    explain: (error) => (error === replaced ? fileReplaced(files) : explainSqliteError(error, files)),
    // One bot alone has the folder.
    holdHost: async () => undefined,
    holdDecisions: async () => undefined,
    holdAudit: async () => undefined,
    makeRoom: () => room.giveUp(),
    shortage: () => room.shortage(),
    async upkeep() {
      if (!isSameFile()) throw replaced;
      if (clock.monotonic() >= checkpointAt) {
        checkpointAt = clock.monotonic() + checkpointEveryMs;
        database.exec("pragma wal_checkpoint(truncate)");
      }
      const pageBytes = numberOf("page_size");
      const freeBytes = room.measure(numberOf("freelist_count") * pageBytes);
      return { sizeBytes: numberOf("page_count") * pageBytes, freeBytes };
    },
    async close() {
      emptyLog(database);
      await db.destroy();
    },
  };
}

/** The database that is open, and not another file or none, stands at its path. */
function watchFile(path: string): () => boolean {
  const opened = identityOf(path);
  return () => identityOf(path) === opened;
}

function identityOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev} ${stat.ino}`;
}

/** SQLite goes on writing to a file that was deleted, and all of it is gone when the bot ends. */
const replaced = new Error("the database was replaced");

function fileReplaced({ database }: StoreFiles): StoreFailure {
  const detail =
    `${database} was deleted or replaced while the bot runs; nothing is stored any more. ` +
    "Stop the bot, put the file that counts there with its -wal beside it, and start the bot again.";
  return { reason: "corrupt", detail };
}

/**
 * So that the file alone is all of it when the bot has stopped. SQLite does so itself when the last connection ends, but this
 * driver ends a statement, and with it the connection, only when it is collected or the process ends.
 */
function emptyLog(database: DatabaseSyncInstance): void {
  try {
    database.exec("pragma wal_checkpoint(truncate)");
  } catch {
    // Then the log stays, and the next start reads it.
  }
}
