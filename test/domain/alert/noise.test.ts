import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Judgement, judgedMin, noiseOf } from "../../../src/domain/alert/noise.ts";
import type { RuleName } from "../../../src/domain/alert/rule.ts";
import { defaultAlertSettings } from "../../../src/domain/alert/settings.ts";
import { instant } from "../../../src/domain/time.ts";
import { aTransition } from "../../support/transition.ts";

const minute = 60_000;

describe("the table of noise", () => {
  it("is none when nothing fired and nobody judged", () => {
    expect(noiseOf({ transitions: [], feedback: [] }, defaultAlertSettings)).toBeNull();
    const acknowledged = [aTransition({ transition: "acknowledged" })];
    expect(noiseOf({ transitions: acknowledged, feedback: [] }, defaultAlertSettings)).toBeNull();
  });

  it("has a row for each rule that fired, noisiest first, then the one that fired most", () => {
    const transitions = [...fired("load", 1), ...fired("heap", 3), ...fired("swap", 2)];
    const feedback = [judged("swap-0", "swap", "noise"), judged("heap-0", "heap", "useful")];
    expect(noiseOf({ transitions, feedback }, defaultAlertSettings)).toMatchObject({
      sentence: "6 alerts fired in the last 7 d; of 2 judgements 1 was noise.",
      rows: [
        { rule: "swap", fired: 2, useful: 0, noise: 1 },
        { rule: "heap", fired: 3, useful: 1, noise: 0 },
        { rule: "load", fired: 1, useful: 0, noise: 0 },
      ],
    });
  });

  it("asks for judgements where there are none", () => {
    expect(noiseOf({ transitions: fired("load", 1), feedback: [] }, defaultAlertSettings)?.sentence).toBe(
      "1 alert fired in the last 7 d; nobody has judged any. The buttons Useful and Noise of an alert do.",
    );
  });

  it("counts the last that a person thought of an alert, and every person", () => {
    const feedback = [
      { ...judged("a", "heap", "useful"), by: "U01", at: instant(2) },
      { ...judged("a", "heap", "noise"), by: "U01", at: instant(1) },
      { ...judged("a", "heap", "noise"), by: "U02", at: instant(1) },
    ];
    expect(noiseOf({ transitions: [], feedback }, defaultAlertSettings)?.rows).toMatchObject([{ useful: 1, noise: 1 }]);
  });
});

