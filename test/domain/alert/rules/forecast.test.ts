import { describe, expect, it } from "vitest";
import { absent } from "../../../../src/domain/figure.ts";
import type { Crossing } from "../../../../src/domain/heap/crossing.ts";
import { farBelow, type HeapForesight } from "../../../../src/domain/heap/heap-foresight.ts";
import type { DaemonStatus } from "../../../../src/domain/status.ts";
import { size } from "../../../support/sample.ts";
import { evaluate, gibibyte, of, read, readAll, type Situation, zope } from "./rig.ts";

const daemon: DaemonStatus = {
  ...zope({ heap: 2.4 * gibibyte }),
  thresholdBytes: size(3.6 * gibibyte),
  givesBackBytes: size(1.4 * gibibyte),
};
const inHours = (hours: number | null) => (hours === null ? null : hours * 3600);

function within(p05: number | null, p50: number | null, p95: number | null): HeapForesight {
  const crossing: Crossing = {
    thresholdBytes: 3.6 * gibibyte,
    probability: 0.99,
    in: { p05: inHours(p05), p50: inHours(p50), p95: inHours(p95) },
  };
  return { crossing, basis: "its growth over 3 d 2 h" };
}

function foresee(foresight: HeapForesight, seen: DaemonStatus = daemon, situation: Situation = {}) {
  return of(evaluate({ kind: "foreseen", daemon: seen, foresight }, situation), "forecast", "zope");
}

describe("a heap that will reach its threshold", () => {
  it.each([
    [[5, 7, 9], "warning"],
    [[12, 24, null], "warning"],
    [[12, 24.1, null], "held"],
    [[1, 30.1, 50], "clear"],
    [[1, null, null], "clear"],
    [[null, null, null], "clear"],
    [[1, 1.5, 2], "critical"],
    [[1, 1.5, 2.1], "warning"],
    [[0, 0, 0], "critical"],
  ] as const)("in %s hours (5, 50, 95 %%) is %s", ([p05, p50, p95], level) => {
    expect(foresee(within(p05, p50, p95)).level).toBe(level);
  });

  it("needs a heap that stands high, too", () => {
    const low = { ...daemon, thresholdBytes: size(4.9 * gibibyte) };
    expect(foresee(within(5, 7, 9), low).level).toBe("clear");
    expect(foresee(within(5, 7, 9), { ...daemon, thresholdBytes: size(4.8 * gibibyte) }).level).toBe("warning");
  });

  it("is told with its range, what that rests on, and until when to restart it", () => {
    const { finding } = foresee(within(5, 7, 9));
    expect(finding.sentence).toBe("heap 2.4 of 3.6 GiB, reaches its threshold in 5–9 h, most likely in 7 h");
    expect(finding.advice).toBe("Plan a restart at a quiet hour within 5 h: it gives back about 1.4 GiB.");
    expect(finding.figures.slice(0, 6)).toEqual([
      { name: "Heap", text: "2.4 GiB" },
      { name: "Threshold", text: "3.6 GiB" },
      { name: "Reaches it", text: "in 5–9 h" },
      { name: "Chance within 7 days", text: "99 %" },
      { name: "Forecast by", text: "its growth over 3 d 2 h" },
      { name: "A restart gives back", text: "1.4 GiB" },
    ]);
    expect(finding).toMatchObject({ measure: 0.99, measureText: "in 5–9 h" });
  });

  it("says how far it knows where the range is open, and what has come already", () => {
    const said = (...hours: [number | null, number | null, number | null]) =>
      foresee(within(...hours)).finding.sentence;
    expect(said(20, 30, null)).toContain("reaches its threshold in 20 h at the earliest, most likely in 30 h");
    expect(said(20, null, null)).toMatch(/in 20 h at the earliest$/);
    expect(said(null, null, null)).toContain("does not reach its threshold within 7 days, as far as can be seen");
    expect(said(0, 0, 0)).toBe("heap 2.4 of 3.6 GiB, its peaks have reached its threshold");
    const above = { ...daemon, thresholdBytes: size(2 * gibibyte) };
    expect(foresee(within(0, 0, 0), above).finding.sentence).toMatch(/ GiB, has reached its threshold$/);
    expect(foresee(within(0, 0, 0)).finding.advice).toContain("Plan a restart now, or at the next quiet hour");
  });

  it("is not known without a forecast, a heap or a threshold, and says why", () => {
    const young = foresee({ crossing: null, basis: "7 h of history, 24 h needed" });
    expect(young.level).toBe("unknown");
    expect(young.finding.sentence).toBe("heap 2.4 of 3.6 GiB, no forecast: 7 h of history, 24 h needed");
    const blind = { ...daemon, thresholdBytes: absent("there is not enough history yet") };
    expect(foresee(within(5, 7, 9), blind)).toMatchObject({ level: "unknown" });
    expect(foresee(within(5, 7, 9), blind).finding.sentence).toContain("heap not known");
  });

  it("far below its threshold no forecast is needed to say that it is clear", () => {
    expect(foresee(farBelow, { ...daemon, thresholdBytes: size(36 * gibibyte) }).level).toBe("clear");
  });
});

describe("a reading", () => {
  it("says nothing of forecasts while the daemon is the same process", () => {
    const { evaluations } = read({ daemons: [daemon] });
    expect(evaluations.filter(({ key }) => key.rule === "forecast")).toEqual([]);
  });

  it("ends what was foreseen of a process that was restarted, is down, or is not to be foreseen any more", () => {
    const after = { daemons: [zope({ pid: 5000, startedAt: 1010, heap: gibibyte })], afterMs: 15_000 };
    const [, restarted] = readAll([{ daemons: [daemon] }, after]);
    expect(of(restarted, "forecast", "zope")).toMatchObject({ level: "clear", endedBy: "zope was restarted" });
    const down = zope({ figures: { state: "down" } });
    expect(of(read({ daemons: [down] }), "forecast", "zope")).toMatchObject({
      level: "clear",
      endedBy: "zope went down",
    });
    const off = { settings: { off: ["forecast"] as const } };
    expect(of(read({ daemons: [daemon] }, off), "forecast", "zope")).toMatchObject({
      level: "clear",
      endedBy: "its rule was turned off",
    });
  });
});
