import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absent, known } from "../../src/domain/figure.ts";
import type { DaemonFigures, Sample } from "../../src/domain/sample.ts";
import {
  loadingLastsSeconds,
  noStartHeaps,
  observeStarts,
  type StartHeaps,
  startHeapOf,
  startLastsSeconds,
} from "../../src/domain/start-heaps.ts";
import { aDaemon, aSample, size } from "../support/sample.ts";

/** The builder's daemons start 500 s after boot. */
const startedAt = 500;
const unseen = absent("the bot did not see it start");
const missing = absent("the field is missing");

describe("the heap at start", () => {
  it("is the smallest that was seen in the first two minutes", () => {
    const starts = observe([reading(10, 300), reading(60, 200), reading(startLastsSeconds, 400), reading(3600, 100)]);
    expect(heapIn(starts, reading(3615, 900))).toEqual(known(200));
  });

  it("is not known of a daemon that ran before the bot looked", () => {
    expect(heapIn(observe([reading(startLastsSeconds + 1, 100)]), reading(200, 100))).toEqual(unseen);
  });

  it("is not taken while the daemon is still loading its own program", () => {
    expect(heapIn(observe([reading(loadingLastsSeconds - 0.1, 5)]), reading(200, 100))).toEqual(unseen);
    expect(heapIn(observe([reading(loadingLastsSeconds, 5)]), reading(200, 100))).toEqual(known(5));
  });

  it.each<[string, Sample]>([
    ["another boot", reading(10, 700, { system: { bootId: known("another boot") } })],
    ["another process", reading(10, 700, { processes: [{ ...process(), pid: 99 }] })],
    ["another start of the same pid", reading(10, 700, { processes: [{ ...process(), startTicks: known(50_001) }] })],
  ])("begins anew with %s", (_, next) => {
    const starts = observe([reading(10, 100), next]);
    expect(heapIn(starts, next)).toEqual(known(700));
    expect(heapIn(starts, reading(10, 100))).toEqual(unseen);
  });

  it("is forgotten with a restart that was seen too late", () => {
    const restarted = reading(3600, 900, { processes: [{ ...process(), pid: 99 }] });
    expect(observe([reading(10, 100), restarted]).size).toBe(0);
  });

  it("outlives a reading that cannot see the daemon", () => {
    const hidden = reading(600, 0, { state: "unknown", processes: [], heapBytes: missing });
    const unread = reading(600, 0, { heapBytes: missing });
    const unnamed = reading(600, 0, { system: { bootId: missing } });
    const starts = observe([reading(10, 100), hidden, unread, unnamed]);
    expect(heapIn(starts, reading(700, 300))).toEqual(known(100));
    expect(heapIn(starts, hidden)).toEqual(unseen);
  });

  it("does not outlive the daemon", () => {
    expect(observe([reading(10, 100), reading(600, 0, { state: "down", processes: [] })]).size).toBe(0);
    expect(observe([reading(10, 100), aSample()]).size).toBe(0);
  });

  it("is not taken without the host's uptime or the daemon's start", () => {
    expect(observe([reading(10, 100, { system: { uptimeSeconds: missing } })]).size).toBe(0);
    expect(observe([reading(10, 100, { processes: [{ ...process(), startTicks: missing }] })]).size).toBe(0);
  });

  it("is held for the daemons of the last reading only, and never grows within an epoch", () => {
    const step = fc.record({ after: fc.integer({ min: 0, max: 300 }), heap: fc.integer({ min: 0, max: 1000 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let starts = noStartHeaps;
        let smallest = Number.POSITIVE_INFINITY;
        for (const { after, heap } of steps) {
          const sample = reading(after, heap);
          starts = observeStarts(starts, sample);
          const held = heapIn(starts, sample).value ?? Number.POSITIVE_INFINITY;
          expect(held).toBeLessThanOrEqual(smallest);
          expect(starts.size).toBeLessThanOrEqual(1);
          smallest = held;
        }
      }),
    );
  });
});

function observe(samples: readonly Sample[]): StartHeaps {
  return samples.reduce(observeStarts, noStartHeaps);
}

function heapIn(starts: StartHeaps, sample: Sample) {
  return startHeapOf(starts, sample.daemons[0] ?? aDaemon("none", 0), sample);
}

/** Zope this many seconds after its start, with this heap. */
function reading(
  ageSeconds: number,
  heap: number,
  { system, ...daemon }: Partial<DaemonFigures> & { system?: Partial<Sample["system"]> } = {},
): Sample {
  return aSample({
    system: { uptimeSeconds: known(startedAt + ageSeconds), ...system },
    daemons: [{ ...aDaemon("zope", heap), heapBytes: size(heap), ...daemon }],
  });
}

function process() {
  const [first] = aDaemon("zope", 0).processes;
  if (first === undefined) throw new Error("the builder gave no process");
  return first;
}
