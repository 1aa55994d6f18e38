import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { newHostAlerts } from "../../../src/domain/alert/host-alerts.ts";
import { instant } from "../../../src/domain/time.ts";
import { keptEntriesMax, mergeChanges } from "../../../src/services/outbox/merge-changes.ts";
import { createChangeSaver } from "../../../src/services/outbox/save-changes.ts";
import type { Changes, StoreFailure, TransitionRecord } from "../../../src/services/ports-store.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const full: StoreFailure = { reason: "full", detail: "The disk of /data is full. Make space." };

describe("what the bot decides goes to the store", () => {
  let clock = new VirtualClock();
  let store = createMemoryStore();
  let log = quietLog();
  let saver = createChangeSaver({ store, clock, log });

  beforeEach(() => {
    clock = new VirtualClock();
    store = createMemoryStore();
    log = quietLog();
    saver = createChangeSaver({ store, clock, log });
  });

  it("in one commit for all that comes in one turn, and in one more for what comes meanwhile", async () => {
    const go = heldUp();
    const first = [saver.save(memo("a", "1")), saver.save(memo("b", "1"))];
    await clock.advance(0);
    const later = [saver.save(memo("a", "2")), saver.save(memo("c", "1"))];
    go();
    expect(await Promise.all([...first, ...later])).toEqual(["stored", "stored", "stored", "stored"]);
    expect(store.commits).toBe(2);
    expect(store.state().memos).toEqual({ a: "2", b: "1", c: "1" });
  });

  it("and says so only when it is on disk", async () => {
    const go = heldUp();
    let outcome = "none";
    void saver.save(memo("a", "1")).then((said) => {
      outcome = said;
    });
    await clock.advance(0);
    expect(outcome).toBe("none");
    go();
    await clock.advance(0);
    expect(outcome).toBe("stored");
  });

  it("later, when the store is out of order now, and whoever waits is told at once", async () => {
    store.breakDown(full);
    expect(await saver.save(memo("a", "1"))).toBe("not stored");
    expect(saver.problem()).toEqual(full);
    expect(await saver.save(memo("a", "2"))).toBe("not stored");
    expect(await saver.save(memo("b", "1"))).toBe("not stored");
    store.breakDown(null);
    await clock.advance(1000);
    expect(saver.problem()).toBeNull();
    expect(store.state().memos).toEqual({ a: "2", b: "1" });
    expect(store.commits).toBe(1);
    expect(log.lines).toEqual([`error: ${full.detail}`, "info: The store takes changes again."]);
  });

  it("after pauses that grow from 1 s to 30 s, and 30 s after its recovery at the latest", async () => {
    const tries: number[] = [];
    store.beforeCommit = async () => {
      tries.push(clock.monotonic());
    };
    store.breakDown(full);
    await saver.save(memo("a", "1"));
    await clock.advance(121_000);
    expect(tries).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 61_000, 91_000, 121_000]);
    store.breakDown(null);
    await clock.advance(30_000);
    expect(store.state().memos).toEqual({ a: "1" });
    store.breakDown(full);
    await saver.save(memo("a", "2"));
    store.breakDown(null);
    await clock.advance(1000);
    expect(store.state().memos).toEqual({ a: "2" });
  });

  it("without holding anybody up for longer than 5 s when the store hangs, and in the right order", async () => {
    const go = heldUp();
    const outcomes: string[] = [];
    for (const value of ["1", "2"]) {
      void saver.save(memo("a", value)).then((outcome) => outcomes.push(outcome));
      await clock.advance(10);
    }
    await clock.advance(5000);
    expect(outcomes).toEqual(["not stored", "not stored"]);
    expect(saver.problem()?.reason).toBe("unreachable");
    expect(await saver.save(memo("b", "1"))).toBe("not stored");
    go();
    await clock.advance(0);
    expect(saver.problem()).toBeNull();
    expect(store.state().memos).toEqual({ a: "2", b: "1" });
  });

  it("even when it breaks its promise and throws", async () => {
    let broken = true;
    store.beforeCommit = async () => {
      if (broken) throw new Error("no such table");
    };
    expect(await saver.save(memo("a", "1"))).toBe("not stored");
    expect(saver.problem()).toEqual({ reason: "fault", detail: "The store failed: no such table" });
    broken = false;
    await clock.advance(1000);
    expect(store.state().memos).toEqual({ a: "1" });
  });

  it("with a last try when the bot stops, and leaves no timer behind", async () => {
    store.breakDown(full);
    await saver.save(memo("a", "1"));
    store.breakDown(null);
    await saver.stop();
    expect(store.state().memos).toEqual({ a: "1" });
    store.breakDown(full);
    await saver.save(memo("a", "2"));
    await saver.stop();
    expect(clock.pending).toBe(0);
  });

  it("or not, when it hangs as the bot stops: that takes 5 s", async () => {
    heldUp();
    void saver.save(memo("a", "1"));
    let stopped = false;
    void saver.stop().then(() => {
      stopped = true;
    });
    await clock.advance(4999);
    expect(stopped).toBe(false);
    await clock.advance(1);
    expect(stopped).toBe(true);
  });

  it("complete, when the store fails at any commits: nothing is lost, doubled or older than it was", async () => {
    const step = fc.record({
      fails: fc.boolean(),
      key: fc.constantFrom("a", "b"),
      waits: fc.integer({ max: 4000, min: 0 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const [ownClock, ownStore] = [new VirtualClock(), createMemoryStore()];
        const own = createChangeSaver({ store: ownStore, clock: ownClock, log: quietLog() });
        const expected: Record<string, string> = {};
        for (const [index, { fails, key, waits }] of steps.entries()) {
          ownStore.breakDown(fails ? full : null);
          expected[key] = String(index);
          void own.save({ ...memo(key, String(index)), transitions: [transition(`t${index}`)] });
          await ownClock.advance(waits);
        }
        ownStore.breakDown(null);
        await ownClock.advance(30_000);
        expect(ownStore.state().memos).toEqual(expected);
        expect(ownStore.allTransitions().map(({ id }) => id)).toEqual(steps.map((_, index) => `t${index}`));
      }),
      { numRuns: 50 },
    );
  });

  function heldUp(): () => void {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    store.beforeCommit = () => gate;
    return () => go();
  }
});

