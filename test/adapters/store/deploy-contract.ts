import { expect, test } from "vitest";
import { type DeployMark, deployMarksMax } from "../../../src/services/ports-deploys.ts";
import { got, type StoreSetting, startPlus } from "./setting.ts";

const zope = { host: "web-1", daemon: "zope" };
const day = 86_400_000;

function aMark(id: string, afterMs: number, changes: Partial<DeployMark> = {}): DeployMark {
  return { id, ...zope, at: startPlus(afterMs), by: "U01", note: null, ...changes };
}

/** What every database must do with marks of deploys. */
export function deployContract({ store, reopen, time }: StoreSetting): void {
  const deploys = () => store().deploys;
  const marked = async (...marks: readonly DeployMark[]) => {
    for (const mark of marks) await got(deploys().mark(mark));
  };
  const ids = async (of = zope) => (await got(deploys().marks(of))).map(({ id }) => id);
  const takeBack = () => got(deploys().takeBack({ ...zope, by: "U02", at: startPlus(9000) }));

  test("a mark of a deploy is there after a restart, as it was made", async () => {
    const mark = aMark("one", 1000, { note: "‮ 💥 \"'\\ release 4.2" });
    await marked(mark);
    expect(await got((await reopen()).deploys.marks(zope))).toEqual([mark]);
  });

  test("the marks of a daemon are told newest first, without those of others, and so many alone", async () => {
    await marked(aMark("two", 2000), aMark("one", 1000), aMark("three", 3000));
    await marked(aMark("other", 2500, { daemon: "celery" }), aMark("elsewhere", 2600, { host: "web-2" }));
    expect(await ids()).toEqual(["three", "two", "one"]);
    expect(await ids({ host: "web-2", daemon: "zope" })).toEqual(["elsewhere"]);
    await marked(...Array.from({ length: deployMarksMax }, (_, index) => aMark(`more ${index}`, 4000 + index)));
    expect(await ids()).not.toContain("three");
    expect(await ids()).toHaveLength(deployMarksMax);
  });

  test("the same mark made again, after an answer that was lost, is one", async () => {
    await marked(aMark("one", 1000), aMark("one", 1000));
    expect(await ids()).toEqual(["one"]);
  });

  test("the newest mark is taken back first, then the one before, and none of another daemon", async () => {
    await marked(aMark("one", 1000), aMark("two", 2000), aMark("other", 3000, { daemon: "celery" }));
    expect(await takeBack()).toEqual(aMark("two", 2000));
    expect(await ids()).toEqual(["one"]);
    expect(await takeBack()).toEqual(aMark("one", 1000));
    expect(await takeBack()).toBeNull();
    expect(await ids({ host: "web-1", daemon: "celery" })).toEqual(["other"]);
  });

  test("of many that take back at once each takes another mark", async () => {
    await marked(...Array.from({ length: 5 }, (_, index) => aMark(`${index}`, index)));
    const taken = await Promise.all(Array.from({ length: 7 }, takeBack));
    expect(taken.flatMap((mark) => (mark === null ? [] : [mark.id])).sort()).toEqual(["0", "1", "2", "3", "4"]);
  });

  test("a mark is kept for two years", async () => {
    await marked(aMark("one", 0));
    await got(store().rollUp(time().clock.now()));
    expect(await ids()).toEqual(["one"]);
    // By days, since the store does not believe a clock that leaps.
    for (let days = 0; days < 731; days += 43) {
      time().pass(43 * day);
      await got(store().rollUp(time().clock.now()));
    }
    expect(await ids()).toEqual([]);
  });
}
