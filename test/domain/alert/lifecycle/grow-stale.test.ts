import { describe, expect, it } from "vitest";
import { staleAfterMs } from "../../../../src/domain/alert/lifecycle/grow-stale.ts";
import { unseenMaxMs } from "../../../../src/domain/alert/lifecycle/resolve.ts";
import { botHost } from "../../../../src/domain/alert/rule.ts";
import { hour, minute, play, playTold, second, unreachable } from "../play.ts";

const bot = { host: botHost, rule: "bot", daemon: "store" } as const;

describe("an alert without data", () => {
  it("is stale when no rule has spoken of it for longer than three polls can take", () => {
    const game = playTold();
    // The last reading was the one by which it fired.
    const staleAt = 2 * minute + staleAfterMs;
    const said = game.until(staleAt);
    expect(said.slice(-3)).toEqual([
      `${staleAt / second} s show`,
      `${staleAt / second} s tell log`,
      `${staleAt / second} s record stale warning`,
    ]);
    expect(game.firing().staleSince).toBe(game.firing().foundAt);
  });

  it("is not repeated, since nobody knows", () => {
    expect(
      playTold()
        .until(20 * hour)
        .join(),
    ).not.toMatch(/mention|broadcast/);
  });

  it("is live again with the next figures", () => {
    const game = playTold();
    game.until(hour);
    expect(game.say(hour, "warning")).toEqual(["show", "tell log"]);
    expect(game.firing().staleSince).toBeNull();
  });

  it("resolves after a day in which nobody watched it, and says so", () => {
    const game = playTold();
    game.until(2 * minute + unseenMaxMs);
    expect(game.alert()).toMatchObject({
      kind: "resolved",
      endedBy: "no rule had spoken of it for a day, so that it is no longer watched",
    });
  });

  it("does not resolve by itself while its host does not answer", () => {
    const game = playTold();
    for (let at = 5 * minute; at < 2 * unseenMaxMs; at += 10 * minute) {
      game.say(at, "critical", { key: unreachable, pendingMs: 0 });
      game.until(at);
    }
    expect(game.firing().staleSince).not.toBeNull();
  });

  it("of the bot itself stays, because it speaks of itself when something changes", () => {
    const game = play();
    game.say(0, "warning", { key: bot, pendingMs: 0 });
    game.until(2 * unseenMaxMs);
    expect(game.firing(bot).staleSince).toBeNull();
  });

  it.each([
    ["a tick", "unknown"],
    ["a clear reading", "clear"],
  ] as const)("is not resolved after a downtime of the bot by %s", (_, level) => {
    const game = playTold();
    game.say(3 * minute, "clear");
    game.say(3 * hour, level);
    expect(game.firing().clearSince).not.toBe(game.context(3 * minute).now);
    game.until(3 * hour + 4 * minute);
    expect(game.firing().kind).toBe("firing");
  });

  it("does not fire after a downtime of the bot before readings show that it lasts", () => {
    const game = play();
    game.say(0, "warning");
    game.tick(3 * hour);
    expect(game.alert()?.kind).toBe("pending");
    game.say(3 * hour + second, "warning");
    expect(game.alert()?.kind).toBe("pending");
    game.say(3 * hour + second + 2 * minute, "warning");
    expect(game.alert()?.kind).toBe("firing");
  });

  it("resolves when its rule is switched off", () => {
    const game = playTold();
    game.switchOff("heap");
    expect(game.tick(3 * minute)).toContain("record resolved warning");
    expect(game.alert()).toMatchObject({ kind: "resolved", endedBy: "its rule was turned off" });
  });
});
