import { describe, expect, it } from "vitest";
import type { Evaluated } from "../../../../src/domain/alert/evaluation.ts";
import type { HealthOutcome } from "../../../../src/domain/alert/event.ts";
import { noMemory } from "../../../../src/domain/alert/host-alerts.ts";
import { evaluate, of, read, zope } from "./rig.ts";

const bad: HealthOutcome = { ok: false, what: "answered 500 Internal Server Error" };
const good: HealthOutcome = { ok: true, tookMs: 212 };

function check(...outcomes: HealthOutcome[]): readonly Evaluated[] {
  const all: Evaluated[] = [];
  for (const outcome of outcomes) {
    const memory = all.at(-1)?.memory ?? noMemory;
    all.push(evaluate({ kind: "checked", daemon: "constructor", outcome }, { memory }));
  }
  return all;
}

describe("health checks of a daemon", () => {
  it("two failed in a row warn, four are critical, one success is clear", () => {
    const all = check(bad, bad, bad, bad, good, bad);
    const levels = all.map((one) => of(one, "health", "constructor").level);
    expect(levels).toEqual(["held", "warning", "warning", "critical", "clear", "held"]);
  });

  it("are told by what came, and that users see it", () => {
    const { finding } = of(check(bad, bad).at(-1), "health", "constructor");
    expect(finding.sentence).toBe(
      "users see it: its health check answered 500 Internal Server Error, 2 checks failed in a row",
    );
    expect(finding.measure).toBe(2);
    expect(of(check(good).at(-1), "health", "constructor").finding.sentence).toBe("its health check answered in 0.2 s");
  });

  it("show of what a server sent no more than a line without control characters", () => {
    const what = `answered 500 \u001B[31m${"x".repeat(5000)}\n`;
    const { sentence } = of(check({ ok: false, what }).at(-1), "health", "constructor").finding;
    expect(sentence.length).toBeLessThan(300);
    expect(sentence).not.toContain("\u001B");
  });

  it("that will not come any more leave nothing open", () => {
    const checked = zope();
    const withUrl = { ...checked, daemon: { ...checked.daemon, healthUrl: "https://www.example.org/ok" } };
    expect(of(read({ daemons: [checked] }), "health", "zope").level).toBe("clear");
    const settings = { off: ["health"] as const };
    expect(of(read({ daemons: [withUrl] }, { settings }), "health", "zope").level).toBe("clear");
    expect(read({ daemons: [withUrl] }).evaluations.some(({ key }) => key.rule === "health")).toBe(false);
  });
});
