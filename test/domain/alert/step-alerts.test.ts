import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../../src/domain/alert/evaluation.ts";
import { health, heap, hour, memory, minute, play, playTold, says, second, start } from "./play.ts";

const immediate = { pendingMs: 0, keepFiringMs: 2 * minute };

describe("pending and firing", () => {
  it("fires when a finding has lasted for as long as it has to, and tells after the group's wait", () => {
    const game = play();
    expect(game.say(0, "warning")).toEqual([]);
    expect(game.alert()?.kind).toBe("pending");
    expect(game.until(2 * minute + 29 * second)).toEqual([]);
    expect(game.alert()?.kind).toBe("firing");
    expect(game.until(2 * minute + 30 * second)).toEqual(["150 s show", "150 s record fired warning"]);
  });

  it("fires by a reading that shows that it has lasted, not because the next one is late", () => {
    const game = play();
    game.say(0, "warning");
    for (let at = minute; at < 10 * minute; at += minute) expect(game.tick(at)).toEqual([]);
    expect(game.alert()?.kind).toBe("pending");
    expect(game.say(10 * minute, "clear")).toEqual([]);
    expect(game.state().alerts).toEqual([]);
  });

  it("gets worse by a reading that shows that it has lasted, not because the next one is late", () => {
    const game = playTold();
    game.say(5 * minute, "critical");
    for (let at = 6 * minute; at < 15 * minute; at += minute) game.tick(at);
    expect(game.firing().severity).toBe("warning");
    game.say(15 * minute, "critical");
    expect(game.firing().severity).toBe("critical");
  });

  it("forgets without a word what is clear before it fires", () => {
    const game = play();
    game.say(0, "warning");
    expect(game.say(minute, "clear")).toEqual([]);
    expect(game.state().alerts).toEqual([]);
    expect(game.until(hour)).toEqual([]);
  });

  it("neither fires nor forgets what is held for a moment, and fires at once when it is more again", () => {
    const game = play();
    game.say(0, "warning");
    game.say(minute, "held");
    expect(game.until(2.5 * minute)).toEqual([]);
    expect(game.alert()?.kind).toBe("pending");
    game.say(2.5 * minute, "warning");
    expect(game.alert()?.kind).toBe("firing");
  });

  it("lets begin anew what was held for as long as it has to last: two spikes are no problem that lasts", () => {
    const game = play();
    game.say(0, "warning");
    for (let at = minute; at < 3 * hour; at += minute) game.say(at, "held");
    game.say(3 * hour, "warning");
    expect(game.alert()).toMatchObject({ kind: "pending", since: start + 3 * hour });
    game.say(3 * hour + 2 * minute, "warning");
    expect(game.alert()?.kind).toBe("firing");
  });

  it("lets begin anew what nobody could see for as long as it has to last", () => {
    const game = play();
    game.say(0, "warning");
    game.say(hour, "warning");
    expect(game.alert()?.kind).toBe("pending");
  });

  it("begins nothing on a level that is held, clear or unknown", () => {
    const game = play();
    for (const level of ["held", "clear", "unknown"] as const) game.say(0, level);
    expect(game.state().alerts).toEqual([]);
  });

  it("leaves an alert as it is when its figure is not known", () => {
    const game = playTold();
    game.say(3 * minute, "clear");
    const before = game.firing();
    game.say(4 * minute, "unknown");
    expect(game.firing()).toEqual(before);
  });

  it("fires as critical at once where nothing has to last", () => {
    const game = play();
    expect(game.say(0, "critical", { key: health, ...immediate })).toEqual(["show", "record fired critical"]);
  });

  it("fires as a warning what was critical for too short a time", () => {
    const game = play();
    game.say(0, "warning");
    game.say(minute, "critical");
    game.until(2 * minute);
    expect(game.firing().severity).toBe("warning");
    expect(game.until(3 * minute)).toContain("180 s record worse critical");
  });
});

