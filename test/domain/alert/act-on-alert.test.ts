import { describe, expect, it } from "vitest";
import {
  type Act,
  type Acted,
  acknowledgeAlert,
  answerStillOnIt,
  unacknowledgeAlert,
} from "../../../src/domain/alert/act-on-alert.ts";
import { brief, health, hour, minute, type Play, play, playTold, second } from "./play.ts";

const immediate = { pendingMs: 0, keepFiringMs: 2 * minute };

/** "U1 acknowledges", "U2 gives it back". */
function act(game: Play, at: number, who: string) {
  const [by = "", ...words] = who.split(" ");
  const how = acts[words.join(" ")];
  if (how === undefined) throw new Error(`nobody can do "${who}"`);
  const alert = game.state().alerts[0]?.id ?? "";
  return carryOut(game, how(game.state(), { alert, by } satisfies Act, game.context(at)));
}

const acts: Readonly<Record<string, typeof acknowledgeAlert>> = {
  acknowledges: acknowledgeAlert,
  "gives it back": unacknowledgeAlert,
  "is still on it": answerStillOnIt,
};

function carryOut(game: Play, result: ReturnType<typeof acknowledgeAlert>) {
  if (!result.ok) return result.error;
  const { state, effects }: Acted = result.value;
  expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
  game.set(state);
  return effects.map(brief);
}

/** The rule goes on saying it, so that nothing gets stale. */
function lasts(game: Play, from: number, to: number): readonly string[] {
  const said: string[] = [];
  for (let at = from; at <= to; at += 5 * minute) {
    said.push(...game.until(at));
    said.push(...game.say(at, "warning").map((what) => `${at / second} s ${what}`));
  }
  return [...said, ...game.until(to)].filter((what) => !what.endsWith("show"));
}

describe("acknowledging", () => {
  it("makes somebody the owner, shows and records it, and notifies nobody", () => {
    const game = playTold();
    expect(act(game, 3 * minute, "U1 acknowledges")).toEqual(["show", "tell log", "record acknowledged warning"]);
    expect(game.firing().acknowledged).toMatchObject({ by: "U1", askedAt: null });
  });

  it("refuses the second one and says who was first", () => {
    const game = playTold();
    act(game, 3 * minute, "U1 acknowledges");
    expect(act(game, 4 * minute, "U2 acknowledges")).toMatchObject({ reason: "already", by: "U1" });
    expect(act(game, 4 * minute, "U1 acknowledges")).toEqual({
      reason: "already",
      sentence: "You have already acknowledged this alert.",
    });
    expect(game.firing().acknowledged?.by).toBe("U1");
  });

  it("refuses a resolved alert and says for how long it has been so, and does not bring it back", () => {
    const game = playTold();
    game.say(10 * minute, "clear");
    game.until(15 * minute);
    expect(act(game, 18 * minute, "U1 acknowledges")).toEqual({
      reason: "resolved",
      sentence: "This alert was already resolved 3 min ago: there is nothing left to do.",
    });
    expect(game.alert()).toMatchObject({ kind: "resolved", acknowledged: null });
  });

  it("refuses what is closed, and what has not fired", () => {
    const game = play();
    expect(act(game, 0, "U1 acknowledges")).toMatchObject({ reason: "unknown" });
    game.say(0, "warning");
    expect(act(game, 0, "U1 acknowledges")).toMatchObject({ reason: "unknown" });
  });

  it("keeps an alert from being repeated, but not from being broadcast when it gets worse", () => {
    const game = playTold({ acknowledgedMs: 20 * hour });
    act(game, 3 * minute, "U1 acknowledges");
    expect(lasts(game, 5 * minute, 10 * hour)).toEqual([]);
    game.say(10 * hour, "critical");
    expect(game.until(10 * hour + 2 * minute).join()).toContain("tell broadcast");
    expect(game.firing().acknowledged).toBeNull();
  });

  it("posts an alert that was acknowledged before its group was told, and mentions nobody", () => {
    const game = play();
    game.say(0, "warning", immediate);
    act(game, second, "U1 acknowledges");
    expect(game.until(minute)).toEqual(["30 s show", "30 s record fired warning"]);
  });
});

describe("still on it?", () => {
  it("is asked after 4 h, and without an answer in 15 min the alert is nobody's and told again", () => {
    const game = playTold();
    act(game, 5 * minute + second, "U1 acknowledges");
    const said = lasts(game, 10 * minute, 5 * hour);
    const asked = 4 * hour + 5 * minute + second;
    const lapsed = asked + 15 * minute;
    expect(said).toEqual([
      `${asked / second} s direct U1: still on it`,
      `${lapsed / second} s tell mention`,
      `${lapsed / second} s record unacknowledged warning`,
    ]);
  });

  it("begins the acknowledgement anew with the owner's yes", () => {
    const game = playTold();
    act(game, 5 * minute, "U1 acknowledges");
    lasts(game, 10 * minute, 4 * hour + 10 * minute);
    expect(act(game, 4 * hour + 11 * minute, "U1 is still on it")).toEqual(["show", "tell log"]);
    expect(lasts(game, 4 * hour + 15 * minute, 8 * hour)).toEqual([]);
  });

  it("takes the answer of the owner alone, and only as long as there is one", () => {
    const game = playTold();
    expect(act(game, 5 * minute, "U1 is still on it")).toMatchObject({ reason: "not allowed" });
    act(game, 5 * minute, "U1 acknowledges");
    expect(act(game, 6 * minute, "U2 is still on it")).toMatchObject({ reason: "already", by: "U1" });
  });
});

describe("giving an alert back", () => {
  it("tells the channel that nobody is on it, and repeats begin anew", () => {
    const game = playTold();
    act(game, 5 * minute, "U1 acknowledges");
    expect(act(game, 6 * minute, "U2 gives it back")).toEqual([
      "show",
      "tell mention",
      "record unacknowledged warning",
    ]);
    expect(act(game, 6 * minute, "U2 gives it back")).toMatchObject({ reason: "already" });
    expect(lasts(game, 10 * minute, 9 * hour)).toEqual([`${(8 * hour + 6 * minute) / second} s tell mention`]);
  });

  it("begins the escalation of a critical alert anew", () => {
    const game = play();
    game.say(0, "critical", { key: health, ...immediate });
    act(game, 4 * minute, "U1 acknowledges");
    expect(game.until(10 * minute)).toEqual([]);
    act(game, 10 * minute, "U1 gives it back");
    expect(game.until(15 * minute)).toEqual(["900 s direct on call: look"]);
  });
});
