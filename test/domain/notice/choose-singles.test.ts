import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseFolded, singlesMax, type WaitingAlert } from "../../../src/domain/notice/choose-singles.ts";
import type { AlertNotice } from "../../../src/domain/notice/notice.ts";
import { instant } from "../../../src/domain/time.ts";
import { alertNotice } from "../../support/notices.ts";

describe("of alerts that wait to be told", () => {
  it("ten stay single", () => {
    expect(chooseFolded(Array.from({ length: singlesMax }, (_, index) => waiting(index)))).toEqual([]);
  });

  it("what goes beyond that is folded: the newest, and warnings before critical ones", () => {
    const many = [...Array.from({ length: 11 }, (_, index) => waiting(index)), waiting(99, { severity: "critical" })];
    expect(chooseFolded(many)).toEqual(["a9", "a10"]);
  });

  it("one that is over is folded, even when it is the only one", () => {
    expect(chooseFolded([waiting(1, { state: "resolved", severity: "critical" })])).toEqual(["a1"]);
  });

  it("none that is folded is more urgent than one that stays, whatever waits", () => {
    const one = fc.record({ isCritical: fc.boolean(), isOver: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (all) => {
        const alerts = all.map(({ isCritical, isOver }, index) =>
          waiting(index, { severity: isCritical ? "critical" : "warning", state: isOver ? "resolved" : "firing" }),
        );
        const folded = new Set(chooseFolded(alerts));
        const single = alerts.filter(({ id }) => !folded.has(id));
        const firing = alerts.filter(({ notice }) => notice.state !== "resolved");
        expect(single.length).toBe(Math.min(singlesMax, firing.length));
        const foldsCritical = firing.some(({ id, notice }) => folded.has(id) && notice.severity === "critical");
        expect(foldsCritical && single.some(({ notice }) => notice.severity === "warning")).toBe(false);
      }),
    );
  });
});

function waiting(index: number, changes: Partial<AlertNotice> = {}): WaitingAlert {
  return { id: `a${index}`, createdAt: instant(index), notice: alertNotice(changes) };
}
