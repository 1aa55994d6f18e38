import type { DatabaseSyncInstance } from "@photostructure/sqlite";
import { Kysely } from "kysely";
import type { Clock, Log } from "../../services/ports.ts";
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
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) });
  const room = createDiskRoom(files, log);
  let checkpointAt = clock.monotonic() + checkpointEveryMs;
  const numberOf = (pragma: string): number => Number(Object.values(database.prepare(`pragma ${pragma}`).get())[0]);

  return {
    db,
    bytesType: "blob",
    lockedTries,
    explain: (error) => explainSqliteError(error, files),
    // One bot alone has the folder.
    holdHost: async () => undefined,
    holdDecisions: async () => undefined,
    makeRoom: () => room.giveUp(),
    shortage: () => room.shortage(),
    async upkeep() {
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
