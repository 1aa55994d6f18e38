import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../../src/domain/time.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { aForecast, aLevel } from "../../support/logged-forecasts.ts";
import { aPolicy } from "../../support/restart-request.ts";
import { person, RestartRig } from "../../support/restart-rig.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

let rig: RestartRig;
beforeEach(async () => {
  rig = new RestartRig();
  await rig.start();
});
afterEach(() => rig.kill());

const critical = aFiringAlert({
  id: "alert-1",
  severity: "critical",
  key: { host: "web-1", rule: "heap", daemon: "zope" },
});
const all = () => rig.restarts.all();

describe("for a heap that is critical", () => {
  it("the bot asks once, in words of the alert, for anybody of the reviewers to approve, and restarts nothing by itself", async () => {
    rig.firing = [critical];
    rig.openAlerts.add("alert-1");
    await rig.clock.advance(10 * minute);
    expect(all()).toMatchObject([
      {
        requester: null,
        origin: { kind: "alert", alert: "alert-1" },
        reason: critical.finding.sentence,
        state: { kind: "pending" },
      },
    ]);
    expect(rig.sent).toEqual([]);
    const [request] = all();
    if (request === undefined) throw new Error("nothing was asked");
    expect(await rig.click(request, "U03")).toMatchObject({ ok: true });
    await rig.clock.advance(30 * second);
    expect(rig.stored(request.id).state.kind).toBe("succeeded");
  });

  it("is not asked again when it was denied, nor by a bot that was started anew", async () => {
    rig.firing = [critical];
    await rig.clock.advance(10 * second);
    const [request] = all();
    if (request === undefined) throw new Error("nothing was asked");
    await rig.click(request, "U02", "deny");
    await rig.clock.advance(hour);
    await rig.kill();
    await rig.start();
    await rig.clock.advance(hour);
    expect(all()).toHaveLength(1);
  });

  it.each<[string, object]>([
    ["a warning", { severity: "warning" }],
    ["one that somebody has taken", { acknowledged: { by: "U02", at: critical.firedAt, askedAt: null } }],
    ["one that is silenced", { silencedBy: "s-1" }],
    ["one that another hides", { inhibitedBy: "web-1/memory/" }],
    ["a specimen", { specimen: true }],
    ["old figures", { staleSince: critical.firedAt }],
    ["one that is clear just now", { clearSince: critical.firedAt }],
    ["one of another rule", { key: { host: "web-1", rule: "memory", daemon: null } }],
    ["a daemon that has no restart", { key: { host: "web-1", rule: "heap", daemon: "search" } }],
  ])("but not for %s", async (_, changes) => {
    rig.firing = [{ ...critical, ...changes }];
    await rig.clock.advance(minute);
    expect(all()).toEqual([]);
  });

  it("nothing is asked where somebody has asked already, or where restarts are locked", async () => {
    await rig.ask();
    rig.firing = [critical];
    await rig.clock.advance(minute);
    expect(all()).toHaveLength(1);
    await rig.kill();
    rig = new RestartRig();
    await rig.start();
    await rig.desk.lock({ host: "web-1", reason: "backup", by: person("U05") });
    rig.firing = [critical];
    await rig.clock.advance(minute);
    expect(all()).toEqual([]);
  });
});

