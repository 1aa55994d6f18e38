import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absent, known } from "../../src/domain/figure.ts";
import { deriveRates, rateSpanMinSeconds } from "../../src/domain/rates.ts";
import type { CpuTicks, ProcessFigures, Sample, SystemFigures } from "../../src/domain/sample.ts";
import { instant } from "../../src/domain/time.ts";
import { aDaemon, aSample, aSystem, later } from "../support/sample.ts";

const first = aSample();
const missing = absent("the field is missing");

describe("rates", () => {
  it.each([
    ["no reading", []],
    ["one reading", [first]],
    ["readings of two boots", [first, later(first, 60, { bootId: known("another boot") })]],
    ["an uptime that went back", [first, later(first, -30)]],
    ["one reading twice", [first, first]],
    ["readings too close together", [first, later(first, rateSpanMinSeconds - 0.1)]],
    ["no uptime at first", [withSystem(first, { uptimeSeconds: missing }), later(first, 60)]],
    ["no uptime at last", [first, later(first, 60, { uptimeSeconds: missing })]],
  ])("cannot be taken from %s", (_, samples) => {
    expect(deriveRates(samples)).toBeNull();
  });

  it("count per second of the host's own uptime, whatever the bot's clock does", () => {
    const last = later(first, 60, counters({ swapInPages: 6000, majorFaults: 30 }));
    const jumped = { ...last, takenAt: instant(0) };
    expect(deriveRates([first, jumped])).toMatchObject({
      overSeconds: 60,
      perSecond: { swapInPages: { value: 100 }, majorFaults: { value: 0.5 }, swapOutPages: { value: 0 } },
    });
  });

  it("are over the oldest and the newest reading of the newest one's boot", () => {
    const before = later(first, 500, { bootId: known("an earlier boot"), tasksBlocked: known(900) });
    const samples = [before, later(first, 10), later(first, 30), later(first, 40)];
    expect(deriveRates(samples)).toMatchObject({ overSeconds: 30, blockedMean: { value: 0 } });
  });

  it("trust the uptime where the boot id cannot be read", () => {
    const unnamed = withSystem(first, { bootId: missing });
    expect(deriveRates([unnamed, later(first, 15)])?.overSeconds).toBe(15);
    expect(deriveRates([first, later(unnamed, 15)])?.overSeconds).toBe(15);
  });

  it("are absent, with the reason, for a counter that went back or is absent at either end", () => {
    const from = withSystem(first, {
      counters: { ...aSystem().counters, majorFaults: known(50), fileRefaults: missing, oomKills: missing },
    });
    const to = later(first, 15, {
      counters: { ...aSystem().counters, majorFaults: known(49), oomKills: absent("the file cannot be read") },
    });
    expect(deriveRates([from, to])?.perSecond).toMatchObject({
      majorFaults: { value: null, reason: "it went back between two readings" },
      fileRefaults: missing,
      oomKills: { value: null, reason: "the file cannot be read" },
    });
  });

  it("give the mean of the waiting tasks over all readings that have the figure", () => {
    const blocked = [known(2), missing, known(10), known(3)].map((tasksBlocked, index) =>
      later(first, index * 15, { tasksBlocked }),
    );
    expect(deriveRates(blocked)?.blockedMean.value).toBe(5);
  });

  it("say why no reading has the waiting tasks", () => {
    const blocked = [missing, absent("the file cannot be read")].map((tasksBlocked, index) =>
      later(first, index * 15, { tasksBlocked }),
    );
    expect(deriveRates(blocked)?.blockedMean).toEqual(absent("the file cannot be read"));
  });

  it("do not change when the readings are shifted in time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 1, max: 3600 }), (shift, apart) => {
        const last = later(first, apart, { ...counters({ swapOutPages: 12_345 }), ...ticks({ user: 77, idle: 400 }) });
        expect(deriveRates([later(first, shift), later(last, shift)])).toEqual(deriveRates([first, last]));
      }),
    );
  });
});