describe("resolving", () => {
  it("resolves only when it has been clear for long enough without a break", () => {
    const game = playTold();
    game.say(10 * minute, "clear");
    game.say(14 * minute, "held");
    game.say(15 * minute, "clear");
    expect(game.until(20 * minute - 1).filter((what) => what.includes("record"))).toEqual([]);
    expect(game.until(20 * minute)).toEqual(["1200 s show", "1200 s tell log", "1200 s record resolved warning"]);
  });

  it("says how long it took, its peak and what ended it", () => {
    const game = play();
    game.say(0, "warning", { finding: highest });
    game.until(3 * minute);
    game.say(10 * minute, "clear", { endedBy: "zope was restarted" });
    game.say(11 * minute, "clear");
    const { effects } = game.step(15 * minute, { kind: "tick" });
    expect(effects.find(({ kind }) => kind === "tell")).toMatchObject({
      sentence: "zope on web-1: resolved after 13 min; peak 3.4 GiB; ended when zope was restarted",
    });
  });

  it("says nothing at all of what was over before anybody was told", () => {
    const game = play();
    game.say(0, "warning", { pendingMs: 0, keepFiringMs: 20 * second });
    game.say(5 * second, "clear", { pendingMs: 0, keepFiringMs: 20 * second });
    expect(game.until(hour)).toEqual([]);
    expect(game.state().alerts).toEqual([]);
  });

  it("closes when the hold is over, so that the same problem later is a new one", () => {
    const game = playTold();
    const { id } = game.firing();
    game.say(10 * minute, "clear");
    game.until(15 * minute + hour);
    expect(game.state().alerts).toEqual([]);
    game.say(2 * hour, "warning");
    expect(game.alert()?.id).not.toBe(id);
  });

  it("re-opens the same message within the hold, counts, and has to be clear for longer each time", () => {
    const game = playTold({ flapTransitions: 99 });
    const { id } = game.firing();
    const keeps = [5 * minute];
    for (let at = 10; at < 1000; at += 100) {
      game.say(at * minute, "clear");
      game.until((at + 30) * minute);
      game.say((at + 30) * minute, "clear");
      game.until((at + 61) * minute);
      game.say((at + 62) * minute, "warning");
      game.until((at + 65) * minute);
      keeps.push(game.firing().keepFiringMs);
    }
    expect(game.firing()).toMatchObject({ id, count: keeps.length });
    expect(keeps.slice(0, 4)).toEqual([5, 7.5, 11.25, 16.875].map((minutes) => minutes * minute));
    expect(keeps.at(-1)).toBe(hour);
  });

  it("shows a re-fire at once and notifies of it by the group's rules, since an edit notifies nobody", () => {
    const game = playTold();
    game.say(10 * minute, "clear");
    game.until(15 * minute);
    game.say(20 * minute, "warning");
    expect(game.until(22 * minute)).toEqual(["1320 s show", "1320 s tell log", "1320 s record fired warning"]);
    expect(game.until(23 * minute)).toEqual(["1350 s show", "1350 s tell mention"]);
  });
});

const highest = {
  sentence: "heap 3.4 GiB",
  advice: "",
  figures: [],
  measure: 0.95,
  measureText: "3.4 GiB",
};

describe("severity", () => {
  it("broadcasts when a warning has been critical for as long as a finding has to last", () => {
    const game = playTold();
    game.say(5 * minute, "critical");
    expect(game.until(7 * minute - 1).filter((what) => what.includes("tell"))).toEqual([]);
    expect(game.until(7 * minute)).toEqual(["420 s show", "420 s tell broadcast", "420 s record worse critical"]);
  });

  it("does not get worse by a critical reading that does not last", () => {
    const game = playTold();
    game.say(5 * minute, "critical");
    game.say(6 * minute, "warning");
    game.say(6.5 * minute, "critical");
    game.until(8 * minute);
    expect(game.firing().severity).toBe("warning");
  });

  it("only shows that it is better", () => {
    const game = play();
    game.say(0, "critical", { key: health, ...immediate });
    game.say(minute, "warning", { key: health, ...immediate });
    const said = game.until(3 * minute);
    expect(said).toEqual(expect.arrayContaining(["180 s show", "180 s tell log", "180 s record better warning"]));
    expect(said.join()).not.toMatch(/mention|broadcast/);
  });
});