describe("with a standing approval", () => {
  const sign = (user: string, days = 14) => rig.desk.sign({ host: "web-1", daemon: "zope", days, by: person(user) });
  const windowIn = (ms: number) => {
    const opensAt = instant(rig.clock.now() + ms);
    return { opensAt, closesAt: instant(opensAt + hour) };
  };

  it("what the plan wants is asked half a day ahead, approved by those who signed, and run in its window", async () => {
    expect(await sign("U02")).toMatchObject({ ok: true });
    expect(await sign("U03")).toMatchObject({ ok: true });
    rig.due = windowIn(20 * hour);
    await rig.clock.advance(7 * hour);
    expect(all()).toEqual([]);
    await rig.clock.advance(2 * hour);
    expect(all()).toMatchObject([
      {
        requester: null,
        origin: { kind: "plan" },
        timing: { kind: "window" },
        state: { kind: "approved" },
        votes: [{ by: "U02", standing: true }],
      },
    ]);
    expect(rig.sent).toEqual([]);
    await rig.clock.advance(11 * hour + 5 * minute);
    expect(rig.sent).toHaveLength(1);
    expect(all()[0]?.state.kind).toBe("succeeded");
    await rig.clock.advance(2 * hour);
    expect(all()).toHaveLength(1);
  });

  it("is asked, and waits for people, where one of them may not decide any more", async () => {
    rig.policy = aPolicy({ quorum: 2, users: ["U02", "U03", "U04"] });
    await sign("U02");
    await sign("U03");
    rig.members.delete("U03");
    rig.due = windowIn(3 * hour);
    await rig.clock.advance(hour + minute);
    const [request] = all();
    expect(request).toMatchObject({ state: { kind: "pending" }, votes: [{ by: "U02" }] });
    if (request !== undefined) expect(await rig.click(request, "U04")).toMatchObject({ ok: true });
    expect(all()[0]?.state.kind).toBe("approved");
  });

  it("a restart that goes wrong suspends it, and the next is asked of people", async () => {
    await sign("U02");
    await sign("U03");
    rig.onRun = async () => rig.ended({ exit: 1 });
    rig.due = windowIn(2 * hour);
    await rig.clock.advance(4 * hour);
    expect(all()[0]?.state.kind).toBe("failed");
    expect(rig.desk.standing()).toMatchObject([{ suspended: "restart 1 is failed" }]);
    rig.due = windowIn(3 * hour);
    await rig.clock.advance(2 * hour);
    expect(all().map(({ state }) => state.kind)).toEqual(["failed", "pending"]);
  });

  it("a forecast that left its range since suspends it, is told, and the next restart is asked of people", async () => {
    await sign("U02");
    await sign("U03");
    const gibi = 1024 ** 3;
    const level = aLevel(2 * gibi, { kind: "above", actualBytes: 3 * gibi });
    const slotAt = instant(rig.clock.now());
    rig.forecasts.all = [aForecast({ slotAt, madeAt: slotAt, levels: { day: level, week: aLevel(2 * gibi) } })];
    rig.due = windowIn(3 * hour);
    await rig.clock.advance(hour + minute);
    const why = "its heap was 3.0 GiB where 1.8–2.2 GiB had been foretold a day before";
    expect(rig.desk.standing()).toMatchObject([{ suspended: why }]);
    expect(rig.recorded()).toContain("suspended");
    expect(rig.chat.sentences("C01").filter((sentence) => sentence.includes(`is suspended: ${why}`))).toHaveLength(1);
    expect(all().map(({ state }) => state.kind)).toEqual(["pending"]);
    await rig.clock.advance(2 * hour);
    expect(rig.recorded().filter((what) => what === "suspended")).toHaveLength(1);
  });

  it.each<[string, () => unknown]>([
    ["withdrawn", () => rig.desk.withdraw({ host: "web-1", daemon: "zope", by: person("U02") })],
    [
      "suspended by a forecast",
      () => {
        const level = aLevel(1000, { kind: "above", actualBytes: 3000 });
        const slotAt = instant(rig.clock.now());
        rig.forecasts.all = [aForecast({ slotAt, madeAt: slotAt, levels: { day: level, week: aLevel(1000) } })];
      },
    ],
  ])("what it approved beforehand is not run where it was %s before the window", async (_, end) => {
    await sign("U02");
    await sign("U03");
    rig.due = windowIn(3 * hour);
    await rig.clock.advance(hour + minute);
    expect(all()[0]?.state.kind).toBe("approved");
    await end();
    await rig.clock.advance(3 * hour);
    expect(rig.sent).toEqual([]);
    expect(all()[0]?.state).toMatchObject({
      kind: "stale",
      differences: ["the standing approval that it was approved by counts no more"],
    });
  });

  it("asks for nothing while the record of forecasts cannot be read", async () => {
    await sign("U02");
    await sign("U03");
    rig.forecasts.failure = { reason: "locked", detail: "Another process holds it." };
    rig.due = windowIn(3 * hour);
    await rig.clock.advance(hour + minute);
    expect(all()).toEqual([]);
    rig.forecasts.failure = null;
    await rig.clock.advance(hour);
    expect(all().map(({ state }) => state.kind)).toEqual(["approved"]);
  });

  it("outlives the bot, and ends when it has run out or is ended", async () => {
    await sign("U02", 1);
    await sign("U03", 1);
    await rig.kill();
    await rig.start();
    expect(rig.desk.standing()).toMatchObject([{ by: [{ user: "U02" }, { user: "U03" }] }]);
    await rig.clock.advance(day);
    rig.due = windowIn(hour);
    await rig.clock.advance(2 * hour);
    expect(all()).toEqual([]);
    expect(rig.desk.standing()).toEqual([]);
    await sign("U02");
    await sign("U03");
    expect(await rig.desk.withdraw({ host: "web-1", daemon: "zope", by: person("U05") })).toMatchObject({ ok: false });
    expect(await rig.desk.withdraw({ host: "web-1", daemon: "zope", by: person("U04") })).toMatchObject({ ok: false });
    expect(await rig.desk.withdraw({ host: "web-1", daemon: "zope", by: person("U03") })).toMatchObject({ ok: true });
    expect(rig.desk.standing()).toEqual([]);
  });

  it("is not signed for a daemon that is never restarted", async () => {
    expect(await rig.desk.sign({ host: "web-1", daemon: "search", days: 3, by: person("U02") })).toMatchObject({
      ok: false,
    });
  });
});
