import { describe, expect, test } from "vitest";
import { fail, succeed } from "../../../src/domain/result.ts";
import type { Sample } from "../../../src/domain/sample.ts";
import { instant } from "../../../src/domain/time.ts";
import type { SampleStore, StoreFailure } from "../../../src/services/ports-store.ts";
import { createSampleKeeper } from "../../../src/services/watch/keep-samples.ts";
import { aSample } from "../../support/sample.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const full: StoreFailure = { reason: "full", detail: "The disk of /data is full." };

interface PretendStore extends Pick<SampleStore, "keep" | "rollUp"> {
  readonly batches: number[][];
  readonly rolledUp: number[];
  failure: StoreFailure | null;
  /** Holds every call until it is let go. */
  gate: Promise<void> | null;
}

function pretendStore(): PretendStore {
  const store: PretendStore = {
    batches: [],
    rolledUp: [],
    failure: null,
    gate: null,
    async keep(samples) {
      await store.gate;
      if (store.failure !== null) return fail(store.failure);
      store.batches.push(samples.map(({ takenAt }) => takenAt));
      return succeed(null);
    },
    async rollUp(now) {
      store.rolledUp.push(now);
      return store.failure === null ? succeed(null) : fail(store.failure);
    },
  };
  return store;
}

function setUp() {
  const clock = new VirtualClock(0);
  const store = pretendStore();
  const lines: { message: string; dropped: unknown }[] = [];
  const hear = (message: string, fields: { dropped?: unknown } = {}): void => {
    lines.push({ message, dropped: fields.dropped });
  };
  const keeper = createSampleKeeper({ store, clock, log: { info: hear, warn: hear, error: hear } });
  return { clock, store, lines, keeper };
}

const sampleAt = (at: number): Sample => ({ ...aSample(), takenAt: instant(at) });

describe("the keeper of samples", () => {
  test("what comes within 2 s is stored in one batch, in the order in which it came", async () => {
    const { clock, store, keeper } = setUp();
    keeper.take(sampleAt(1));
    await clock.advance(1900);
    keeper.take(sampleAt(2));
    expect(store.batches).toEqual([]);
    await clock.advance(100);
    expect(store.batches).toEqual([[1, 2]]);
    await clock.advance(60_000);
    expect(store.batches).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test("500 samples do not wait for the 2 s, and no batch is larger", async () => {
    const { clock, store, keeper } = setUp();
    for (let at = 0; at < 700; at += 1) keeper.take(sampleAt(at));
    await clock.advance(0);
    expect(store.batches.map((batch) => batch.length)).toEqual([500]);
    await clock.advance(2000);
    expect(store.batches.map((batch) => batch.length)).toEqual([500, 200]);
  });

  test("while the store is out of order nothing is lost, until more than 1,000 wait: then the oldest are dropped", async () => {
    const { clock, store, lines, keeper } = setUp();
    store.failure = full;
    for (let at = 0; at < 1300; at += 1) keeper.take(sampleAt(at));
    await clock.advance(2000);
    expect(store.batches).toEqual([]);
    store.failure = null;
    await clock.advance(30_000);
    expect(store.batches.flat()).toEqual(Array.from({ length: 1000 }, (_, index) => 300 + index));
    expect(lines.at(-1)).toMatchObject({ message: expect.stringContaining("stored again"), dropped: 299 });
  });

  test("dropped samples are told of in one line a minute, with their count and the reason", async () => {
    const { clock, store, lines, keeper } = setUp();
    store.failure = full;
    for (let at = 0; at < 1000; at += 1) keeper.take(sampleAt(at));
    await clock.advance(15_000);
    for (let second = 0; second < 150; second += 1) {
      keeper.take(sampleAt(1000 + second));
      await clock.advance(1000);
    }
    const told = lines.filter(({ message }) => message.startsWith("Readings are dropped"));
    expect(told.map(({ dropped }) => dropped)).toEqual([1, 60, 60]);
    expect(told[0]?.message).toContain(full.detail);
  });

  test("a store that hangs holds nobody up, and one batch at a time is under way", async () => {
    const { clock, store, keeper } = setUp();
    let release: () => void = () => undefined;
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    for (let at = 0; at < 3; at += 1) {
      keeper.take(sampleAt(at));
      await clock.advance(10_000);
    }
    store.gate = null;
    release();
    await clock.advance(2000);
    expect(store.batches).toEqual([[0], [1, 2]]);
  });

  test("it rolls up every 5 min, also after a roll-up that failed", async () => {
    const { clock, store, lines, keeper } = setUp();
    keeper.start();
    store.failure = full;
    await clock.advance(5 * 60_000);
    store.failure = null;
    await clock.advance(10 * 60_000);
    expect(store.rolledUp).toEqual([300_000, 600_000, 900_000]);
    expect(lines).toMatchObject([{ message: expect.stringContaining(full.detail) }]);
  });

  test("stopping stores what waits, whole, and leaves no timer behind", async () => {
    const { clock, store, keeper } = setUp();
    keeper.start();
    for (let at = 0; at < 900; at += 1) keeper.take(sampleAt(at));
    await keeper.stop();
    expect(store.batches.flat()).toHaveLength(900);
    keeper.take(sampleAt(901));
    expect(clock.pending).toBe(0);
  });

  test("stopping ends even when the store takes nothing", async () => {
    const { clock, store, keeper } = setUp();
    keeper.start();
    store.failure = full;
    keeper.take(sampleAt(1));
    await keeper.stop();
    expect(clock.pending).toBe(0);
  });
});
