import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../../src/domain/alert/alert.ts";
import { alertsWithin, severitiesWithin, silencing } from "../../../../src/domain/alert/silencing.ts";
import { instant } from "../../../../src/domain/time.ts";
import { aSilence, brief, heap, hour, minute, play, playTold, start } from "../play.ts";

const immediate = { pendingMs: 0, keepFiringMs: 2 * minute };
const wide = { host: "web-1", rule: null, daemon: null } as const;

describe("a silence", () => {
  it("shows an alert that was told as silenced, and is recorded", () => {
    const game = playTold();
    game.silences.push(aSilence());
    const { effects } = silencing(game.state(), game.context(3 * minute));
    expect(effects.map(brief)).toEqual(["show", "tell log", "record silenced warning"]);
  });

  it("keeps an alert from being posted, while the rules go on", () => {
    const game = play();
    game.silences.push(aSilence());
    game.say(0, "warning", immediate);
    expect(game.firing()).toMatchObject({ silencedBy: "S1", toldAt: null });
    expect(game.until(hour)).toEqual([]);
    game.say(hour, "clear", immediate);
    expect(game.until(hour + 2 * minute)).toEqual(["3720 s end silence S1: resolved"]);
    expect(game.state().alerts).toEqual([]);
  });

  it("keeps repeats and escalation off", () => {
    const game = play();
    game.say(0, "critical", immediate);
    game.silences.push(aSilence({ severities: { [fingerprintOf(heap)]: "critical" } }));
    game.tick(minute);
    expect(game.until(30 * minute).filter((what) => !what.endsWith("show"))).toEqual([]);
  });

  it("is over by its time: what still fires is told again by the group's rules", () => {
    const game = playTold();
    game.silences.push(aSilence({ until: instant(start + 20 * minute) }));
    game.tick(3 * minute);
    const said = game.until(21 * minute);
    expect(said).toEqual(["1200 s show", "1200 s tell log", "1230 s show", "1230 s tell mention"]);
  });

  it("breaks when its alert gets worse than it was, which is told and ends it", () => {
    const game = playTold();
    game.silences.push(aSilence({ severities: severitiesWithin(aSilence().scope, game.state().alerts) }));
    game.tick(3 * minute);
    game.say(4 * minute, "critical", immediate);
    expect(game.silences).toEqual([]);
    expect(game.firing()).toMatchObject({ severity: "critical", silencedBy: null });
  });

  it("of a whole host goes on for the others when one alert breaks it", () => {
    const game = playTold();
    const other = { ...heap, daemon: "celery" };
    game.silences.push(aSilence({ scope: wide, severities: { [fingerprintOf(heap)]: "warning" } }));
    game.tick(3 * minute);
    game.say(4 * minute, "warning", { key: other, ...immediate });
    const said = game.say(5 * minute, "critical", immediate);
    expect(said).toContain("tell broadcast");
    expect(said.join()).not.toContain("end silence");
    expect(game.firing(other).silencedBy).toBe("S1");
    game.tick(6 * minute);
    expect(game.firing().silencedBy).toBeNull();
  });

  it("covers what begins under it as it comes, and breaks when that gets worse", () => {
    const game = play();
    game.silences.push(aSilence({ scope: wide }));
    expect(game.say(0, "warning", immediate)).toEqual(["record silenced warning"]);
    expect(game.say(minute, "critical", immediate)).toEqual(["show", "record fired critical"]);
    game.tick(minute + 1);
    expect(game.firing().silencedBy).toBeNull();
  });

  it("does not break when it was as bad at its begin", () => {
    const game = play();
    game.silences.push(aSilence({ severities: { [fingerprintOf(heap)]: "critical" } }));
    game.say(0, "warning", immediate);
    game.say(minute, "critical", immediate);
    expect(game.firing().silencedBy).toBe("S1");
  });

  it("until the next restart ends when its daemon is another process", () => {
    const game = playTold();
    game.silences.push(aSilence({ untilRestart: true }));
    game.tick(3 * minute);
    const other = game.step(4 * minute, { kind: "tick" }, { restarted: ["celery"] });
    expect(other.effects).toEqual([]);
    const { effects } = game.step(5 * minute, { kind: "tick" }, { restarted: ["zope"] });
    expect(effects.map(brief)).toContain("end silence S1: restarted");
    expect(game.firing().silencedBy).toBeNull();
  });

  it("is not ended by a restart when it does not wait for one", () => {
    const game = playTold();
    game.silences.push(aSilence());
    game.step(4 * minute, { kind: "tick" }, { restarted: ["zope"] });
    expect(game.silences).toHaveLength(1);
  });

  it("of a wider scope does not end on one resolve", () => {
    const game = playTold();
    game.silences.push(aSilence({ scope: wide }));
    game.tick(3 * minute);
    game.say(4 * minute, "clear");
    expect(game.until(9 * minute).join()).toContain("record resolved");
    expect(game.silences).toHaveLength(1);
  });

  it("shows first what it would keep quiet", () => {
    const game = playTold();
    expect(alertsWithin(wide, game.state().alerts)).toEqual([game.firing()]);
    expect(alertsWithin({ ...wide, rule: "load" }, game.state().alerts)).toEqual([]);
    expect(severitiesWithin(wide, game.state().alerts)).toEqual({ "web-1/heap/zope": "warning" });
  });

  it("asks for a tick when it was ended by a person", () => {
    const game = playTold();
    game.silences.push(aSilence());
    game.tick(3 * minute);
    game.silences.pop();
    expect(game.tick(4 * minute)).toEqual(["show", "tell log"]);
  });
});
