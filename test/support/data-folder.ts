import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreSettings } from "../../src/config/store-settings.ts";

/** A place for a bot's store that goes with the test. */
export async function createDataFolder(): Promise<{ readonly store: StoreSettings; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "scipy-data-"));
  return {
    store: { dataFolder: join(folder, "data"), databaseUrl: null, auditKey: null },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