describe("a suggested threshold", () => {
  it.each([
    ["swap", [6, 7.3, 30], "raise swap.climb_warning to 8 % of RAM per hour (now 5)"],
    ["swap", [6, 8, 30], "raise swap.climb_warning to 9 % of RAM per hour (now 5)"],
    ["load", [1.6, 1.9, 2.2], "raise load.warning to 2.0 (now 1.5)"],
    ["heap", [0.86, 0.88, 0.9, 0.97], "raise heap.warning to 89 % (now 85 %)"],
    ["memory", [5.2, 6, 19], "raise memory.some_warning to 7 % (now 5 %)"],
    ["clock", [31, 44, 50], "raise clock.warning to 45 s (now 30 s)"],
  ] as const)("for %s is just above the median %j of the noise", (rule, measures, suggestion) => {
    expect(suggestionFor(rule, noisy(rule, measures))).toBe(suggestion);
  });

  it("is one that keeps everything that was useful", () => {
    const noise = noisy("swap", [6, 7.3, 30]);
    expect(suggestionFor("swap", withUseful("swap", noise, 8))).toBe(
      "raise swap.climb_warning to 8 % of RAM per hour (now 5)",
    );
    expect(suggestionFor("swap", withUseful("swap", noise, 7.9))).toBeNull();
    expect(suggestionFor("swap", withUseful("swap", noise, null))).toBeNull();
  });

  it("is below the critical threshold, and above that of now", () => {
    expect(suggestionFor("swap", noisy("swap", [19, 20, 21]))).toBeNull();
    expect(suggestionFor("swap", noisy("swap", [1, 2, 3]))).toBeNull();
  });

  it("is made only of enough judgements, of which more than half were noise", () => {
    const few = noisy("load", [1.6, 1.9].slice(0, judgedMin - 1));
    const even = noisy("load", [1.6, 1.9]);
    expect(suggestionFor("load", few)).toBeNull();
    const useful = ["x", "y"].map((alert) => judged(alert, "load", "useful"));
    const transitions = useful.map(({ alert }) => aTransition({ alert, rule: "load", measure: 3 }));
    expect(
      suggestionFor("load", {
        transitions: [...even.transitions, ...transitions],
        feedback: [...even.feedback, ...useful],
      }),
    ).toBeNull();
  });

  it("is named in the sentence", () => {
    expect(noiseOf(noisy("load", [1.6, 1.9, 2]), defaultAlertSettings)?.sentence).toBe(
      "3 alerts fired in the last 7 d; of 3 judgements 3 were noise. What to change: load.",
    );
  });

  it.each([
    // It fires for as long as it is found and 1 min more, after 30 s of pending.
    ["down", [3, 5, 60], "raise down.pending to 5 min (now 30 s)"],
    ["health", [2.5, 3, 60], "raise health.pending to 2 min (now 0 s)"],
    ["load", [6, 8, 60], "raise load.pending to 9 min (now 5 min)"],
  ] as const)(
    "for %s without measures is how long a finding lasts, by the median of %j min",
    (rule, lasted, suggestion) => {
      expect(suggestionFor(rule, shortLived(rule, lasted))).toBe(suggestion);
    },
  );

  it("is none for what happens at an instant, or lasts for more than an hour", () => {
    expect(suggestionFor("restarted", shortLived("restarted", [11, 11, 11]))).toBeNull();
    expect(suggestionFor("oom", shortLived("oom", [31, 31, 31]))).toBeNull();
    expect(suggestionFor("down", shortLived("down", [90, 90, 90]))).toBeNull();
  });

  it("would have kept at least half of the noise quiet and nothing useful, whatever was judged", () => {
    const alerts = fc.array(
      fc.record({ measure: fc.double({ min: 1.5, max: 6, noNaN: true }), isUseful: fc.boolean() }),
      { minLength: 3, maxLength: 20 },
    );
    fc.assert(
      fc.property(alerts, (all) => {
        const transitions = all.map(({ measure }, at) => aTransition({ alert: `${at}`, rule: "load", measure }));
        const feedback = all.map(({ isUseful }, at) => judged(`${at}`, "load", isUseful ? "useful" : "noise"));
        const suggestion = suggestionFor("load", { transitions, feedback });
        if (suggestion === null) return;
        const threshold = Number(/ to (\S+) /.exec(suggestion)?.[1]);
        const noise = all.filter(({ isUseful }) => !isUseful);
        expect(noise.filter(({ measure }) => measure < threshold).length * 2).toBeGreaterThanOrEqual(noise.length);
        expect(all.filter(({ isUseful, measure }) => isUseful && measure < threshold - 1e-6)).toEqual([]);
      }),
    );
  });
});

type Heard = Parameters<typeof noiseOf>[0];

function suggestionFor(rule: RuleName, heard: Heard): string | null {
  return noiseOf(heard, defaultAlertSettings)?.rows.find((row) => row.rule === rule)?.suggestion ?? null;
}

function fired(rule: RuleName, count: number) {
  return Array.from({ length: count }, (_, at) => aTransition({ alert: `${rule}-${at}`, rule }));
}

function noisy(rule: RuleName, measures: readonly number[]): Heard {
  return {
    transitions: measures.map((measure, at) => aTransition({ alert: `${rule}-${at}`, rule, measure })),
    feedback: measures.map((_, at) => judged(`${rule}-${at}`, rule, "noise")),
  };
}

function withUseful(rule: RuleName, { transitions, feedback }: Heard, measure: number | null): Heard {
  return {
    transitions: [...transitions, aTransition({ alert: "useful", rule, measure })],
    feedback: [...feedback, judged("useful", rule, "useful")],
  };
}

function shortLived(rule: RuleName, lastedMinutes: readonly number[]): Heard {
  const transitions = lastedMinutes.flatMap((minutes, index) => {
    const alert = `${rule}-${index}`;
    const resolved = aTransition({ alert, rule, transition: "resolved", at: instant(minutes * minute) });
    return [aTransition({ alert, rule, at: instant(0) }), resolved];
  });
  return { transitions, feedback: lastedMinutes.map((_, index) => judged(`${rule}-${index}`, rule, "noise")) };
}

function judged(alert: string, rule: RuleName, verdict: Judgement["verdict"]): Judgement {
  return { alert, rule, verdict, by: "U01", at: instant(0) };
}
