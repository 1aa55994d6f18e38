import type { KyselyPlugin } from "kysely";
import { describe, expect, test } from "vitest";
import { fullByPages } from "./full-by-pages.ts";
import { openHandle } from "./open-handle.ts";
import { aMessage, got, hearLog, newFolder, reading, start, startPlus } from "./setting.ts";

describe("a file that has all the pages it may have", fullByPages);

describe("a store that is interrupted", () => {
  test("a file that may not be written while it runs fails as read only, is read on, and goes on when it may", async () => {
    const folder = newFolder();
    const { store, database } = await openHandle(folder.path, hearLog());
    await got(store.commit({ memos: { a: "1" } }));
    database.exec("pragma query_only = on");
    expect(await store.commit({ memos: { a: "2" } })).toMatchObject({
      ok: false,
      error: { reason: "read only", detail: expect.stringContaining(folder.path) },
    });
    expect(await store.keep([reading(0, 1)])).toMatchObject({ ok: false, error: { reason: "read only" } });
    expect((await got(store.load())).memos).toEqual({ a: "1" });
    database.exec("pragma query_only = off");
    await got(store.commit({ memos: { a: "2" } }));
    expect(store.health().problem).toBeNull();
    await store.close();
    folder.remove();
  });

  test("a commit that fails at any of its statements has changed nothing", async () => {
    const folder = newFolder();
    const fault = failAt();
    const { store } = await openHandle(folder.path, hearLog(), fault.plugin);
    const before = { outbox: [aMessage("m1")], memos: { a: "1" } };
    await got(store.commit(before));
    for (let statement = 1; ; statement += 1) {
      fault.at(statement);
      const done = await store.commit({ outbox: [aMessage("m2")], forgotten: ["m1"], memos: { a: "2" } });
      fault.at(null);
      if (done.ok) break;
      expect(await got(store.load())).toMatchObject(before);
      expect(statement).toBeLessThan(20);
    }
    expect(await got(store.load())).toMatchObject({ outbox: [aMessage("m2")], memos: { a: "2" } });
    await store.close();
    folder.remove();
  });

  test("a roll-up that is broken off at any of its statements loses nothing, and the next one completes it", async () => {
    const folder = newFolder();
    const fault = failAt();
    const { store } = await openHandle(folder.path, hearLog(), fault.plugin);
    const samples = Array.from({ length: 12 }, (_, index) => reading(index * 60_000, index + 1));
    const span = { from: start, to: startPlus(3_600_000) };
    const heaps = async () =>
      (await got(store.daemonHistory({ host: "web-1", daemon: "zope" }, span))).map(({ over, heap }) => [
        over,
        heap?.median,
      ]);
    const expected = samples.map((_, index) => [0, index + 1]);
    let brokenOff = 0;
    for (let statement = 1; ; statement += 1) {
      await got(store.keep(samples));
      fault.at(statement);
      const done = await store.rollUp(startPlus(3_600_000));
      fault.at(null);
      expect(await heaps()).toEqual(expected);
      expect(await got(store.samples("web-1", span))).toEqual(samples);
      if (done.ok) break;
      brokenOff += 1;
    }
    expect(brokenOff).toBeGreaterThan(20);
    await store.close();
    folder.remove();
  });
});

/** Fails the n-th query from now on, before it runs. */
function failAt(): { readonly plugin: KyselyPlugin; readonly at: (statement: number | null) => void } {
  let left: number | null = null;
  return {
    at(statement) {
      left = statement;
    },
    plugin: {
      transformQuery({ node }) {
        if (left !== null) left -= 1;
        if (left === 0) throw new Error("interrupted by the test");
        return node;
      },
      transformResult: async ({ result }) => result,
    },
  };
}
