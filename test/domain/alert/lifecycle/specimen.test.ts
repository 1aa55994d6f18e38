import { describe, expect, it } from "vitest";
import { acknowledgeAlert, unacknowledgeAlert } from "../../../../src/domain/alert/act-on-alert.ts";
import { ruleNames } from "../../../../src/domain/alert/rule.ts";
import { aSilence, brief, hour, memory, minute, play, second } from "../play.ts";

function specimenOf(game: ReturnType<typeof play>) {
  const alert = game.state().alerts.find(({ specimen }) => specimen);
  if (alert === undefined) throw new Error("there is no specimen");
  return alert;
}

describe("a specimen", () => {
  it.each(ruleNames)("of %s is told at once, resolves a minute later, and is recorded nowhere", (rule) => {
    const game = play();
    const { effects } = game.step(0, { kind: "specimen", rule, by: "U1" });
    expect(effects.map(brief)).toEqual(["show"]);
    const { finding, key } = specimenOf(game);
    expect(key.rule).toBe(rule);
    expect(finding.sentence).not.toMatch(/\.$/);
    expect(finding.figures.length).toBeGreaterThanOrEqual(4);
    expect(game.until(minute)).toEqual(["60 s show", "60 s tell log"]);
    expect(game.until(2 * hour)).toEqual([]);
    expect(game.state().alerts).toEqual([]);
  });

  it("can be taken and given back like any other, and wakes nobody by that", () => {
    const game = play();
    game.step(0, { kind: "specimen", rule: "heap", by: "U1" });
    for (const act of [acknowledgeAlert, unacknowledgeAlert]) {
      const acted = act(game.state(), { alert: specimenOf(game).id, by: "U1" }, game.context(second));
      if (!acted.ok) throw new Error(acted.error.sentence);
      game.set(acted.value.state);
      expect(acted.value.effects.map(brief)).toContainEqual(expect.stringMatching(/^tell log/));
      expect(acted.value.effects.map(brief)).not.toContainEqual(expect.stringMatching(/broadcast|mention/));
    }
  });

  it("is one a rule at a time", () => {
    const game = play();
    game.step(0, { kind: "specimen", rule: "heap", by: "U1" });
    expect(game.step(second, { kind: "specimen", rule: "heap", by: "U1" }).effects).toEqual([]);
    game.until(minute);
    game.step(2 * minute, { kind: "specimen", rule: "heap", by: "U1" });
    expect(game.state().alerts).toHaveLength(1);
  });

  it("neither hides an alert nor is silenced, and a real alert of its rule goes its own way", () => {
    const game = play();
    game.silences.push(aSilence({ scope: { host: null, rule: null, daemon: null } }));
    game.step(0, { kind: "specimen", rule: "memory", by: "U1" });
    game.say(second, "warning", { pendingMs: 0 });
    expect(game.firing().inhibitedBy).toBeNull();
    expect(specimenOf(game)).toMatchObject({ silencedBy: null, kind: "firing" });
    game.say(second, "critical", { key: memory, pendingMs: 0 });
    expect(game.firing(memory).id).not.toBe(specimenOf(game).id);
  });

  it("marks every word of it", () => {
    const game = play();
    game.step(0, { kind: "specimen", rule: "heap", by: "U1" });
    const { effects } = game.step(minute, { kind: "tick" });
    for (const effect of effects) if (effect.kind === "tell") expect(effect.sentence).toMatch(/^TEST · /);
  });
});
