import { fail, type Result, succeed } from "../../domain/result.ts";
import type { BotStore } from "../../services/ports-restart.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { createStore, type StoreOptions } from "./create-store.ts";
import { migrate } from "./migrations.ts";
import { openSqliteFile } from "./open-sqlite-file.ts";
import { createSqliteBackend } from "./sqlite-backend.ts";
import { prepareFolder, type StoreFiles } from "./sqlite-folder.ts";
import { takeLock } from "./sqlite-lock.ts";
import { tooNew } from "./too-new.ts";

export interface SqliteStoreOptions extends StoreOptions {
  /** Made where it is not there, for the bot's user alone. */
  readonly folder: string;
}

/** The store in a file of its own, for one bot. A failure says what is wrong with which path, and what to do. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Result<BotStore, StoreFailure>> {
  const files = prepareFolder(options.folder, options.log);
  if (!files.ok) return files;
  const lock = takeLock(files.value);
  if (!lock.ok) return lock;
  const opened = await openLocked(files.value, options);
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  const store = opened.value;
  return succeed({
    ...store,
    async close() {
      await store.close();
      lock.value.release();
    },
  });
}

async function openLocked(files: StoreFiles, options: SqliteStoreOptions): Promise<Result<BotStore, StoreFailure>> {
  const database = openSqliteFile(files);
  if (!database.ok) return database;
  const backend = createSqliteBackend(database.value, { files, clock: options.clock, log: options.log });
  try {
    const { unknown } = await migrate(backend.db, backend.bytesType);
    if (unknown === null) return succeed(await createStore(backend, options));
    await backend.close();
    return fail(tooNew(files.database, unknown));
  } catch (error) {
    await backend.close();
    return fail(backend.explain(error));
  }
}
