import { expect, test } from "vitest";
import { openHandle } from "./open-handle.ts";
import { got, hearLog, newFolder } from "./setting.ts";

/** SQLite calls a file full that has all the pages it may have, by the same code as for a full disk. */
export function fullByPages(): void {
  test("a commit that does not fit fails as full, what was there is still read, and the next one that fits succeeds", async () => {
    const folder = newFolder();
    const log = hearLog();
    const { store, database } = await openHandle(folder.path, log);
    const pages = Object.values(database.prepare("pragma page_count").get())[0];
    await got(store.commit({ memos: { before: "1" } }));
    database.exec(`pragma max_page_count = ${Number(pages) + 4}`);
    const fat = { memos: { fat: "x".repeat(200_000) } };
    expect(await store.commit(fat)).toMatchObject({
      ok: false,
      error: { reason: "full", detail: expect.stringContaining(folder.path) },
    });
    expect(store.health().problem?.reason).toBe("full");
    expect(log.lines.filter((line) => line.includes("is full"))).toHaveLength(1);
    expect((await got(store.load())).memos).toEqual({ before: "1" });
    database.exec("pragma max_page_count = 100000");
    await got(store.commit(fat));
    expect(Object.keys((await got(store.load())).memos)).toEqual(["before", "fat"]);
    await store.close();
    folder.remove();
  });
}
