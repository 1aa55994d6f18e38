import { describe, expect, it } from "vitest";
import { transitionsMax } from "../../../../src/domain/alert/lifecycle/flap.ts";
import type { LifeSettings } from "../../../../src/domain/alert/settings.ts";
import { hour, minute, type Play, play, second } from "../play.ts";

const quick = { pendingMs: 0, keepFiringMs: 0 };

/** Fires and is told, resolves, fires and is told again, resolves: four transitions within 10 min. */
function flapping(life: Partial<LifeSettings> = {}): { readonly game: Play; readonly said: readonly string[] } {
  const game = play({ keepFiringFactor: 1, ...life });
  const said: string[] = [];
  for (const [at, level] of [
    [0, "warning"],
    [2, "clear"],
    [4, "warning"],
    [10, "clear"],
  ] as const) {
    said.push(...game.until(at * minute));
    said.push(...game.say(at * minute, level, quick).map((what) => `${at * 60} s ${what}`));
  }
  return { game, said };
}

describe("an alert that comes and goes", () => {
  it("is marked from the fourth transition within the hour", () => {
    const { game, said } = flapping();
    expect(said.slice(-4)).toEqual([
      "600 s tell log",
      "600 s tell log",
      "600 s record resolved warning",
      "600 s record flapping warning",
    ]);
    expect(game.alert()).toMatchObject({ kind: "resolved", flappingSince: expect.any(Number) });
  });

  it("notifies nobody when it fires again, but is shown and recorded", () => {
    const { game } = flapping({ repeatWarningMs: 10 * minute });
    expect(game.say(12 * minute, "warning", quick)).toEqual(["show", "tell log", "record fired warning"]);
    expect(game.until(40 * minute).join()).not.toMatch(/mention|broadcast/);
  });

  it("notifies when it gets worse than it ever was", () => {
    const { game } = flapping();
    expect(game.say(12 * minute, "critical", quick)).toContain("tell broadcast");
    game.say(14 * minute, "clear", quick);
    expect(game.say(16 * minute, "critical", quick).join()).not.toMatch(/mention|broadcast/);
    expect(game.until(45 * minute).join()).not.toMatch(/direct|mention|broadcast/);
  });

  it("is as others are after an hour of calm", () => {
    const { game } = flapping();
    game.say(12 * minute, "warning", quick);
    for (let at = 20; at < 72; at += 10) game.say(at * minute, "warning", quick);
    expect(game.firing().flappingSince).not.toBeNull();
    game.until(72 * minute);
    expect(game.firing().flappingSince).toBeNull();
  });

  it("does not flap by transitions that are further apart", () => {
    const game = play({ keepFiringFactor: 1 });
    for (let at = 0; at < 4 * 60; at += 50) {
      game.say(at * minute, "warning", quick);
      game.until((at + 1) * minute);
      game.say((at + 20) * minute, "clear", quick);
    }
    expect(game.alert()).toMatchObject({ flappingSince: null });
  });

  it("remembers no more transitions than can be shown", () => {
    const game = play({ keepFiringFactor: 1, groupWaitMs: 0, flapWindowMs: 10 * hour });
    for (let at = 0; at < 500; at++) game.say(at * 10 * second, at % 2 === 0 ? "warning" : "clear", quick);
    expect(game.alert()).toMatchObject({ count: 250 });
    const alert = game.alert();
    expect(alert?.kind === "resolved" && alert.transitions.length).toBe(transitionsMax);
  });
});
