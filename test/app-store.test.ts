import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../src/app-store.ts";
import { systemWorld } from "../src/app-world.ts";
import type { Config } from "../src/config/config.ts";
import { Secret } from "../src/domain/secret.ts";
import { keep } from "./adapters/store/setting.ts";
import { createDataFolder } from "./support/data-folder.ts";

let data: Awaited<ReturnType<typeof createDataFolder>>;
beforeEach(async () => {
  data = await createDataFolder();
});
afterEach(() => data.remove());

const config = { keep } as Config;
const world = systemWorld("silent");

test("without an address of a database the bot keeps what outlives it in its data folder", async () => {
  const opened = await openStore(data.store, config, world);
  if (!opened.ok) throw new Error(opened.error.detail);
  await opened.value.close();
  expect(existsSync(data.store.dataFolder)).toBe(true);
});

test("with the address of a PostgreSQL nothing but the key of the audit lies in the data folder, also while that is away", async () => {
  const databaseUrl = new Secret("postgres://bot:c4n4ry@127.0.0.1:1/scipy");
  const opened = await openStore({ ...data.store, databaseUrl }, config, world);
  expect(opened).toMatchObject({
    ok: false,
    error: { reason: "unreachable", detail: expect.stringContaining("127.0.0.1:1/scipy") },
  });
  expect(JSON.stringify(opened)).not.toContain("c4n4ry");
  expect(readdirSync(data.store.dataFolder)).toEqual(["audit.key"]);
});

test("nothing is made in a folder that is somebody else's, no key of the audit either", async () => {
  mkdirSync(data.store.dataFolder, { recursive: true });
  writeFileSync(join(data.store.dataFolder, "letters.txt"), "dear");
  chmodSync(data.store.dataFolder, 0o755);
  expect(await openStore(data.store, config, world)).toMatchObject({ ok: false });
  expect(readdirSync(data.store.dataFolder)).toEqual(["letters.txt"]);
});
