import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../../src/services/ports-store.ts";
import { fullByPages } from "../../adapters/store/full-by-pages.ts";
import { got, type HeardLog, hearLog, openStore, reading, start, startPlus } from "../../adapters/store/setting.ts";
import { type SmallDisk, smallDisk } from "./small-disk.ts";

const mebibyte = 1024 ** 2;

const first = smallDisk();
first?.remove();

if (first === null)
  describe("a full disk, where no tmpfs may be mounted: the pages of the file are limited", fullByPages);
else describe("a full disk, which is a tmpfs of 16 MiB", fullDisk);

function fullDisk(): void {
  let disk: SmallDisk;
  let store: Store;
  let log: HeardLog;
  beforeEach(async () => {
    const mounted = smallDisk();
    if (mounted === null) throw new Error("A tmpfs could be mounted, and now cannot.");
    disk = mounted;
    log = hearLog();
    store = await openStore(disk.path, log);
  });
  afterEach(async () => {
    await store.close();
    disk.remove();
  });

  test("decisions are stored into the room of the ballast, readings wait, and all goes on by itself when there is room", async () => {
    const stuffing = join(disk.path, "stuffing");
    await got(store.commit({ memos: { before: "1" } }));
    fillUp(stuffing);
    const fat = (name: string) => ({ memos: { [name]: "x".repeat(mebibyte / 2) } });
    await got(store.commit(fat("one")));
    await got(store.commit(fat("two")));
    await got(store.commit(fat("three")));
    expect(existsSync(join(disk.path, "scipy.ballast"))).toBe(false);
    expect(store.health().problem?.reason).toBe("full");
    expect(await store.keep([reading(0, 1)])).toMatchObject({ ok: false, error: { reason: "full" } });
    expect(await store.rollUp(startPlus(1))).toMatchObject({ ok: false, error: { reason: "full" } });
    expect(Object.keys((await got(store.load())).memos)).toEqual(["before", "one", "three", "two"]);
    rmSync(stuffing);
    await store.rollUp(startPlus(2));
    expect(store.health().problem).toBeNull();
    expect(existsSync(join(disk.path, "scipy.ballast"))).toBe(true);
    await got(store.keep([reading(0, 1)]));
  });

  test("when the ballast is used up too a commit fails as full, what was there is still read, and nothing is damaged", async () => {
    const stuffing = join(disk.path, "stuffing");
    fillUp(stuffing);
    let failed = null;
    for (let index = 0; failed === null && index < 40; index += 1) {
      const done = await store.commit({ memos: { [`m${index}`]: "x".repeat(mebibyte / 2) } });
      if (!done.ok) failed = done.error;
    }
    expect(failed).toMatchObject({ reason: "full", detail: expect.stringContaining(disk.path) });
    expect(Object.keys((await got(store.load())).memos).length).toBeGreaterThan(0);
    rmSync(stuffing);
    await got(store.commit({ memos: { later: "1" } }));
    await store.close();
    store = await openStore(disk.path, log);
    expect((await got(store.load())).memos["later"]).toBe("1");
  });

  test("it is warned once when less than a tenth of the disk is free", async () => {
    const stuffing = join(disk.path, "stuffing");
    fillUp(stuffing);
    await store.rollUp(start);
    await store.rollUp(start);
    expect(log.lines.filter((line) => line.startsWith("Less than 10 %"))).toHaveLength(1);
  });
}

function fillUp(path: string): void {
  const piece = Buffer.alloc(65_536);
  try {
    for (;;) writeFileSync(path, piece, { flag: "a" });
  } catch {
    // Full.
  }
}
