import type { DatabaseSyncInstance } from "@photostructure/sqlite";
import type { KyselyPlugin } from "kysely";
import { createStore } from "../../../src/adapters/store/create-store.ts";
import { migrate } from "../../../src/adapters/store/migrations.ts";
import { openSqliteFile } from "../../../src/adapters/store/open-sqlite-file.ts";
import { createSqliteBackend } from "../../../src/adapters/store/sqlite-backend.ts";
import { prepareFolder } from "../../../src/adapters/store/sqlite-folder.ts";
import type { Store } from "../../../src/services/ports-store.ts";
import { type HeardLog, keep, newTime } from "./setting.ts";

/**
 * A store whose connection the test holds in its hand, so that SQLite itself can be told to refuse: the errors are its own.
 * `plugin` sees each query before it runs.
 */
export async function openHandle(
  folder: string,
  log: HeardLog,
  plugin: KyselyPlugin | null = null,
): Promise<{ readonly store: Store; readonly database: DatabaseSyncInstance }> {
  const files = prepareFolder(folder, log);
  if (!files.ok) throw new Error(files.error.detail);
  const database = openSqliteFile(files.value);
  if (!database.ok) throw new Error(database.error.detail);
  const { clock } = newTime();
  const backend = createSqliteBackend(database.value, { files: files.value, clock, log });
  await migrate(backend.db, backend.bytesType);
  const db = plugin === null ? backend.db : backend.db.withPlugin(plugin);
  return { store: await createStore({ ...backend, db }, { clock, log, keep }), database: database.value };
}
