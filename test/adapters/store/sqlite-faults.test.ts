import {
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import {
  aHost,
  aMessage,
  got,
  type HeardLog,
  hearLog,
  keep,
  newFolder,
  newTime,
  openStore,
  reading,
  start,
  startPlus,
} from "./setting.ts";

describe("a disk that fails", () => {
  let folder: ReturnType<typeof newFolder>;
  let log: HeardLog;
  beforeEach(() => {
    folder = newFolder();
    log = hearLog();
  });
  afterEach(() => folder.remove());

  const file = () => join(folder.path, "scipy.db");
  const open = () => openSqliteStore({ folder: folder.path, clock: newTime().clock, log, keep });

  /** The files of a bot that has stopped, in the folder. It ran elsewhere, since the driver lets go of a file late. */
  async function filled(): Promise<void> {
    const elsewhere = newFolder();
    const store = await openStore(elsewhere.path);
    await got(store.commit({ outbox: Array.from({ length: 9000 }, (_, index) => aMessage(`m${index}`)) }));
    await store.close();
    copyFileSync(join(elsewhere.path, "scipy.db"), file());
    elsewhere.remove();
  }

  function damage(): Buffer {
    const bytes = readFileSync(file());
    for (let at = 8192; at < bytes.length; at += 4096) bytes.fill(0xa5, at, at + 4096);
    writeFileSync(file(), bytes);
    return bytes;
  }

  test("a file with flipped bytes is refused and kept, and the failure says how to go on", async () => {
    await filled();
    const bytes = damage();
    expect(await open()).toMatchObject({
      ok: false,
      error: {
        reason: "corrupt",
        detail: expect.stringMatching(/scipy\.db is damaged .* restore a backup .* move it away/),
      },
    });
    expect(readFileSync(file()).equals(bytes)).toBe(true);
  });

  test("a file that was cut off is refused", async () => {
    await filled();
    truncateSync(file(), statSync(file()).size - 3 * 4096);
    expect(await open()).toMatchObject({ ok: false, error: { reason: "corrupt" } });
  });

  test("a file that is no database is refused and kept", async () => {
    const text = "this is not a database, but a text that is as long as one".repeat(200);
    writeFileSync(file(), text, { mode: 0o600 });
    expect(await open()).toMatchObject({ ok: false, error: { reason: "corrupt" } });
    expect(readFileSync(file(), "utf8")).toBe(text);
  });

  test("after damage is met while it runs nothing is written any more", async () => {
    await filled();
    const store = await openStore(folder.path, log);
    damage();
    expect(await store.load()).toMatchObject({ ok: false, error: { reason: "corrupt" } });
    expect(await store.commit({ memos: { a: "b" } })).toMatchObject({ ok: false, error: { reason: "corrupt" } });
    expect(await store.keep([reading(0, 1)])).toMatchObject({ ok: false, error: { reason: "corrupt" } });
    expect(store.health().problem?.reason).toBe("corrupt");
    expect(log.lines.filter((line) => line.includes("is damaged"))).toHaveLength(1);
    await store.close();
  });

  test.each([
    ["deleted", () => unlinkSync(file())],
    [
      "replaced by a backup",
      () => {
        copyFileSync(file(), `${file()}.new`);
        renameSync(`${file()}.new`, file());
      },
    ],
  ])("a file that was %s while it runs is noticed: what is stored would be gone with the bot", async (_, act) => {
    const store = await openStore(folder.path, log);
    await got(store.commit({ memos: { a: "1" } }));
    act();
    await store.rollUp(start);
    const detail = expect.stringMatching(/scipy\.db was deleted or replaced while the bot runs; .* Stop the bot/);
    expect(store.health().problem).toEqual({ reason: "corrupt", detail });
    expect(await store.commit({ memos: { a: "2" } })).toMatchObject({ ok: false, error: { reason: "corrupt" } });
    await store.close();
  });

  test("while another program holds the file a commit fails within the second, and the next one succeeds", async () => {
    const store = await openStore(folder.path, log);
    const other = new DatabaseSync(file());
    other.exec("begin immediate");
    expect(await store.commit({ memos: { a: "1" } })).toMatchObject({ ok: false, error: { reason: "locked" } });
    expect(store.health().problem?.reason).toBe("locked");
    other.exec("rollback");
    await got(store.commit({ memos: { a: "2" } }));
    expect(store.health().problem).toBeNull();
    expect((await got(store.load())).memos).toEqual({ a: "2" });
    other.close();
    await store.close();
  });

  test("a store that a newer version has written is refused with a sentence, and not changed", async () => {
    await filled();
    const other = new DatabaseSync(file());
    other.exec("insert into kysely_migration values ('2031-05-better', '2031-05-01T00:00:00.000Z')");
    other.close();
    expect(await open()).toMatchObject({
      ok: false,
      error: {
        detail: expect.stringMatching(
          /written by a newer version of the bot .*2031-05-better.* Start that version again/,
        ),
      },
    });
  });

  test("rows that cannot be read are left out, logged and never deleted, whatever is stored afterwards", async () => {
    const store = await openStore(folder.path, log);
    await got(store.commit({ hosts: [aHost("web-1"), aHost("web-2"), aHost("web-3")] }));
    const other = new DatabaseSync(file());
    other.exec("update states set body = '{broken' where key = 'web-1'");
    other.exec("update states set version = 99 where key = 'web-2'");
    expect((await got(store.load())).hosts).toEqual([aHost("web-3")]);
    expect(log.lines.filter((line) => line.includes("cannot be read"))).toHaveLength(2);
    await got(store.commit({ hosts: [aHost("web-1"), aHost("web-2")] }));
    expect((await got(store.load())).hosts).toHaveLength(3);
    const kept = other.prepare("select key, version from states where version <> 1 order by key").all();
    expect(kept.map((row) => ({ ...row }))).toEqual([
      { key: "web-1", version: -1 },
      { key: "web-2", version: 99 },
    ]);
    other.close();
    await store.close();
  });

  test("points that cannot be read are left out of a history, and the rest of it is given", async () => {
    const store = await openStore(folder.path, log);
    await got(store.keep([reading(0, 1), reading(400_000, 2)]));
    await got(store.rollUp(startPlus(3_600_000)));
    const other = new DatabaseSync(file());
    other.exec(`update points set body = x'ff' where at = ${start}`);
    other.exec(`update packs set body = x'ff' where at = ${start}`);
    other.close();
    const span = { from: start, to: startPlus(3_600_000) };
    const history = await got(store.daemonHistory({ host: "web-1", daemon: "zope" }, span));
    expect(history.map(({ at, over, heap }) => [at - start, over, heap?.median])).toEqual([
      [0, 300_000, 1],
      [400_000, 0, 2],
    ]);
    expect(await got(store.samples("web-1", span))).toHaveLength(1);
    await got(store.keep([reading(1000, 3)]));
    await got(store.rollUp(startPlus(3_600_000)));
    expect(await got(store.samples("web-1", span))).toHaveLength(2);
    await store.close();
  });

  test("a backup that another program takes while the bot runs is whole, and a bot starts on it", async () => {
    const store = await openStore(folder.path, log);
    await got(store.commit({ memos: { a: "1" } }));
    await got(store.keep([reading(0, 1)]));
    const backup = newFolder();
    const other = new DatabaseSync(file(), { readOnly: true });
    other.exec(`vacuum into '${join(backup.path, "scipy.db")}'`);
    other.close();
    await got(store.commit({ memos: { a: "2" } }));
    const restored = await openStore(backup.path);
    expect((await got(restored.load())).memos).toEqual({ a: "1" });
    expect(await got(restored.sources())).toEqual([{ host: "web-1", daemons: ["zope"] }]);
    await restored.close();
    await store.close();
    backup.remove();
  });

  test("a process that is killed leaves no lock behind: its files as they are open as usual", async () => {
    const store = await openStore(folder.path, log);
    await got(store.commit({ memos: { a: "1" } }));
    const left = newFolder();
    for (const name of ["scipy.db", "scipy.db-wal", "scipy.db-shm", "scipy.lock", "scipy.lock-journal"])
      if (name !== "scipy.lock" && existsSync(join(folder.path, name)))
        copyFileSync(join(folder.path, name), join(left.path, name));
    const next = await openStore(left.path);
    expect((await got(next.load())).memos).toEqual({ a: "1" });
    await next.close();
    await store.close();
    left.remove();
  });
});
