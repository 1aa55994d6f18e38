import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateRules } from "../../../../src/domain/alert/evaluate-rules.ts";
import type { AlertContext, AlertEvent } from "../../../../src/domain/alert/event.ts";
import { noMemory, type RuleMemory } from "../../../../src/domain/alert/host-alerts.ts";
import { absent, type Figure, known } from "../../../../src/domain/figure.ts";
import type { CgroupFigures, ProcessFigures, SystemFigures } from "../../../../src/domain/sample.ts";
import type { DaemonStatus, FailedHost, ReadHost } from "../../../../src/domain/status.ts";
import { type Instant, instant, millis } from "../../../../src/domain/time.ts";
import { aSystem, size } from "../../../support/sample.ts";
import { aCgroup, type Said } from "../../diagnosis/input.ts";
import { aContext, aReading, minute, of, readAll, start, zope } from "./rig.ts";

const gone = absent("the file cannot be read");
const orGone = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<Figure<T>> =>
  fc.option(values, { freq: 4 }).map((value) => (value === null ? gone : known(value)));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
const share = fc.double({ min: 0, max: 100, noNaN: true });
const count = fc.double({ min: 0, max: 1e12, noNaN: true });
const bytesUpTo = (max: number) => fc.integer({ min: 0, max }).map((one) => size(one));
const anySize = orNull(fc.integer({ min: 0, max: 2 ** 48 })).map((one) => (one === null ? gone : size(one)));

const said: fc.Arbitrary<Partial<Said>> = fc.record({
  cpus: orNull(fc.integer({ min: 0, max: 512 })),
  load: orNull(fc.double({ min: 0, max: 10_000, noNaN: true })),
  busy: orNull(share),
  blocked: orNull(count),
  available: orNull(share),
  swapIn: orNull(count),
  swapOut: orNull(count),
  majorFaults: orNull(count),
  directScans: orNull(count),
  memorySome: orNull(share),
  memoryFull: orNull(share),
  first: fc.boolean(),
});

const system: fc.Arbitrary<Partial<SystemFigures>> = fc.record({
  bootId: orGone(fc.constantFrom("boot-a", "boot-b", "")),
  uptimeSeconds: orGone(fc.double({ min: 0, max: 1e9, noNaN: true })),
  bootedAtSeconds: orGone(fc.integer({ min: 0, max: 4e9 })),
  swap: fc.record({ totalBytes: anySize, freeBytes: anySize, devices: fc.constant(known(["/dev/zram0"])) }),
  counters: orGone(fc.nat(1000)).map((oomKills) => ({ ...aSystem().counters, oomKills })),
});

const processes: fc.Arbitrary<readonly ProcessFigures[]> = fc.array(
  fc
    .record({ pid: fc.integer({ min: 1, max: 9 }), parentPid: orGone(fc.nat(9)), startTicks: orGone(fc.nat(1e9)) })
    .map((identity): ProcessFigures => {
      const rest = { cpuTicks: gone, majorFaults: gone, threads: gone, anonBytes: gone, swapBytes: gone };
      return { ...identity, ...rest, rssBytes: gone, peakRssBytes: gone };
    }),
  { maxLength: 4 },
);

const cgroup: fc.Arbitrary<CgroupFigures | null> = orNull(
  orGone(fc.nat(1000)).map((oomKills) => ({ ...aCgroup(0.5, 3), oomKills })),
);

const daemons: fc.Arbitrary<readonly DaemonStatus[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom("zope", "constructor", "__proto__", "toString"),
      state: fc.constantFrom("up", "down", "unknown"),
      heapBytes: anySize,
      thresholdBytes: anySize,
      givesBackBytes: anySize,
      share: orGone(fc.double({ min: 0, max: 3, noNaN: true })),
      processes,
      cgroup,
    })
    .map(({ name, state, heapBytes, processes, cgroup, ...status }): DaemonStatus => {
      const base = zope();
      const figures = { ...base.figures, name, state, heapBytes, processes, cgroup };
      return { ...base, ...status, daemon: { ...base.daemon, name }, figures };
    }),
  { selector: ({ figures }) => figures.name, maxLength: 4 },
);

const reading: fc.Arbitrary<ReadHost> = fc
  .record({ said, system, daemons, tookMs: fc.nat(20_000) })
  .map(({ tookMs, ...scene }) => {
    const status = aReading(scene);
    return { ...status, sample: { ...status.sample, tookMs: millis(tookMs) } };
  });

const failure: fc.Arbitrary<FailedHost> = fc
  .record({
    reason: fc.constantFrom("unreachable", "timed out", "auth failed", "host key changed", "stopped", "no probe"),
    lastGood: orNull(reading),
  })
  .map(({ reason, lastGood }) => ({
    kind: "failed",
    host: "web-1",
    state: "stale",
    failure: { reason, detail: "web-1 gave no answer.", nextTryAt: null },
    tookMs: millis(4000),
    lastGood,
  }));

const event: fc.Arbitrary<AlertEvent> = fc.oneof(
  { weight: 5, arbitrary: reading.map((status): AlertEvent => ({ kind: "read", status })) },
  { weight: 2, arbitrary: failure.map((status): AlertEvent => ({ kind: "missed", status })) },
  fc.constantFrom<AlertEvent>(
    { kind: "checked", daemon: "__proto__", outcome: { ok: false, what: "answered 502 Bad Gateway" } },
    { kind: "checked", daemon: "zope", outcome: { ok: true, tookMs: 3 } },
    { kind: "self", troubles: [{ name: "late", severity: "warning", sentence: "late", advice: "Wait." }] },
    { kind: "self", troubles: [] },
    { kind: "tick" },
  ),
);

