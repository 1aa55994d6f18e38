import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Transition } from "../../../src/domain/alert/effect.ts";
import type { RuleName } from "../../../src/domain/alert/rule.ts";
import { foldBacklog, namedHostsMax } from "../../../src/domain/notice/fold-backlog.ts";
import type { AlertNotice, BacklogNotice } from "../../../src/domain/notice/notice.ts";
import { instant } from "../../../src/domain/time.ts";
import { alertNotice, timeOfDay } from "../../support/notices.ts";

const at = (text: string) => instant(Date.parse(`2026-01-15T${text}:00Z`));

describe("a message that stands for many alerts", () => {
  it("says what happened between when, and what still fires", () => {
    const notice = fold({
      added: [
        counted("load", "fired"),
        counted("load", "fired"),
        counted("swap", "fired"),
        counted("swap", "resolved"),
      ],
      alerts: [alertOn("web-1", "load"), alertOn("web-2", "load"), alertOn("web-2", "swap", { state: "resolved" })],
    });
    expect(notice.sentence).toBe(
      "Between 14:02 and 17:40, 3 alerts fired, told here together: 1 resolved, 2 still firing.",
    );
    expect(notice.lines).toEqual([
      { rule: "load", severity: "warning", fired: 2, stillFiring: 2, hosts: ["web-1", "web-2"], hostsInAll: 2 },
      { rule: "swap", severity: "warning", fired: 1, stillFiring: 0, hosts: ["web-2"], hostsInAll: 1 },
    ]);
  });

  it.each([
    [
      [counted("load", "fired"), counted("load", "resolved")],
      "At 14:02, 1 alert fired, told here together: 1 resolved, none is firing any more.",
    ],
    [
      [counted("load", "fired")],
      "At 14:02, 1 alert fired, told here together: 0 resolved, none is firing any more, 1 has its own message by now.",
    ],
    [[], "At 14:02, 0 alerts fired, told here together: 0 resolved, none is firing any more."],
  ])("says it right for one and for none", (added, sentence) => {
    expect(fold({ added, now: at("14:02") }).sentence).toBe(sentence);
  });

  it("names what still fires first, critical rules before others, then those that fired most", () => {
    const { lines } = fold({
      added: [...Array(5).fill(counted("swap", "fired")), counted("heap", "fired"), counted("heap", "fired")],
      alerts: [
        alertOn("a", "down", { state: "resolved", severity: "critical" }),
        alertOn("a", "swap"),
        alertOn("a", "heap"),
        alertOn("a", "load", { severity: "critical" }),
      ],
    });
    expect(lines.map(({ rule }) => rule)).toEqual(["load", "swap", "heap", "down"]);
  });

  it("names five hosts of a rule, those that still suffer first, and counts all", () => {
    const alerts = Array.from({ length: 9 }, (_, index) =>
      alertOn(`h${index}`, "load", { state: index < 6 ? "resolved" : "firing" }),
    );
    const [line] = fold({ alerts }).lines;
    expect(line?.hosts).toEqual(["h6", "h7", "h8", "h0", "h1"]);
    expect(line?.hosts.length).toBe(namedHostsMax);
    expect(line?.hostsInAll).toBe(9);
  });

  it("still counts hosts whose alerts are forgotten, and keeps a rule critical that once was", () => {
    const first = fold({ alerts: [alertOn("a", "load", { severity: "critical" }), alertOn("b", "load")] });
    const second = fold({ previous: first, alerts: [alertOn("b", "load", { state: "resolved" })] });
    expect(second.lines[0]).toMatchObject({ severity: "critical", hostsInAll: 2, stillFiring: 0 });
  });

  it("does not move its end while nothing new comes", () => {
    const first = fold({ added: [counted("load", "fired")], now: at("14:10") });
    expect(fold({ previous: first, now: at("15:00") })).toMatchObject({ since: at("14:02"), until: at("14:10") });
  });

  it("counts every transition once, however they come in parts", () => {
    const transitions = fc.array(
      fc.record({
        rule: fc.constantFrom("load", "swap"),
        transition: fc.constantFrom<Transition>("fired", "resolved", "worse", "better", "stale"),
      }),
    );
    fc.assert(
      fc.property(fc.array(transitions, { minLength: 1 }), (parts) => {
        let notice: BacklogNotice | null = null;
        for (const added of parts)
          notice = fold({ previous: notice, added, alerts: [alertOn("a", "load"), alertOn("a", "swap")] });
        const all = parts.flat();
        const { fired = 0, resolved = 0, other = 0 } = notice?.counted ?? {};
        expect(fired + resolved + other).toBe(all.length);
        expect(resolved).toBe(all.filter(({ transition }) => transition === "resolved").length);
        expect(notice?.lines.reduce((sum, line) => sum + line.fired, 0)).toBe(fired);
      }),
    );
  });
});

function fold(changes: Partial<Parameters<typeof foldBacklog>[0]>): BacklogNotice {
  return foldBacklog({
    previous: null,
    added: [],
    alerts: [],
    since: at("14:02"),
    now: at("17:40"),
    timeOfDay,
    ...changes,
  });
}

function counted(rule: RuleName, transition: Transition) {
  return { rule, transition };
}

function alertOn(host: string, rule: RuleName, changes: Partial<AlertNotice> = {}): AlertNotice {
  return alertNotice({ key: { host, rule, daemon: null }, ...changes });
}
