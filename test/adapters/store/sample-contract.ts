import fc from "fast-check";
import { expect, test } from "vitest";
import { absent, known } from "../../../src/domain/figure.ts";
import type { Sample } from "../../../src/domain/sample.ts";
import { instant } from "../../../src/domain/time.ts";
import type { DaemonPoint, Store } from "../../../src/services/ports-store.ts";
import { aDaemon, aSample, size } from "../../support/sample.ts";
import { got, reading, type StoreSetting, start, startPlus } from "./setting.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const zope = { host: "web-1", daemon: "zope" };
const always = { from: instant(start - 1000 * day), to: startPlus(1000 * day) };

/** What every database must do with readings. */
export function sampleContract({ store, reopen, time, log }: StoreSetting): void {
  test("a whole sample comes back exactly as it was, with its reasons for what is absent", async () => {
    const daemons = [aDaemon("zope", 5e8), { ...aDaemon("ünï 🐍", 1), heapBytes: absent("the process is gone") }];
    const sample = aSample({ daemons: daemons as never, system: { bootId: absent("the file cannot be read") } });
    await got(store().keep([sample]));
    expect(await got(store().samples("web-1", always))).toEqual([sample]);
    await got(store().rollUp(startPlus(hour)));
    expect(await got((await reopen()).samples("web-1", always))).toEqual([sample]);
  });

  test("samples come back oldest first, both ends of the span included, one for each host and instant", async () => {
    await got(store().keep([reading(30 * second, 3), reading(0, 1), reading(15 * second, 2), reading(0, 9, "web-2")]));
    await got(store().keep([reading(15 * second, 20)]));
    await got(store().rollUp(startPlus(hour)));
    await got(store().keep([reading(30 * second, 30), reading(45 * second, 4)]));
    const found = await got(store().samples("web-1", { from: startPlus(15 * second), to: startPlus(45 * second) }));
    expect(found.map(({ daemons }) => daemons[0]?.heapBytes.value)).toEqual([20, 30, 4]);
  });

  test("a keep of nothing and a question about what nobody knows are answered", async () => {
    await got(store().keep([]));
    expect(await got(store().samples("nobody", always))).toEqual([]);
    expect(await got(store().daemonHistory({ host: "nobody", daemon: "x" }, always))).toEqual([]);
    expect(await got(store().hostHistory("nobody", always))).toEqual([]);
    expect(await got(store().sources())).toEqual([]);
  });

  test("hosts and daemons are listed by name, a host without daemons too", async () => {
    await got(store().keep([reading(0, 1, "web-2"), reading(0, 1, "web-1"), aSample({ host: "bare" })]));
    expect(await got((await reopen()).sources())).toEqual([
      { host: "bare", daemons: [] },
      { host: "web-1", daemons: ["zope"] },
      { host: "web-2", daemons: ["zope"] },
    ]);
  });

  test("a point holds heap, swap, connections, ticks and the epoch, or null for what was absent", async () => {
    const down = {
      ...aDaemon("zope", 0),
      state: "down" as const,
      processes: [],
      heapBytes: absent("the process is gone"),
    };
    const busy = aDaemon("zope", 700, { connections: known(12) });
    await got(store().keep([{ ...aSample({ daemons: [busy] }), takenAt: start }]));
    await got(store().keep([{ ...aSample({ daemons: [down] }), takenAt: startPlus(1) }]));
    const one = (value: number) => ({ min: value, median: value, max: value });
    const expected = [
      {
        at: start,
        over: 0,
        heap: one(700),
        swap: one(0),
        connections: one(12),
        cpuTicks: 300,
        epoch: "5f2f4c1e-boot 4711 50000",
      },
      { at: startPlus(1), over: 0, heap: null, swap: null, connections: null, cpuTicks: null, epoch: null },
    ];
    expect(await got(store().daemonHistory(zope, always))).toEqual(expected);
    await got(store().rollUp(startPlus(hour)));
    expect(await got(store().daemonHistory(zope, always))).toEqual(expected);
  });

  test("a host's point holds load, available memory, swap in use and memory pressure over 60 s", async () => {
    const pressure = { some10: 1, some60: 2.25, some300: 3, full10: 0, full60: 0, full300: 0 };
    const calm = aSample().system;
    const swap = { ...calm.swap, totalBytes: size(1000), freeBytes: size(400) };
    const system = {
      swap,
      pressure: { ...calm.pressure, memory: known(pressure) },
      load: known({ one: 1.37, five: 1, fifteen: 1 }),
    };
    await got(store().keep([{ ...aSample({ system }), takenAt: start }]));
    await got(store().rollUp(startPlus(hour)));
    const one = (value: number) => ({ min: value, median: value, max: value });
    const expected = {
      at: start,
      over: 0,
      load: one(1.37),
      available: one(6 * 1024 ** 3),
      swapUsed: one(600),
      memoryPressure: one(2.25),
    };
    expect(await got(store().hostHistory("web-1", always))).toEqual([expected]);
  });

  test("readings older than two days are known by their 5 min, those older than 90 days by their hour", async () => {
    const heaps = [5, 1, 3, 2, 9, 7];
    await got(store().keep(heaps.map((heap, index) => reading(index * minute, heap))));
    await got(store().rollUp(startPlus(hour)));
    expect(await heapsOf(store())).toEqual(heaps.map((heap, index) => [index * minute, 0, heap, heap, heap]));
    time().pass(2 * day + 5 * minute);
    await got(store().rollUp(time().clock.now()));
    const rolled = [
      [0, 5 * minute, 1, 3, 9],
      [5 * minute, 5 * minute, 7, 7, 7],
    ];
    expect(await heapsOf(store())).toEqual([rolled[0], [5 * minute, 0, 7, 7, 7]]);
    time().pass(5 * minute);
    await got(store().rollUp(time().clock.now()));
    expect(await heapsOf(store())).toEqual(rolled);
    expect(await got(store().samples("web-1", always))).toEqual([]);
    time().pass(90 * day);
    await got(store().rollUp(time().clock.now()));
    expect(await heapsOf(store())).toEqual([[0, hour, 1, 3, 9]]);
    time().pass(730 * day);
    await got(store().rollUp(time().clock.now()));
    expect(await heapsOf(store())).toEqual([]);
    expect(await got(store().sources())).toEqual([]);
  });

  test("a rolled-up stretch has the epoch and the ticks of its end", async () => {
    const restarted = {
      ...aDaemon("zope", 2),
      processes: aDaemon("zope", 2).processes.map((one) => ({ ...one, pid: 5000, cpuTicks: known(7) })),
    };
    await got(store().keep([reading(0, 1), { ...aSample({ daemons: [restarted] }), takenAt: startPlus(minute) }]));
    await got(store().rollUp(startPlus(hour)));
    time().pass(3 * day);
    await got(store().rollUp(time().clock.now()));
    expect(await got(store().daemonHistory(zope, always))).toMatchObject([
      { epoch: "5f2f4c1e-boot 5000 50000", cpuTicks: 7 },
    ]);
  });

  test("a reading that comes after its time is worked in: whole while readings are kept, as minimum and maximum later", async () => {
    await got(store().keep([reading(0, 5), reading(minute, 6)]));
    await got(store().rollUp(startPlus(hour)));
    await got(store().keep([reading(2 * minute, 4)]));
    const three = [
      [0, 0, 5, 5, 5],
      [minute, 0, 6, 6, 6],
      [2 * minute, 0, 4, 4, 4],
    ];
    expect(await heapsOf(store())).toEqual(three);
    await got(store().rollUp(startPlus(hour)));
    expect(await heapsOf(store())).toEqual(three);
    time().pass(3 * day);
    await got(store().rollUp(time().clock.now()));
    expect(await heapsOf(store())).toEqual([[0, 5 * minute, 4, 5, 6]]);
    await got(store().keep([reading(3 * minute, 99)]));
    expect(await heapsOf(store())).toEqual([[0, 5 * minute, 4, 5, 6]]);
    await got(store().rollUp(time().clock.now()));
    expect(await heapsOf(store())).toEqual([[0, 5 * minute, 4, 5, 99]]);
  });

  test("a wall clock that jumps ahead deletes nothing, and what was read meanwhile is kept when it is set back", async () => {
    await got(store().keep([reading(0, 5)]));
    await got(store().rollUp(startPlus(hour)));
    await got(store().keep([reading(5 * 365 * day, 6)]));
    await got(store().rollUp(startPlus(5 * 365 * day + hour)));
    await got(store().rollUp(startPlus(hour)));
    const span = { from: start, to: startPlus(6 * 365 * day) };
    const found = await got(store().daemonHistory(zope, span));
    expect(found.map(({ over, heap }) => [over, heap?.median])).toEqual([
      [0, 5],
      [0, 6],
    ]);
  });

  test("whatever the order, the repetition and the restarts in between, the same readings make the same history", async () => {
    const samples = Array.from({ length: 24 }, (_, index) => reading(index * 40 * second, (index * 7919) % 1000));
    const act = fc.oneof(
      fc.record({ kind: fc.constant("keep" as const), some: fc.subarray(samples) }),
      fc.record({ kind: fc.constant("roll up" as const), at: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ kind: fc.constant("restart" as const) }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 8 }),
        fc.shuffledSubarray(samples, { minLength: 24 }),
        async (acts, all) => {
          const host = `run-${run++}`;
          const named = (some: readonly Sample[]) => some.map((sample) => ({ ...sample, host }));
          let now = store();
          for (const step of acts) {
            if (step.kind === "keep") await got(now.keep(named(step.some)));
            if (step.kind === "roll up") await got(now.rollUp(startPlus(step.at * minute)));
            if (step.kind === "restart") now = await reopen();
          }
          await got(now.keep(named(all)));
          const expected = samples.map(({ takenAt, daemons }) => [
            takenAt - start,
            0,
            ...new Array(3).fill(daemons[0]?.heapBytes.value),
          ]);
          expect(await heapsOf(now, host)).toEqual(expected);
          await got(now.rollUp(startPlus(hour)));
          expect(await heapsOf(now, host)).toEqual(expected);
          expect(await got(now.samples(host, always))).toEqual(named(samples));
        },
      ),
      { numRuns: 25 },
    );
    expect(log().lines.filter((line) => /cannot be read/.test(line))).toEqual([]);
  });
}

async function heapsOf(store: Store, host = "web-1"): Promise<readonly (readonly (number | undefined)[])[]> {
  const history: readonly DaemonPoint[] = await got(store.daemonHistory({ host, daemon: "zope" }, always));
  return history.map(({ at, over, heap }) => [at - start, over, heap?.min, heap?.median, heap?.max]);
}