/** Events and the time from each to the next. */
const course = fc.array(fc.tuple(event, fc.integer({ min: 1, max: 40 * minute })), { minLength: 1, maxLength: 8 });

type Course = readonly (readonly [AlertEvent, number])[];

function run(events: Course, contextAt: (now: Instant) => AlertContext) {
  let memory: RuleMemory = noMemory;
  let now: number = start;
  return events.map(([one, passed]) => {
    now += passed;
    const evaluated = evaluateRules({ host: "web-1", memory }, one, contextAt(instant(now)));
    memory = evaluated.memory;
    return evaluated;
  });
}

const notForPeople = /NaN|undefined|\bnull\b|Infinity|\[object|e\+\d/;

describe("whatever figures hosts give or keep back", () => {
  it("the rules never throw, and what they say is for people", () => {
    fc.assert(
      fc.property(course, (events) => {
        for (const { evaluations } of run(events, (now) => aContext({ now }))) {
          for (const { key, level, finding, endedBy } of evaluations) {
            const { sentence, advice, figures, measure, measureText } = finding;
            for (const text of [sentence, advice, measureText, ...figures.map((one) => `${one.name} ${one.text}`)]) {
              expect(text).not.toMatch(notForPeople);
              expect(text.trim()).not.toBe("");
            }
            expect(sentence).not.toMatch(/\.$|^web-1/);
            expect(advice).toMatch(/^[A-Z].*\.$/);
            if (measure !== null) expect(Number.isFinite(measure)).toBe(true);
            if (key.rule !== "bot" && key.rule !== "health") expect([4, 5, 6]).toContain(figures.length);
            if (level !== "clear") expect(endedBy).toBeNull();
          }
        }
      }),
    );
  });

  it("the same events give the same words and the same memory, which survives being stored", () => {
    fc.assert(
      fc.property(course, (events) => {
        const [once, again] = [0, 1].map(() => run(events, (now) => aContext({ now })));
        expect(again).toEqual(once);
        for (const { memory } of once ?? []) expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
      }),
    );
  });

  it("each key is judged once", () => {
    fc.assert(
      fc.property(course, (events) => {
        for (const { evaluations } of run(events, (now) => aContext({ now }))) {
          const keys = evaluations.map(({ key }) => `${key.rule}/${key.daemon}`);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
    );
  });

  it("a setting of the bot's clock changes nothing but what the clock rule says", () => {
    fc.assert(
      fc.property(course, fc.integer({ min: -1e10, max: 1e10 }), (events, by) => {
        const before = run(events, (now) => aContext({ now }));
        const shifted = events.map(([one, passed]) => [shift(one, by), passed] as const);
        const after = run(shifted, (now) => aContext({ now, wallOffsetMs: by }));
        const withoutClock = (all: typeof before) =>
          all.map(({ evaluations, memory, restarted }) => ({
            evaluations: evaluations.filter(({ key }) => key.rule !== "clock"),
            memory,
            restarted,
          }));
        expect(withoutClock(after)).toEqual(withoutClock(before));
      }),
    );
  });
});

/** The event as it comes when the bot's wall clock is set ahead by so much. */
function shift(event: AlertEvent, by: number): AlertEvent {
  const shifted = (status: ReadHost): ReadHost => ({
    ...status,
    sample: { ...status.sample, takenAt: instant(status.sample.takenAt + by) },
  });
  if (event.kind === "read") return { ...event, status: shifted(event.status) };
  if (event.kind !== "missed" || event.status.lastGood === null) return event;
  return { ...event, status: { ...event.status, lastGood: shifted(event.status.lastGood) } };
}

it("a setting of the bot's clock never makes a host's clock wrong that was right", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e10, max: 1e10 }), (by) => {
      const event = shift({ kind: "read", status: aReading() }, by);
      const evaluated = evaluateRules({ host: "web-1", memory: noMemory }, event, aContext({ wallOffsetMs: by }));
      expect(of(evaluated, "clock").level).toBe("clear");
    }),
  );
});

it("a swap that is idle never alerts, however full it is and however it came to be", () => {
  const total = 4 * 1024 ** 3;
  const levels = fc.array(bytesUpTo(total), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(levels, fc.integer({ min: 15_000, max: 10 * minute }), (free, every) => {
      const scenes = free.map((freeBytes, index) => ({
        afterMs: index * every,
        said: { swapIn: 0, swapOut: 0 },
        system: { swap: { totalBytes: size(total), freeBytes, devices: known(["/dev/sda2"]) } },
      }));
      for (const evaluated of readAll(scenes))
        expect(["clear", "held", "unknown"]).toContain(of(evaluated, "swap").level);
    }),
    { numRuns: 30 },
  );
});

it("a higher load, more pressure and a larger heap never make a level better", () => {
  const order = ["clear", "held", "warning", "critical"];
  const rank = (scene: Parameters<typeof aReading>[0], rule: "load" | "memory" | "heap", daemon: string | null) =>
    order.indexOf(of(readAll([scene ?? {}])[0], rule, daemon).level);
  const two = fc.tuple(share, share).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
  fc.assert(
    fc.property(two, ([less, more]) => {
      for (const rule of ["load", "memory"] as const) {
        const figures = (value: number) => ({ said: rule === "load" ? { load: value } : { memorySome: value } });
        expect(rank(figures(more), rule, null)).toBeGreaterThanOrEqual(rank(figures(less), rule, null));
      }
      const heap = (percent: number) => ({ daemons: [zope({ heap: percent * 1e8 })] });
      expect(rank(heap(more), "heap", "zope")).toBeGreaterThanOrEqual(rank(heap(less), "heap", "zope"));
    }),
  );
});
