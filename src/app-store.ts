import { openSqliteStore } from "./adapters/store/open-sqlite-store.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { StoreSettings } from "./config/store-settings.ts";
import type { Result } from "./domain/result.ts";
import type { Store, StoreFailure } from "./services/ports-store.ts";

/** What outlives the bot: a file of its own, or a database that is looked after already. */
export function openStore(
  { dataFolder }: StoreSettings,
  { keep }: Config,
  { clock, log }: World,
): Promise<Result<Store, StoreFailure>> {
  return openSqliteStore({ folder: dataFolder, keep, clock, log });
}