describe("shares of the CPUs", () => {
  it("count steal and interrupts as busy, but neither idling nor waiting for a disk", () => {
    const last = later(
      first,
      60,
      ticks({ user: 10, nice: 5, system: 10, irq: 5, softirq: 5, steal: 15, idle: 30, iowait: 20 }),
    );
    expect(deriveRates([first, last])?.cpu.value).toEqual({ busy: 0.5, system: 0.2, iowait: 0.2, steal: 0.15 });
  });

  it("stay shares when idle, iowait or steal go back a little, as the kernel says that they may", () => {
    const last = later(first, 60, ticks({ user: 100, idle: -1, iowait: -20, steal: -3 }));
    expect(deriveRates([first, last])?.cpu.value).toEqual({ busy: 1, system: 0, iowait: 0, steal: 0 });
  });

  it.each([
    ["user time went back", ticks({ user: -1, idle: 100 }), "it went back between two readings"],
    ["system time went back", ticks({ system: -1, idle: 100 }), "it went back between two readings"],
    ["nothing was counted", {}, "it stood still between two readings"],
    ["they are absent at last", { cpuTicks: missing }, "the field is missing"],
  ] as const)("are absent when %s", (_, changes, reason) => {
    expect(deriveRates([first, later(first, 60, changes)])?.cpu).toEqual(absent(reason));
  });

  it("are absent when they were absent at first", () => {
    expect(deriveRates([withSystem(first, { cpuTicks: missing }), later(first, 60)])?.cpu).toEqual(missing);
  });

  it("are 0 to 1, whatever the counters do", () => {
    const step = fc.integer({ min: 0, max: 1e9 });
    const steps = fc.record({
      user: step,
      nice: step,
      system: step,
      idle: step,
      iowait: step,
      irq: step,
      softirq: step,
      steal: step,
    });
    fc.assert(
      fc.property(steps, (by) => {
        const cpu = deriveRates([first, later(first, 60, ticks(by))])?.cpu.value;
        for (const share of Object.values(cpu ?? { none: 0 })) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("a daemon's rates", () => {
  const process = aDaemon("zope", 1e9).processes[0] ?? fail();

  it("are the sum over its processes, in CPU seconds and faults per second", () => {
    const before = [
      aProcess(1, 100, { cpuTicks: 1000, majorFaults: 0 }),
      aProcess(2, 110, { cpuTicks: 50, majorFaults: 7 }),
    ];
    const now = [
      aProcess(1, 100, { cpuTicks: 4000, majorFaults: 60 }),
      aProcess(2, 110, { cpuTicks: 6050, majorFaults: 67 }),
    ];
    expect(ratesOf(before, now)).toEqual({ cpus: known(1.5), majorFaultsPerSecond: known(2) });
  });

  it("leave out a process that took over another one's pid, and one that is new", () => {
    const before = [aProcess(1, 100, { cpuTicks: 1000 }), aProcess(2, 110, { cpuTicks: 9000 })];
    const now = [aProcess(1, 100, { cpuTicks: 1600 }), aProcess(2, 555, { cpuTicks: 9999 }), aProcess(3, 556, {})];
    expect(ratesOf(before, now).cpus).toEqual(known(0.1));
  });

  it("are absent after a restart in between", () => {
    const reason = absent("no process of it lived through both readings");
    expect(ratesOf([aProcess(1, 100, {})], [aProcess(9, 900, {})])).toEqual({
      cpus: reason,
      majorFaultsPerSecond: reason,
    });
  });

  it("are absent when the start of its processes is not known, since a pid alone is no identity", () => {
    const unknown = { ...process, startTicks: missing };
    expect(ratesOf([unknown], [unknown]).cpus.reason).toBe("no process of it lived through both readings");
  });

  it("are absent when it is down", () => {
    expect(ratesOf([process], []).cpus).toEqual(absent("the process is gone"));
  });

  it("are absent, with the counter's own reason, when no process has the counter", () => {
    const unread = { ...process, majorFaults: missing };
    expect(ratesOf([process], [unread]).majorFaultsPerSecond).toEqual(missing);
    expect(ratesOf([process, aProcess(2, 110, {})], [unread, aProcess(2, 110, {})]).majorFaultsPerSecond).toEqual(
      known(0),
    );
  });

  it("are absent for a daemon that was not in the earlier reading, whatever its name", () => {
    const now = { ...later(first, 60), daemons: [aDaemon("__proto__", 1), aDaemon("zope", 1)] };
    const rates = deriveRates([first, now]);
    expect(Object.keys(rates?.daemons ?? {})).toEqual(["__proto__", "zope"]);
    expect(rates?.daemons["zope"]?.cpus.reason).toBe("no process of it lived through both readings");
  });

  function ratesOf(before: readonly ProcessFigures[], now: readonly ProcessFigures[]) {
    const from = { ...first, daemons: [aDaemon("zope", 1, { processes: before })] };
    const to = { ...later(first, 60), daemons: [aDaemon("zope", 1, { processes: now })] };
    return deriveRates([from, to])?.daemons["zope"] ?? fail();
  }

  function aProcess(pid: number, start: number, counts: { cpuTicks?: number; majorFaults?: number }): ProcessFigures {
    return {
      ...process,
      pid,
      startTicks: known(start),
      cpuTicks: known(counts.cpuTicks ?? 0),
      majorFaults: known(counts.majorFaults ?? 0),
    };
  }
});

function withSystem(sample: Sample, changes: Partial<SystemFigures>): Sample {
  return later(sample, 0, changes);
}

function counters(counts: Readonly<Record<string, number>>): Partial<SystemFigures> {
  const grown = Object.entries(counts).map(([name, count]) => [name, known(count)]);
  return { counters: { ...aSystem().counters, ...Object.fromEntries(grown) } };
}

function ticks(by: Partial<Record<keyof CpuTicks, number>>): Partial<SystemFigures> {
  const from = aSystem().cpuTicks.value ?? fail();
  const moved = (name: keyof CpuTicks): number => from[name] + (by[name] ?? 0);
  return {
    cpuTicks: known({
      user: moved("user"),
      nice: moved("nice"),
      system: moved("system"),
      idle: moved("idle"),
      iowait: moved("iowait"),
      irq: moved("irq"),
      softirq: moved("softirq"),
      steal: moved("steal"),
    }),
  };
}

function fail(): never {
  throw new Error("the builder gave no such figure");
}
