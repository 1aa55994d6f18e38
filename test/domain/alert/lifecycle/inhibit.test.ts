import { describe, expect, it } from "vitest";
import { instant } from "../../../../src/domain/time.ts";
import { finding, heap, hour, memory, minute, type Play, play, playTold, second, start, unreachable } from "../play.ts";

const immediate = { pendingMs: 0, keepFiringMs: minute };

function maintained(game: Play, at: number, until: number) {
  return game.step(at, { kind: "maintenance", daemon: "zope", until: instant(start + until), what: "restart 18" });
}

describe("a host that does not answer", () => {
  it("hides its other alerts, which keep their last figures with their age", () => {
    const game = playTold();
    const seen = game.firing().foundAt;
    game.say(5 * minute, "critical", { key: unreachable, ...immediate });
    expect(game.firing()).toMatchObject({ inhibitedBy: "web-1/unreachable/", staleSince: seen });
  });

  it("keeps alerts from firing and from resolving on old figures", () => {
    const game = playTold();
    game.say(3 * minute, "clear");
    game.say(3 * minute, "warning", { key: { ...heap, daemon: "celery" } });
    game.say(4 * minute, "critical", { key: unreachable, ...immediate });
    game.until(30 * minute);
    expect(game.firing().clearSince).toBeNull();
    expect(game.alert({ ...heap, daemon: "celery" })?.kind).toBe("pending");
  });

  it("shows its alerts again when it answers, with new figures", () => {
    const game = playTold();
    game.say(5 * minute, "critical", { key: unreachable, ...immediate });
    game.say(10 * minute, "clear", { key: unreachable, ...immediate });
    game.say(10 * minute, "warning");
    expect(game.firing()).toMatchObject({ inhibitedBy: "web-1/unreachable/", staleSince: null });
    game.until(11 * minute);
    expect(game.firing().inhibitedBy).toBeNull();
  });

  it("does not have alerts told that nobody was told of before", () => {
    const game = play();
    game.say(0, "warning", immediate);
    game.say(second, "critical", { key: unreachable, ...immediate });
    const said = game.until(10 * minute).filter((what) => what.includes("fired"));
    expect(said).toEqual([]);
  });
});

describe("a heap that has come to what was foreseen", () => {
  const foreseen = { ...heap, rule: "forecast" } as const;

  it("takes the place of its forecast, for that daemon alone", () => {
    const game = playTold();
    game.say(5 * minute, "warning", { key: foreseen, ...immediate });
    expect(game.firing(foreseen)).toMatchObject({ inhibitedBy: "web-1/heap/zope", toldAt: null });
    game.say(6 * minute, "warning", { key: { ...foreseen, daemon: "celery" }, ...immediate });
    expect(game.firing({ ...foreseen, daemon: "celery" }).inhibitedBy).toBeNull();
  });
});

describe("a host that starves of memory", () => {
  it.each(["heap", "forecast", "load", "swap"] as const)("hides %s, which it explains", (rule) => {
    const game = play();
    const key = { ...heap, rule };
    game.say(0, "critical", { key: memory, ...immediate });
    game.say(second, "critical", { key, ...immediate });
    expect(game.firing(key)).toMatchObject({ inhibitedBy: "web-1/memory/", toldAt: null });
  });

  it("has no new figures shown of what it hides", () => {
    const game = playTold();
    game.say(5 * minute, "critical", { key: memory, ...immediate });
    game.say(6 * minute, "warning", { finding: finding(0.99) });
    expect(game.tick(20 * minute)).not.toContain("show");
    expect(game.firing().progress.shown).toMatchObject({ at: start + 5 * minute, hasNewer: true });
  });

  it("does not hide what it does not explain", () => {
    const game = play();
    game.say(0, "critical", { key: memory, ...immediate });
    const key = { ...heap, rule: "down" } as const;
    expect(game.say(second, "critical", { key, ...immediate })).toContain("record fired critical");
  });

  it("has what still fires told by the group's rules when it is over", () => {
    const game = play();
    game.say(0, "critical", { key: memory, ...immediate });
    game.say(second, "warning", immediate);
    game.say(10 * minute, "clear", { key: memory, ...immediate });
    const said = game.until(12 * minute).filter((what) => what.includes("record"));
    expect(said).toEqual(["660 s record resolved critical", "690 s record fired warning"]);
  });

  it("has what got worse meanwhile told, because nobody was", () => {
    const game = playTold();
    game.say(5 * minute, "critical", { key: memory, ...immediate });
    const hidden = game.say(6 * minute, "critical", immediate);
    expect(hidden).toEqual(["show", "tell log", "record worse critical"]);
    game.say(10 * minute, "clear", { key: memory, ...immediate });
    expect(game.until(11 * minute)).toContain("660 s tell broadcast");
  });
});

describe("a restart that is under way", () => {
  it("hides the alerts of its daemon until it is over, and forgets what was over by then", () => {
    const game = play();
    maintained(game, 0, 5 * minute);
    const key = { ...heap, rule: "down" } as const;
    game.say(second, "critical", { key, ...immediate });
    expect(game.firing(key).inhibitedBy).toBe("maintenance");
    game.say(minute, "clear", { key, ...immediate });
    expect(game.until(hour)).toEqual([]);
  });

  it("tells what still fires when its time is over, whether or not somebody said so", () => {
    const game = play();
    maintained(game, 0, 5 * minute);
    const key = { ...heap, rule: "down" } as const;
    game.say(second, "critical", { key, ...immediate });
    expect(game.until(5 * minute)).toEqual(["300 s show", "300 s record fired critical"]);
    expect(game.state().maintenance).toEqual([]);
  });

  it("is over when somebody says so", () => {
    const game = play();
    maintained(game, 0, 5 * minute);
    game.say(second, "critical", immediate);
    const { effects } = game.step(minute, { kind: "maintenance over", daemon: "zope" });
    expect(effects.map(({ kind }) => kind)).toEqual(["show", "record"]);
  });

  it("hides nothing of other daemons, and is one a daemon", () => {
    const game = play();
    maintained(game, 0, 5 * minute);
    maintained(game, second, 6 * minute);
    expect(game.state().maintenance).toHaveLength(1);
    const key = { ...heap, daemon: "celery" };
    expect(game.say(2 * second, "critical", { key, ...immediate })).toContain("record fired critical");
  });
});
