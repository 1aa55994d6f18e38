import { expect, test } from "vitest";
import {
  aHost,
  aMessage,
  aPendingAlert,
  aReport,
  aSilence,
  aTransition,
  got,
  type StoreSetting,
  start,
  startPlus,
} from "./setting.ts";

/** What every database must do with decisions. */
export function decisionContract({ store, reopen, time }: StoreSetting): void {
  test("a new store is empty", async () => {
    const empty = { hosts: [], silences: [], outbox: [], reports: [], memos: {} };
    expect(await got(store().load())).toEqual(empty);
  });

  test("what was committed is there after a restart, the newest state of each thing", async () => {
    const host = aHost("web-1", { alerts: [aPendingAlert("a1")] });
    const first = {
      hosts: [aHost("web-1")],
      silences: [aSilence("s1")],
      outbox: [aMessage("m1")],
      memos: { steady: "1" },
    };
    await got(store().commit(first));
    const message = aMessage("m1", { revision: 2, ref: { channel: "C1", ts: "1.2" } });
    await got(store().commit({ hosts: [host], outbox: [message], reports: [aReport("r1")], memos: { steady: "2" } }));
    expect(await got((await reopen()).load())).toEqual({
      hosts: [host],
      silences: [aSilence("s1")],
      outbox: [message],
      reports: [aReport("r1")],
      memos: { steady: "2" },
    });
  });

  test("ended silences and forgotten messages are gone, the others stay", async () => {
    await got(store().commit({ silences: [aSilence("s1"), aSilence("s2")], outbox: [aMessage("m1"), aMessage("m2")] }));
    await got(store().commit({ endedSilences: ["s1", "never was"], forgotten: ["m2"] }));
    const state = await got(store().load());
    expect(state.silences.map(({ id }) => id)).toEqual(["s2"]);
    expect(state.outbox.map(({ id }) => id)).toEqual(["m1"]);
  });

  test("a commit of nothing, and one that names a thing twice, are taken", async () => {
    await got(store().commit({}));
    await got(store().commit({ outbox: [aMessage("m1"), aMessage("m1", { revision: 2 })] }));
    expect((await got(store().load())).outbox).toEqual([aMessage("m1", { revision: 2 })]);
  });

  test("a commit of a thousand messages is one commit", async () => {
    const outbox = Array.from({ length: 1200 }, (_, index) => aMessage(`m${index}`));
    await got(store().commit({ outbox, transitions: outbox.map(({ id }) => aTransition(id, start)) }));
    expect((await got(store().load())).outbox).toHaveLength(1200);
    await got(store().commit({ forgotten: outbox.map(({ id }) => id) }));
    expect((await got(store().load())).outbox).toHaveLength(0);
  });

  test("transitions come back oldest first, with the message that accounts for them now", async () => {
    const transitions = [
      aTransition("t3", startPlus(3)),
      aTransition("t1", startPlus(1)),
      aTransition("t2", startPlus(2), { message: null }),
    ];
    await got(store().commit({ transitions, retold: [] }));
    await got(
      store().commit({
        retold: [
          { transition: "t2", message: "m9" },
          { transition: "gone", message: "m9" },
        ],
      }),
    );
    const found = await got(store().transitions({ from: startPlus(1), to: startPlus(3), max: 10 }));
    expect(found).toEqual([
      aTransition("t1", startPlus(1)),
      aTransition("t2", startPlus(2), { message: "m9" }),
      aTransition("t3", startPlus(3)),
    ]);
    expect(await got(store().transitions({ from: startPlus(2), to: startPlus(3), max: 1 }))).toHaveLength(1);
  });

  test("a transition that is committed again is there once", async () => {
    await got(store().commit({ transitions: [aTransition("t1", start)] }));
    await got(store().commit({ transitions: [aTransition("t1", start)] }));
    expect(await got(store().transitions({ from: start, to: start, max: 10 }))).toHaveLength(1);
  });

  test("of a person's feedback to an alert the newest counts, in whatever order it comes", async () => {
    const feedback = (by: string, at: number, verdict: "useful" | "noise") =>
      ({ alert: "a1", rule: "load", by, at: startPlus(at), verdict }) as const;
    await got(store().commit({ feedback: [feedback("U1", 5, "noise"), feedback("U2", 1, "useful")] }));
    await got(store().commit({ feedback: [feedback("U1", 3, "useful")] }));
    const found = await got(store().feedback({ from: start, to: startPlus(10) }));
    expect(found).toEqual([feedback("U2", 1, "useful"), feedback("U1", 5, "noise")]);
  });

  test("transitions, feedback and closed reports are kept for two years, open reports for as long as they are open", async () => {
    const feedback = [{ alert: "a1", rule: "load", by: "U1", at: start, verdict: "noise" }] as const;
    const reports = [aReport("open"), aReport("done", { state: "closed" })];
    await got(store().commit({ transitions: [aTransition("t1", start)], feedback, reports }));
    const kept = async () => ({
      transitions: (await got(store().transitions({ from: start, to: start, max: 9 }))).length,
      feedback: (await got(store().feedback({ from: start, to: start }))).length,
      reports: (await got(store().load())).reports.map(({ id }) => id),
    });
    const twoYears = 2 * 365 * 86_400_000;
    time().pass(twoYears - 1);
    await got(store().rollUp(time().clock.now()));
    expect(await kept()).toEqual({ transitions: 1, feedback: 1, reports: ["done", "open"] });
    time().pass(1);
    await got(store().rollUp(time().clock.now()));
    expect(await kept()).toEqual({ transitions: 0, feedback: 0, reports: ["open"] });
  });

  test("a closed store answers that it is stopped", async () => {
    await store().close();
    expect(await store().commit({})).toMatchObject({ ok: false, error: { reason: "stopped" } });
    expect(await store().load()).toMatchObject({ ok: false, error: { reason: "stopped" } });
  });
}
