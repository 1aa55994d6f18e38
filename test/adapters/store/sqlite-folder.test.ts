import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import { asNobody } from "./as-nobody.ts";
import { aMessage, got, hearLog, keep, newFolder, newTime, openStore } from "./setting.ts";

describe("the data folder", () => {
  let folder: ReturnType<typeof newFolder>;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => folder.remove());

  const open = (path: string) => openSqliteStore({ folder: path, clock: newTime().clock, log: hearLog(), keep });
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  const modes = (path: string) => new Set(readdirSync(path).map((name) => modeOf(join(path, name))));

  test("a folder that is not there is made, and nobody else can read it or anything in it", async () => {
    const path = join(folder.path, "new", "data");
    const store = await openStore(path);
    await got(store.commit({ outbox: [aMessage("m1")] }));
    expect(modeOf(path)).toBe("700");
    expect(readdirSync(path)).toEqual(
      expect.arrayContaining(["scipy.db", "scipy.db-wal", "scipy.db-shm", "scipy.lock"]),
    );
    expect(modes(path)).toEqual(new Set(["600"]));
    await store.close();
  });

  test("a folder and files that are open to others are closed to them, and the log says so", async () => {
    const first = await openStore(folder.path);
    await first.close();
    chmodSync(folder.path, 0o755);
    // A key that others could read is no key any more: that file alone is refused instead.
    const files = readdirSync(folder.path).filter((name) => name !== "audit.key");
    for (const name of files) chmodSync(join(folder.path, name), 0o644);
    const log = hearLog();
    const store = await openStore(folder.path, log);
    await got(store.commit({ outbox: [aMessage("m1")] }));
    expect(modeOf(folder.path)).toBe("700");
    expect(modes(folder.path)).toEqual(new Set(["600"]));
    expect(log.lines).toContainEqual(
      expect.stringContaining(`${join(folder.path, "scipy.db")} was open to other users`),
    );
    await store.close();
  });

  test("a folder that is open to others and holds other things is refused and left as it is", async () => {
    writeFileSync(join(folder.path, "somebody's.txt"), "");
    chmodSync(folder.path, 0o755);
    expect(await open(folder.path)).toMatchObject({
      ok: false,
      error: { reason: "read only", detail: expect.stringContaining(`chmod 700 ${folder.path}`) },
    });
    expect(modeOf(folder.path)).toBe("755");
    expect(readdirSync(folder.path)).toEqual(["somebody's.txt"]);
  });

  test("a folder in which the bot may not write is refused with its path", async () => {
    chmodSync(folder.path, 0o755);
    const path = join(folder.path, "data");
    mkdirSync(path, { mode: 0o500 });
    const refused = await asNobody(() => open(path));
    expect(refused).toMatchObject({ ok: false, error: { reason: "read only", detail: expect.stringContaining(path) } });
  });

  test("a path that is a file is refused with its path", async () => {
    const path = join(folder.path, "data");
    writeFileSync(path, "");
    expect(await open(path)).toMatchObject({ ok: false, error: { detail: expect.stringContaining(path) } });
  });

  test("a second bot on the folder is refused, and the folder is free again when the first has stopped", async () => {
    const first = await openStore(folder.path);
    const second = await open(folder.path);
    expect(second).toMatchObject({
      ok: false,
      error: {
        reason: "locked",
        detail: expect.stringContaining(`Another bot is running on the data folder ${folder.path}`),
      },
    });
    await got(first.commit({ outbox: [aMessage("m1")] }));
    await first.close();
    const third = await openStore(folder.path);
    expect((await got(third.load())).outbox).toHaveLength(1);
    await third.close();
  });
});
