import { openAuditAnchor } from "./adapters/store/audit-key.ts";
import { placeOf } from "./adapters/store/explain-postgres-error.ts";
import { inspectFolder } from "./adapters/store/inspect-folder.ts";
import { openPostgresStore } from "./adapters/store/open-postgres-store.ts";
import { openSqliteStore } from "./adapters/store/open-sqlite-store.ts";
import { prepareFolder } from "./adapters/store/sqlite-folder.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { StoreSettings } from "./config/store-settings.ts";
import type { Finding } from "./domain/doctor/finding.ts";
import type { Result } from "./domain/result.ts";
import type { BotStore } from "./services/ports-restart.ts";
import type { StoreFailure } from "./services/ports-store.ts";

/** What outlives the bot: a file of its own, or a database that is looked after already. */
export async function openStore(
  { dataFolder, databaseUrl, auditKey }: StoreSettings,
  { keep }: Config,
  { clock, log, newId }: World,
): Promise<Result<BotStore, StoreFailure>> {
  // A folder that is somebody else's is refused before a key is made in it.
  const files = databaseUrl === null ? prepareFolder(dataFolder, log) : null;
  if (files !== null && !files.ok) return files;
  const anchor = openAuditAnchor(dataFolder, auditKey);
  if (!anchor.ok) return anchor;
  const options = { keep, clock, log, anchor: anchor.value };
  if (databaseUrl !== null) return openPostgresStore({ ...options, url: databaseUrl, owner: newId() });
  return openSqliteStore({ ...options, folder: dataFolder });
}

/** What `doctor` can say of it without opening it, which would make tables. */
export function inspectStore({ dataFolder, databaseUrl }: StoreSettings, uid: number | null): readonly Finding[] {
  if (databaseUrl === null) return inspectFolder(dataFolder, uid);
  const sentence = `The store is the database ${placeOf(databaseUrl)}; the bot connects to it at its start.`;
  return [{ subject: "store", check: "database", outcome: "ok", sentence }];
}
