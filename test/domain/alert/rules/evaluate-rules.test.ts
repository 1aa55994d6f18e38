import { describe, expect, it } from "vitest";
import { evaluateRules } from "../../../../src/domain/alert/evaluate-rules.ts";
import { noMemory } from "../../../../src/domain/alert/host-alerts.ts";
import { ruleNames } from "../../../../src/domain/alert/rule.ts";
import { defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";
import { instant } from "../../../../src/domain/time.ts";
import { aDaemonStatus, story } from "../../diagnosis/input.ts";
import { aContext, aReading, evaluate, gibibyte, of, read, readAll, start, zope } from "./rig.ts";

describe("every event", () => {
  it("that brings no figures changes nothing", () => {
    const { memory } = read();
    const nothing = { evaluations: [], memory, restarted: [] };
    const until = instant(start + 1000);
    expect(evaluate({ kind: "tick" }, { memory })).toEqual(nothing);
    expect(evaluate({ kind: "maintenance", daemon: "zope", until, what: "restart 1" }, { memory })).toEqual(nothing);
    expect(evaluate({ kind: "maintenance over", daemon: "zope" }, { memory })).toEqual(nothing);
    expect(evaluate({ kind: "specimen", rule: "heap", by: "U1" }, { memory })).toEqual(nothing);
  });

  it("of a reading is judged by every rule that figures can tell of, each key once", () => {
    const { evaluations } = read({ daemons: [zope(), aDaemonStatus("constructor", 0.1)] });
    const keys = evaluations.map(({ key }) => `${key.host} ${key.rule} ${key.daemon}`);
    expect(new Set(keys).size).toBe(keys.length);
    const judged = new Set(evaluations.map(({ key }) => key.rule));
    expect(ruleNames.filter((rule) => !judged.has(rule))).toEqual(["forecast", "bot"]);
  });

  it("has the times of its rule's settings", () => {
    for (const { key, pendingMs, keepFiringMs } of read({ daemons: [zope()] }).evaluations) {
      expect({ pendingMs, keepFiringMs }).toEqual(defaultAlertSettings[key.rule].timing);
    }
  });
});

describe("a rule that is off", () => {
  it("says clear whatever the figures are, and that it is off", () => {
    const daemons = [zope({ heap: 5 * gibibyte })];
    const settings = { off: ["heap", "memory", "load"] as const };
    const evaluated = read({ said: story, daemons }, { settings });
    for (const [rule, daemon] of [
      ["heap", "zope"],
      ["memory", null],
      ["load", null],
    ] as const) {
      expect(of(evaluated, rule, daemon)).toMatchObject({ level: "clear", endedBy: "its rule was turned off" });
    }
    expect(of(read({ said: story, daemons }), "memory").level).toBe("critical");
  });

  it("for one daemon leaves the others alone", () => {
    const heavy = zope({ heap: 5 * gibibyte });
    const worker = { ...heavy, figures: { ...heavy.figures, name: "worker" } };
    const status = aReading({ daemons: [heavy, worker] });
    const base = aContext();
    const settingsOf = (daemon: string | null) =>
      daemon === "worker" ? { ...base.settingsOf(daemon), off: ["heap"] as const } : base.settingsOf(daemon);
    const state = { host: "web-1", memory: noMemory };
    const evaluated = evaluateRules(state, { kind: "read", status }, { ...base, settingsOf });
    expect(of(evaluated, "heap", "worker").level).toBe("clear");
    expect(of(evaluated, "heap", "zope").level).toBe("critical");
  });

  it("tells of no restart, but the restart still counts for what it ends", () => {
    const settings = { off: ["restarted"] as const };
    const scenes = [{ daemons: [zope()] }, { daemons: [zope({ pid: 9, startedAt: 1010 })], afterMs: 15_000 }];
    const last = readAll(scenes, { settings }).at(-1);
    expect(of(last, "restarted", "zope").level).toBe("clear");
    expect(last?.restarted).toEqual(["zope"]);
    expect(last?.memory.happened).toEqual({});
  });
});

it("what is remembered forgets daemons that are not configured any more, and survives being stored", () => {
  const scenes = [
    { daemons: [zope(), aDaemonStatus("worker", 0.1)] },
    { daemons: [zope({ pid: 9, startedAt: 1010 }), aDaemonStatus("worker", 0.1)], afterMs: 15_000 },
  ];
  const memory = { ...(readAll(scenes).at(-1)?.memory ?? noMemory), failedChecks: { zope: 3, worker: 1 } };
  expect(Object.keys(memory.happened)).toEqual(["web-1/restarted/zope"]);
  expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
  const after = read({ daemons: [aDaemonStatus("worker", 0.1)], afterMs: 30_000 }, { memory }).memory;
  expect(Object.keys(after.epochs)).toEqual(["worker"]);
  expect(Object.keys(after.seen)).toEqual(["worker"]);
  expect(after.failedChecks).toEqual({ worker: 1 });
  expect(after.happened).toEqual({});
});
