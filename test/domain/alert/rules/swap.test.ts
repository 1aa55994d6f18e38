import { describe, expect, it } from "vitest";
import { swapPointsMax } from "../../../../src/domain/alert/rules/swap-climb.ts";
import { defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";
import { absent, known } from "../../../../src/domain/figure.ts";
import type { SystemFigures } from "../../../../src/domain/sample.ts";
import { aSample, size } from "../../../support/sample.ts";
import { ram } from "../../diagnosis/input.ts";
import { hour, minute, of, readAll, type Scene } from "./rig.ts";

const poll = minute;
const swapTotal = ram / 2;

/** Swap in use as a share of RAM, by minutes after the start. */
type Course = (minutes: number) => number;

interface Traffic {
  readonly swapIn?: number | null;
  readonly swapOut?: number | null;
  readonly minutes?: number;
  readonly every?: number;
}

function swap(ratio: number): Pick<SystemFigures, "swap"> {
  const total = size(swapTotal);
  return { swap: { ...aSample().system.swap, totalBytes: total, freeBytes: size(swapTotal - ratio * ram) } };
}

function scenes(course: Course, { swapIn = 0, swapOut = 0, minutes = 35, every = poll }: Traffic): Scene[] {
  const count = Math.floor((minutes * minute) / every) + 1;
  return Array.from({ length: count }, (_, index) => ({
    afterMs: index * every,
    said: { swapIn, swapOut },
    system: swap(course((index * every) / minute)),
  }));
}

function lastOf(course: Course, traffic: Traffic = {}) {
  return of(readAll(scenes(course, traffic)).at(-1), "swap");
}

/** Percent of RAM per hour, from a tenth of RAM on. */
const climbing =
  (perHour: number): Course =>
  (minutes) =>
    0.1 + (perHour / 100) * (minutes / 60);

describe("swap climbs: by rate and activity", () => {
  it.each([
    [2.4, "clear"],
    [2.6, "held"],
    [4.9, "held"],
    [5.1, "warning"],
    [19.9, "warning"],
    [20.1, "critical"],
  ] as const)("%s % of RAM per hour while pages leave is %s", (perHour, level) => {
    expect(lastOf(climbing(perHour), { swapOut: 40 }).level).toBe(level);
  });

  it("not before it has been watched over the whole span", () => {
    expect(lastOf(climbing(10), { swapOut: 40, minutes: 29 }).level).toBe("unknown");
    expect(lastOf(climbing(10), { swapOut: 40, minutes: 30 }).level).toBe("warning");
  });

  it("not without a page that leaves: then it has climbed, and climbs no more", () => {
    expect(lastOf(climbing(10), { swapOut: 0.9 }).level).toBe("held");
    expect(lastOf(climbing(10), { swapOut: 1 }).level).toBe("warning");
    expect(lastOf(climbing(10), { swapOut: null }).level).toBe("unknown");
  });

  it("not by one step that is over, though pages still trickle out", () => {
    const step: Course = (minutes) => (minutes < 6 ? 0.1 : 0.2);
    expect(lastOf(step, { swapOut: 5 }).level).toBe("held");
  });

  it("says how fast, over how long, and what leaves", () => {
    const { finding } = lastOf(climbing(8), { swapOut: 40 });
    expect(finding.sentence).toBe(
      "swap in use has grown by 8 % of RAM per hour over the last 30 min while 40 pages/s leave for it",
    );
    expect(finding.measureText).toBe("8 % of RAM per hour");
    expect(finding.figures.map(({ text }) => text).slice(0, 3)).toEqual([
      "8 % of RAM per hour",
      "0 / 40 pages/s",
      "1.2 of 4.0 GiB",
    ]);
  });
});

describe("by traffic both ways", () => {
  it.each([
    [50, 300, "clear"],
    [51, 300, "held"],
    [100, 300, "held"],
    [101, 101, "warning"],
    [300, 101, "warning"],
    [5000, 5000, "warning"],
    [null, 300, "unknown"],
    [null, 10, "clear"],
  ] as const)("%s pages/s in and %s out are %s", (swapIn, swapOut, level) => {
    expect(lastOf(() => 0.2, { swapIn, swapOut }).level).toBe(level);
  });

  it("at once, without a course to look back on", () => {
    const { level, finding } = lastOf(() => 0.2, { swapIn: 200, swapOut: 180, minutes: 0 });
    expect(level).toBe("warning");
    expect(finding.sentence).toBe("200 pages/s come back from swap while 180 leave for it");
  });
});

describe("what harms nobody is silent", () => {
  it("a full but idle swap", () => {
    expect(lastOf(() => swapTotal / ram).level).toBe("clear");
  });

  it("cold pages that leave for some minutes", () => {
    expect(lastOf((minutes) => 0.1 + Math.max(0, minutes - 33) * 0.005, { swapOut: 400 }).level).toBe("clear");
  });

  it("pages that come back: the host recovers", () => {
    expect(lastOf((minutes) => 0.4 - minutes * 0.01, { swapIn: 2000 }).level).toBe("clear");
  });

  it("a host without swap, or with none in use, even at its first reading", () => {
    expect(lastOf(() => 0, { minutes: 0 }).level).toBe("clear");
    const none = { swap: { totalBytes: size(0), freeBytes: size(0), devices: known([]) } };
    expect(of(readAll([{ system: none }]).at(-1), "swap").level).toBe("clear");
  });
});

describe("what is remembered of the course", () => {
  it("is bounded, however often the host is read and however long the span is", () => {
    const day = { swap: { ...defaultAlertSettings.swap, spanMs: 6 * hour } };
    const lengths = readAll(scenes(climbing(1), { minutes: 14 * 60, every: 4 * minute }), { settings: day });
    expect(Math.max(...lengths.map(({ memory }) => memory.swapUsed.length))).toBeLessThanOrEqual(2 * swapPointsMax + 1);
    const often = readAll(scenes(climbing(1), { minutes: 70, every: 5000 })).at(-1)?.memory.swapUsed ?? [];
    expect(often.length).toBeLessThanOrEqual(32);
    const gaps = often.slice(1).map(({ at }, index) => at - (often[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(minute);
  });

  it("ends with the host's boot, and does not reach over a long outage", () => {
    const before = readAll(scenes(() => 0.1, { minutes: 31 })).at(-1);
    const again = { said: { swapOut: 40 }, afterMs: 45 * minute, system: { ...swap(0.3), bootId: known("other") } };
    const memory = before?.memory;
    if (memory === undefined) throw new Error("nothing was read");
    expect(of(readAll([again], { memory }).at(-1), "swap").level).toBe("unknown");
    const late = { said: { swapOut: 40 }, afterMs: 31 * minute + hour + 1, system: swap(0.3) };
    expect(of(readAll([late], { memory }).at(-1), "swap").level).toBe("unknown");
  });

  it("leaves out what could not be read", () => {
    const gone = { swap: { ...aSample().system.swap, freeBytes: absent("the file cannot be read") } };
    const last = readAll([{ system: swap(0.1) }, { system: gone, afterMs: minute }]).at(-1);
    expect(of(last, "swap").level).toBe("unknown");
    expect(last?.memory.swapUsed).toHaveLength(1);
  });
});
