import { describe, expect, it } from "vitest";
import { heap, hour, memory, minute, type Play, play, playTold, second } from "../play.ts";

const immediate = { pendingMs: 0, keepFiringMs: 2 * minute };

function critical(life = {}): Play {
  const game = play(life);
  game.say(0, "critical", { key: memory, ...immediate });
  return game;
}

function lasts(game: Play, to: number): readonly string[] {
  const said: string[] = [];
  for (let at = minute; at <= to; at += minute) {
    said.push(...game.until(at));
    said.push(...game.say(at, "critical", { key: memory, ...immediate }).map((what) => `${at / second} s ${what}`));
  }
  return said.filter((what) => !what.endsWith("show"));
}

describe("escalating", () => {
  it("goes to on call, to the group and to the channel, then repeats the broadcast; five rounds in all", () => {
    expect(lasts(critical(), 6 * hour)).toEqual([
      "300 s direct on call: look",
      "600 s tell mention",
      "1200 s tell broadcast",
      "4800 s tell broadcast",
      "8400 s tell broadcast",
      "12000 s tell mention",
      "15600 s tell mention",
      "19200 s tell mention",
    ]);
  });

  it("is for critical alerts alone", () => {
    const game = playTold();
    expect(game.until(30 * minute).filter((what) => !what.endsWith("show"))).toEqual([]);
  });

  it("waits while it is clear, and goes on when it was not over", () => {
    const game = play();
    const slow = { key: memory, pendingMs: 0, keepFiringMs: hour };
    game.say(0, "critical", slow);
    game.say(4 * minute, "clear", slow);
    expect(game.until(6 * minute).join()).not.toContain("direct");
    expect(game.say(6 * minute, "critical", slow)).toContain("direct on call: look");
  });

  it("does not call anybody for what is hidden", () => {
    const game = play();
    game.say(0, "critical", { ...immediate });
    game.say(minute, "critical", { key: memory, ...immediate });
    expect(game.until(6 * minute).filter((what) => what.includes("direct"))).toHaveLength(1);
    expect(game.firing(heap).inhibitedBy).toBe("web-1/memory/");
  });

  it("does all rounds at once that were due while the bot was away", () => {
    const game = critical();
    expect(game.tick(25 * minute)).toEqual(["tell mention", "tell broadcast", "direct on call: look"]);
    expect(game.firing(memory).escalations).toBe(3);
  });
});
