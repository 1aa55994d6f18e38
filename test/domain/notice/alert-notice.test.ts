import { describe, expect, it } from "vitest";
import { acknowledgeAlert } from "../../../src/domain/alert/act-on-alert.ts";
import { type AlertView, alertNotice } from "../../../src/domain/notice/alert-notice.ts";
import { instant } from "../../../src/domain/time.ts";
import {
  aSilence,
  heap,
  hour,
  memory,
  minute,
  type Play,
  play,
  playTold,
  second,
  start,
  unreachable,
} from "../alert/play.ts";

const immediate = { pendingMs: 0, keepFiringMs: minute };

function noticeOf(game: Play, at: number, more: Partial<AlertView> = {}) {
  const alert = game.state().alerts.find(({ key, specimen }) => specimen || key.rule === "heap") ?? game.alert(memory);
  if (alert === undefined || alert.kind === "pending") throw new Error("there is nothing to show");
  const alerts = game.state().alerts;
  return alertNotice(alert, {
    now: instant(start + at),
    wallOffsetMs: hour,
    silences: game.silences,
    chart: null,
    alerts,
    notes: [],
    canRestart: true,
    ...more,
  });
}

describe("the root message of a problem", () => {
  it("says the whole of it in one sentence, with its severity", () => {
    const notice = noticeOf(playTold(), 3 * minute);
    expect(notice).toMatchObject({
      sentence: "Warning · zope on web-1: heap 3.1 GiB, 86 % of its threshold",
      state: "firing",
      meaning: "heap 3.1 GiB, 86 % of its threshold",
      count: 1,
      resolved: null,
      course: null,
      notes: [],
    });
  });

  it("shows times of the wall clock, not of the steady one", () => {
    const { firedAt, figuresAt } = noticeOf(playTold(), 3 * minute);
    expect(firedAt).toBe(start + 2 * minute + hour);
    expect(figuresAt).toBe(start + 2 * minute + hour);
  });

  it("says whether a restart may end it, but never of a specimen", () => {
    expect(noticeOf(playTold(), 3 * minute).canRestart).toBe(true);
    expect(noticeOf(playTold(), 3 * minute, { canRestart: false }).canRestart).toBe(false);
    const game = play();
    game.step(0, { kind: "specimen", rule: "heap", by: "U1" });
    expect(noticeOf(game, 0)).toMatchObject({ specimen: true, canRestart: false });
  });

  it("names its owner", () => {
    const game = playTold();
    const acted = acknowledgeAlert(game.state(), { alert: "A1", by: "U1" }, game.context(3 * minute));
    if (acted.ok) game.set(acted.value.state);
    expect(noticeOf(game, 3 * minute)).toMatchObject({
      state: "acknowledged",
      acknowledged: { by: "U1", at: start + 3 * minute + hour },
      sentence: "Warning, acknowledged · zope on web-1: heap 3.1 GiB, 86 % of its threshold",
    });
  });

  it("says who wants it silent, until when and why", () => {
    const game = playTold();
    game.silences.push(aSilence());
    game.tick(3 * minute);
    expect(noticeOf(game, 3 * minute)).toMatchObject({
      state: "silenced",
      silenced: { by: "U1", until: start + 3 * hour, reason: "known" },
    });
  });

  it("never shows old figures as live", () => {
    const game = playTold();
    game.say(5 * minute, "critical", { key: unreachable, ...immediate });
    expect(noticeOf(game, 12 * minute)).toMatchObject({
      state: "stale",
      sentence: "Warning, no data · zope on web-1: heap 3.1 GiB, 86 % of its threshold, 10 min ago",
      notes: ["Kept quiet for now: web-1 does not answer."],
    });
  });

  it("says what hides it, and of what hides others which they are", () => {
    const game = playTold();
    game.say(3 * minute, "critical", { key: memory, ...immediate });
    expect(noticeOf(game, 3 * minute)).toMatchObject({
      state: "hidden",
      notes: ["Kept quiet for now: web-1 is short of memory, which explains it."],
    });
    const view = {
      now: instant(start),
      wallOffsetMs: 0,
      silences: [],
      chart: null,
      notes: ["Reported by 2 people."],
      canRestart: false,
    };
    const { notes } = alertNotice(game.firing(memory), { ...view, alerts: game.state().alerts });
    expect(notes).toEqual(["Explains, and keeps quiet, 1 other alert: heap of zope.", "Reported by 2 people."]);
  });

  it("names at most five of those that it hides and counts the rest", () => {
    const game = play();
    game.say(0, "critical", { key: memory, ...immediate });
    for (let at = 0; at < 7; at++) game.say(second, "critical", { key: { ...heap, daemon: `d${at}` }, ...immediate });
    const view = { now: instant(start), wallOffsetMs: 0, silences: [], chart: null, notes: [], canRestart: false };
    expect(alertNotice(game.firing(memory), { ...view, alerts: game.state().alerts }).notes.join()).toMatch(
      /^Explains, and keeps quiet, 7 other alerts: heap of d0 \(critical\),.*, 2 more\.$/,
    );
  });

  it("says that a daemon is being restarted", () => {
    const game = playTold();
    const until = instant(start + hour);
    game.step(3 * minute, { kind: "maintenance", daemon: "zope", until, what: "restart 18" });
    expect(noticeOf(game, 3 * minute).notes).toEqual(["Kept quiet for now: zope is being restarted."]);
  });

  it("says of a resolved one how long it took, its peak and what ended it", () => {
    const game = playTold();
    game.say(10 * minute, "clear", { endedBy: "zope was restarted" });
    game.until(15 * minute);
    expect(noticeOf(game, 16 * minute)).toMatchObject({
      state: "resolved",
      resolved: {
        at: start + 15 * minute + hour,
        afterMs: 13 * minute,
        peakText: "3.1 GiB",
        endedBy: "zope was restarted",
      },
    });
    expect(noticeOf(game, 16 * minute).sentence).toMatch(
      /^Resolved · .*; after 13 min; peak 3\.1 GiB; ended when zope was/,
    );
  });

  it("shows the course of one that comes and goes, the present state last", () => {
    const game = play({ flapTransitions: 2, groupWaitMs: 0 });
    const quick = { pendingMs: 0, keepFiringMs: 0 };
    for (const [at, level] of ["warning", "clear", "warning"].entries())
      game.say(at * minute, level as "warning", quick);
    expect(noticeOf(game, 3 * minute)).toMatchObject({
      state: "flapping",
      course: ["clear", "firing", "clear", "firing"],
      count: 2,
    });
    expect(noticeOf(game, 3 * minute).notes.join()).toContain("comes and goes");
  });

  it("marks a specimen", () => {
    const game = play();
    game.step(0, { kind: "specimen", rule: "heap", by: "U1" });
    expect(noticeOf(game, 0)).toMatchObject({ specimen: true, notes: [expect.stringContaining("Nothing is wrong")] });
    expect(noticeOf(game, 0).sentence).toMatch(/^TEST · Warning · specimen on web-1: heap/);
  });
});