describe("the group of a host", () => {
  const other = { ...heap, daemon: "celery" };

  it("tells later warnings at the interval after the host was told last", () => {
    const game = playTold();
    game.say(3 * minute, "warning", { key: other, ...immediate });
    const said = game.until(10 * minute);
    expect(said.filter((what) => what.includes("fired"))).toEqual(["450 s record fired warning"]);
  });

  it("waits again for the short time when the host was not told for long", () => {
    const game = playTold();
    game.say(hour, "warning", { key: other, ...immediate });
    expect(game.until(hour + minute)).toContain("3630 s record fired warning");
  });

  it("tells a critical one at once, first, and what waits comes along", () => {
    const game = playTold();
    game.say(3 * minute, "warning", { key: other, ...immediate });
    expect(game.say(3 * minute + second, "critical", { key: health, ...immediate })).toEqual([
      "show",
      "record fired critical",
      "show",
      "record fired warning",
    ]);
    expect(game.state().groupSince).toBeNull();
  });
});

describe("telling again", () => {
  it("repeats a warning every 8 h", () => {
    const game = playTold();
    const told = 2.5 * minute;
    const said = everyMinute(game, 17 * hour).filter((what) => what.includes("mention"));
    expect(said).toEqual([
      `${(told + 8 * hour) / second} s tell mention`,
      `${(told + 16 * hour) / second} s tell mention`,
    ]);
  });

  it("does not repeat what has been clear since", () => {
    const game = playTold();
    game.say(2.6 * minute, "clear", { keepFiringMs: hour });
    expect(game.until(7 * minute).join()).not.toMatch(/mention/);
  });

  it("shows new figures at most once in two minutes and the same ones every 10 min", () => {
    const game = playTold();
    const shown: number[] = [];
    for (let at = 165; at <= 2000; at += 15) {
      const measure = at < 600 ? at / 1000 : 0.9;
      const said = game.say(at * second, "warning", {
        finding: { ...highest, measure, sentence: `heap ${measure}` },
      });
      if (said.includes("show")) shown.push(at);
    }
    expect(shown).toEqual([270, 390, 510, 630, 1230, 1830]);
  });
});

/** Says the same every minute, and ticks in between. */
function everyMinute(game: ReturnType<typeof play>, to: number): readonly string[] {
  const said: string[] = [];
  for (let at = 3 * minute; at <= to; at += minute) {
    said.push(...game.until(at), ...game.say(at, "warning").map((what) => `${at / second} s ${what}`));
  }
  return said;
}

describe("what is stored and when", () => {
  it("calls material what must be on disk: not a pending alert or figures within two minutes", () => {
    const game = play();
    const step = (at: number, more: Partial<Evaluation>) =>
      game.step(at, { kind: "tick" }, { evaluations: [says("warning", { ...immediate, ...more })] }).isMaterial;
    expect(game.step(0, { kind: "tick" }).isMaterial).toBe(false);
    expect(step(0, { pendingMs: minute })).toBe(false);
    expect(step(minute, {})).toBe(true);
    expect(step(minute + second, {})).toBe(false);
    expect(step(minute + 30 * second, {})).toBe(true);
    expect(step(minute + 40 * second, { finding: highest })).toBe(false);
    expect(step(3 * minute + 30 * second, { finding: highest })).toBe(true);
  });

  it("goes on with an event that has an older time than the one before", () => {
    const game = playTold();
    game.say(10 * minute, "clear");
    expect(game.tick(-hour)).toEqual([]);
    expect(game.say(-hour, "critical", { key: memory, ...immediate }).slice(0, 2)).toEqual([
      "show",
      "record fired critical",
    ]);
    expect(game.firing().severity).toBe("warning");
  });
});