describe("changes are merged", () => {
  it("to the newest state of each host, and what a transition is told by is corrected on the spot", () => {
    const older = { ...newHostAlerts("web-1"), groupSince: instant(1) };
    const merged = mergeChanges([
      { hosts: [older, newHostAlerts("web-2")], transitions: [transition("t1")] },
      {
        hosts: [newHostAlerts("web-1")],
        retold: [
          { transition: "t1", message: "b" },
          { transition: "t0", message: "b" },
        ],
      },
    ]);
    expect(merged).toEqual({
      hosts: [newHostAlerts("web-1"), newHostAlerts("web-2")],
      transitions: [{ ...transition("t1"), message: "b" }],
      retold: [{ transition: "t0", message: "b" }],
    });
  });

  it("so that a message that was forgotten and comes back is kept, and one forgotten last is deleted", () => {
    const message = { id: "m" } as NonNullable<Changes["outbox"]>[number];
    expect(mergeChanges([{ forgotten: ["m"] }, { outbox: [message] }])).toEqual({ outbox: [message] });
    expect(mergeChanges([{ outbox: [message] }, { forgotten: ["m"] }])).toEqual({ forgotten: ["m"] });
  });

  it("and lists that only grow keep their newest entries", () => {
    const many = Array.from({ length: keptEntriesMax + 5 }, (_, index) => transition(`t${index}`));
    const merged = mergeChanges([{ transitions: many }]);
    expect(merged.transitions?.length).toBe(keptEntriesMax);
    expect(merged.transitions?.at(-1)?.id).toBe(`t${keptEntriesMax + 4}`);
  });
});

function memo(name: string, value: string): Changes {
  return { memos: { [name]: value } };
}

function transition(id: string): TransitionRecord {
  return {
    id,
    at: instant(0),
    alert: "a",
    host: "web-1",
    rule: "load",
    daemon: null,
    transition: "fired",
    severity: "warning",
    sentence: "Load is high",
    message: "m",
  };
}
