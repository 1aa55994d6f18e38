import { afterEach, describe, expect, it } from "vitest";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { instant, millis, seconds } from "../../../src/domain/time.ts";
import { aPolicy } from "../../support/restart-request.ts";
import { daemonNamed, guarded, person, RestartRig } from "../../support/restart-rig.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let rig: RestartRig;
afterEach(() => rig.kill());

async function started(...made: ConstructorParameters<typeof RestartRig>): Promise<RestartRig> {
  rig = new RestartRig(...made);
  await rig.start();
  return rig;
}

async function approved(): Promise<RestartRequest> {
  const request = await rig.ask();
  expect(await rig.click(request)).toMatchObject({ ok: true });
  return request;
}

const stateOf = ({ id }: RestartRequest) => rig.stored(id).state;

describe("a restart that is approved", () => {
  it("is checked, sent once, verified and told step by step", async () => {
    await started();
    const request = await approved();
    await rig.clock.advance(30 * second);
    expect(rig.sent).toEqual([["systemctl", "restart", "zope.service"]]);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded", ran: { exit: 0, output: "restarted" } });
    expect(rig.recorded()).toEqual(["asked", "approved", "claimed", "sent", "ran", "verified"]);
    expect(rig.maintenance).toEqual(["zope restart 1", "zope over"]);
    const sentences = rig.chat.sentences("C01");
    expect(sentences[0]).toMatch(/^Restart 1 of zope on web-1: restarted, and all is well/);
    expect(sentences.length).toBeGreaterThan(3);
    expect(rig.desk.open()).toEqual([]);
  });

  it("has the last lines of what its command printed in the thread, and all of them in the audit", async () => {
    await started();
    const output = Array.from({ length: 60 }, (_, line) => `line ${line} of it`).join("\n");
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      return rig.ended({ output });
    };
    await approved();
    await rig.clock.advance(30 * second);
    expect(rig.restarts.entries.find(({ what }) => what === "ran")?.details).toMatchObject({ output });
    const told = rig.chat.sentences("C01").join("\n");
    expect(told).toContain("It printed: line 40 of it");
    expect(told).toContain("line 59 of it");
  });

  it("is never called restarted before it is", async () => {
    await started();
    let finish: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    rig.onRun = async () => {
      await waiting;
      rig.daemon("zope").restart();
      return rig.ended();
    };
    await approved();
    await rig.clock.advance(20 * second);
    expect(rig.chat.sentences("C01").join("\n")).not.toMatch(/restarted|succeeded|all is well/);
    finish();
    await rig.clock.advance(30 * second);
    expect(rig.chat.sentences("C01").join("\n")).toMatch(/all is well/);
  });

  it("waits for its quiet window, is run in it, and expires when that has passed without it", async () => {
    await started();
    const opensAt = instant(rig.clock.now() + hour);
    const timing = { kind: "window", opensAt, closesAt: instant(opensAt + hour) } as const;
    const request = await rig.ask({ timing });
    await rig.click(request);
    await rig.clock.advance(59 * minute);
    expect(rig.sent).toEqual([]);
    await rig.clock.advance(2 * minute);
    expect(rig.sent).toHaveLength(1);
    await rig.clock.advance(hour);

    const late = await rig.ask({
      timing: { ...timing, opensAt: instant(opensAt + 10 * hour), closesAt: instant(opensAt + 11 * hour) },
    });
    await rig.click(late);
    await rig.desk.lock({ host: null, reason: "moving house", by: person("U05") });
    await rig.clock.advance(12 * hour);
    expect(stateOf(late)).toMatchObject({ kind: "expired" });
    expect(rig.sent).toHaveLength(1);
  });

  it("waits for a lock, and expires 15 min after its approval rather than run when the lock ends hours later", async () => {
    await started();
    const request = await rig.ask();
    expect(await rig.desk.lock({ host: "web-1", reason: "backup", by: person("U05") })).toMatchObject({ ok: true });
    await rig.click(request);
    await rig.clock.advance(14 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "approved" });
    await rig.clock.advance(2 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "expired" });
    expect(await rig.desk.unlock({ host: "web-1", by: person("U05") })).toMatchObject({ ok: true });
    await rig.clock.advance(minute);
    expect(rig.sent).toEqual([]);
  });

  it("lets nobody ask where restarts are locked, and says who has locked them", async () => {
    await started();
    await rig.desk.lock({ host: null, reason: "moving house", by: person("U05") });
    const refused = {
      ok: false,
      error: { reason: "frozen", by: "U05", sentence: expect.stringContaining("moving house") },
    };
    expect(await rig.tryAsk()).toMatchObject(refused);
    expect(await rig.desk.unlock({ host: null, by: person("U04") })).toMatchObject({
      ok: false,
      error: { users: ["U05"] },
    });
    expect(await rig.desk.unlock({ host: null, by: person("U02") })).toMatchObject({ ok: true });
    expect(await rig.tryAsk()).toMatchObject({ ok: true });
  });

  it("is not run while another one of that host is under way", async () => {
    await started({}, [daemonNamed("zope"), daemonNamed("celery", { ports: [] })]);
    rig.onRun = () => new Promise(() => undefined);
    await approved();
    await rig.clock.advance(second);
    const other = await rig.ask({ daemon: "celery" });
    await rig.click(other);
    await rig.clock.advance(minute);
    expect(rig.sent).toHaveLength(1);
    expect(stateOf(other)).toMatchObject({ kind: "approved" });
  });

  it("takes the replicas of a pool one at a time", async () => {
    await started({}, [daemonNamed("zope", { pool: "web" }), daemonNamed("zope2", { pool: "web", ports: [] })]);
    rig.daemon("zope2").isUp = false;
    const request = await approved();
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({
      kind: "stale",
      differences: [expect.stringContaining("zope2, another replica of its pool, is not up")],
    });
    expect(rig.sent).toEqual([]);
  });

  it("lets its daemon end its work first, and waits until nobody is connected", async () => {
    const drain = { argv: ["/usr/bin/zopectl", "drain"], withinMs: millis(30 * second) };
    await started({}, [daemonNamed("zope", { drain })]);
    rig.onRun = async ({ argv }) => {
      if (!argv.includes("drain")) rig.daemon("zope").restart();
      return rig.ended();
    };
    await approved();
    await rig.clock.advance(10 * second);
    expect(rig.sent).toEqual([["/usr/bin/zopectl", "drain"]]);
    rig.daemon("zope").connections = 0;
    await rig.clock.advance(4 * second);
    expect(rig.sent).toHaveLength(2);
  });

  it("is not sent by a bot that another has replaced before it came to that", async () => {
    const drain = { argv: ["/usr/bin/zopectl", "drain"], withinMs: millis(30 * second) };
    await started({}, [daemonNamed("zope", { drain })]);
    rig.daemon("zope").connections = 0;
    let replace: () => Promise<unknown> = () => rig.start();
    rig.onRun = async () => {
      await replace();
      replace = async () => undefined;
      return rig.ended();
    };
    const request = await approved();
    await rig.clock.advance(minute);
    expect(rig.sent).toEqual([["/usr/bin/zopectl", "drain"]]);
    await rig.clock.advance(10 * minute);
    expect(rig.sent).toHaveLength(1);
    expect(stateOf(request)).toMatchObject({ kind: "failed" });
    expect(rig.recorded()).toEqual(["asked", "approved", "claimed", "sent", "unknown", "failed"]);
  });

  it("is not sent where the store does not say any more, after draining, that it is still this bot's", async () => {
    const drain = { argv: ["/usr/bin/zopectl", "drain"], withinMs: millis(30 * second) };
    await started({}, [daemonNamed("zope", { drain })]);
    rig.daemon("zope").connections = 0;
    rig.onRun = async () => {
      rig.restarts.breakDown({ reason: "unreachable", detail: "It is away." });
      return rig.ended();
    };
    const request = await approved();
    await rig.clock.advance(2 * minute);
    rig.restarts.breakDown(null);
    await rig.kill();
    await rig.start();
    await rig.clock.advance(10 * minute);
    expect(rig.sent).toEqual([["/usr/bin/zopectl", "drain"]]);
    expect(stateOf(request)).toMatchObject({ kind: "failed" });
  });

  it("with a long drain is not called failed while its command may still be at work", async () => {
    const drain = { argv: ["/usr/bin/zopectl", "drain"], withinMs: millis(10 * minute) };
    await started({}, [daemonNamed("zope", { drain })]);
    rig.onRun = async ({ argv }) =>
      argv.includes("drain") ? rig.ended() : { kind: "unknown", detail: "the link was lost", output: "" };
    const request = await approved();
    await rig.clock.advance(10 * minute + 20 * second);
    expect(rig.sent).toHaveLength(2);
    expect(stateOf(request).kind).toBe("unknown");
    rig.daemon("zope").restart();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded" });
  });

  it("is run after the time for draining though somebody stays connected, and at once where draining fails", async () => {
    const drain = { argv: ["/usr/bin/zopectl", "drain"], withinMs: millis(30 * second) };
    await started({}, [daemonNamed("zope", { drain })]);
    rig.onRun = async ({ argv }) => {
      if (!argv.includes("drain")) rig.daemon("zope").restart();
      return rig.ended();
    };
    await approved();
    await rig.clock.advance(29 * second);
    expect(rig.sent).toHaveLength(1);
    await rig.clock.advance(5 * second);
    expect(rig.sent).toHaveLength(2);
    await rig.clock.advance(15 * minute);
    rig.onRun = async ({ argv }) => {
      if (!argv.includes("drain")) rig.daemon("zope").restart();
      return argv.includes("drain") ? rig.ended({ exit: 1 }) : rig.ended();
    };
    await approved();
    await rig.clock.advance(second);
    expect(rig.sent).toHaveLength(4);
  });
});

describe("what was approved is held against the host just before", () => {
  it.each<[string, (rig: RestartRig) => void, RegExp]>([
    ["another process", ({ daemons }) => daemons.get("zope")?.restart(), /another process than the one approved/],
    ["no process", (rig) => Object.assign(rig.daemon("zope"), { isUp: false }), /has to be started, not restarted/],
    ["another host key", (rig) => Object.assign(rig, { hostKey: "SHA256:other" }), /host's key is SHA256:other/],
    [
      "many more connections",
      (rig) => Object.assign(rig.daemon("zope"), { connections: 24 }),
      /24 connections would be cut, approved were 12/,
    ],
    ["a host that cannot be reached", (rig) => Object.assign(rig, { isReachable: false }), /does not answer/],
  ])("%s: nothing is sent, and the difference is told", async (_, change, difference) => {
    await started();
    const request = await rig.ask();
    change(rig);
    await rig.click(request);
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({ kind: "stale", differences: [expect.stringMatching(difference)] });
    expect(rig.sent).toEqual([]);
    expect(rig.chat.sentences("C01").join("\n")).toMatch(difference);
  });

  it("a few more connections are none: a half more and five", async () => {
    await started();
    const request = await rig.ask();
    rig.daemon("zope").connections = 23;
    await rig.click(request);
    await rig.clock.advance(10 * second);
    expect(rig.sent).toHaveLength(1);
    expect(stateOf(request).kind).not.toBe("stale");
  });

  it("nor is it run when the alert that it was asked for is over", async () => {
    await started();
    rig.openAlerts.add("alert-1");
    const request = await rig.ask({ origin: { kind: "alert", alert: "alert-1" } });
    rig.openAlerts.clear();
    await rig.click(request);
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({ kind: "stale", differences: ["the alert that it was asked for is over"] });
  });

  it("nor is the fourth of a daemon within an hour", async () => {
    await started();
    for (let count = 0; count < 3; count += 1) {
      await approved();
      await rig.clock.advance(minute);
    }
    const fourth = await approved();
    await rig.clock.advance(minute);
    expect(stateOf(fourth)).toMatchObject({
      kind: "stale",
      differences: ["it was restarted 3 times within the last hour already"],
    });
    await rig.clock.advance(hour);
    const later = await approved();
    await rig.clock.advance(minute);
    expect(stateOf(later)).toMatchObject({ kind: "succeeded" });
    expect(rig.sent).toHaveLength(4);
  });

  it("a request whose daemon is restarted by somebody else before it is decided is obsolete", async () => {
    await started();
    const request = await rig.ask();
    rig.daemon("zope").restart();
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({ kind: "obsolete", why: expect.stringContaining("restarted meanwhile") });
    expect(await rig.click(request)).toMatchObject({ ok: false, error: { reason: "decided" } });
  });
});

describe("what came of the command", () => {
  it("is failed where it ended and the same process runs on, with its last lines", async () => {
    await started();
    rig.onRun = async () => rig.ended({ exit: 1, output: "Failed to restart zope.service: Access denied" });
    const request = await approved();
    await rig.clock.advance(30 * second);
    expect(stateOf(request)).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("ended with 1"),
      output: expect.stringContaining("Access denied"),
    });
    expect(rig.maintenance.at(-1)).toBe("zope over");
  });

  it("is a restart where another process runs, whatever the command says", async () => {
    await started();
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      return rig.ended({ exit: 1 });
    };
    const request = await approved();
    await rig.clock.advance(30 * second);
    expect(stateOf(request)).toMatchObject({
      kind: "succeeded",
      ran: { exit: 1, note: expect.stringContaining("ended with 1") },
    });
  });

  it("is failed where it was surely not sent", async () => {
    await started();
    rig.onRun = async () => ({ kind: "not sent", detail: "web-1 refuses the key" });
    const request = await approved();
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({ kind: "failed", why: "web-1 refuses the key" });
  });

  it("is unknown where the link was lost, is found out by looking, and is never sent again", async () => {
    await started();
    rig.loseLink();
    const request = await approved();
    await rig.clock.advance(30 * second);
    expect(stateOf(request)).toMatchObject({ kind: "unknown" });
    rig.isReachable = true;
    rig.daemon("zope").restart();
    await rig.clock.advance(30 * second);
    expect(stateOf(request)).toMatchObject({
      kind: "succeeded",
      ran: { exit: null, note: expect.stringContaining("was not seen") },
    });
    expect(rig.sent).toHaveLength(1);
    expect(rig.recorded()).toContain("settled");
  });

  it("is unknown for as long as the command may be at work, then failed where the same process runs", async () => {
    await started();
    rig.onRun = async () => ({ kind: "unknown", detail: "it takes too long", output: "" });
    const request = await approved();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "unknown", why: "it takes too long" });
    await rig.clock.advance(2 * minute);
    expect(stateOf(request)).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("the same process as before runs"),
    });
    expect(rig.sent).toHaveLength(1);
  });

  it("can be closed by a reviewer who has looked, and by nobody else", async () => {
    await started();
    rig.loseLink();
    const request = await approved();
    await rig.clock.advance(10 * second);
    const click = { request: request.id, message: rig.desk.shownAt(request.id) };
    expect(await rig.desk.settle({ ...click, by: person("U05") })).toMatchObject({ ok: false });
    expect(await rig.desk.settle({ ...click, by: person("U02") })).toMatchObject({ ok: true });
    expect(stateOf(request)).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("closed it"),
      closedBy: "U02",
    });
  });

  it("is not called failed or not restarted where somebody has closed what nobody knows", async () => {
    await started();
    rig.loseLink();
    const request = await approved();
    await rig.clock.advance(10 * second);
    const before = rig.chat.sentences("C01").length;
    await rig.desk.settle({ request: request.id, message: rig.desk.shownAt(request.id), by: person("U02") });
    await rig.clock.advance(10 * second);
    const said = rig.chat.sentences("C01");
    expect([said[0], ...said.slice(before)].join("\n")).not.toMatch(/not restarted|failed/i);
    expect(said[0]).toMatch(/does not know whether it was restarted/);
    expect(said.at(-1)).toMatch(/closed by hand/);
  });

  it.each<[string, (rig: RestartRig) => void, RegExp]>([
    ["nothing listens", (rig) => Object.assign(rig.daemon("zope"), { listening: false }), /nothing listens/],
    [
      "it cannot be seen any more",
      (rig) => Object.assign(rig.daemon("zope"), { isHidden: true }),
      /does not let the bot see/,
    ],
    [
      "its heap is what it was",
      (rig) => Object.assign(rig.daemon("zope"), { heap: 2 * 1024 ** 3 }),
      /its heap is 2\.0 GiB/,
    ],
  ])("is degraded after ten minutes where %s, with what to do now", async (_, change, miss) => {
    await started();
    const request = await approved();
    await rig.clock.advance(3 * second);
    change(rig);
    await rig.clock.advance(9 * minute);
    expect(stateOf(request).kind).not.toBe("degraded");
    await rig.clock.advance(2 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "degraded", misses: [expect.stringMatching(miss)] });
  });

  it("that leaves no process is told at once to those who asked and decided, and is degraded after half a minute", async () => {
    await started();
    rig.onRun = async () => {
      rig.daemon("zope").isUp = false;
      return rig.ended({ exit: 1, output: "Job for zope.service failed" });
    };
    const request = await approved();
    await rig.clock.advance(15 * second);
    expect(stateOf(request)).toMatchObject({ kind: "verifying", ran: { generation: "none" } });
    const said = rig.chat.sentences("C01").join("\n");
    expect(said).toContain("the command ended with 1");
    expect(said).toContain("No process of it runs. It printed: Job for zope.service failed");
    expect(said).not.toMatch(/another process runs/i);
    await rig.clock.advance(30 * second);
    expect(stateOf(request)).toMatchObject({
      kind: "degraded",
      misses: ["no process of it runs"],
      advice: expect.stringContaining("start zope"),
    });
  });

  it("is not called down where it comes up by itself within half a minute", async () => {
    await started();
    rig.onRun = async () => {
      rig.daemon("zope").isUp = false;
      return rig.ended({ exit: 1 });
    };
    const request = await approved();
    await rig.clock.advance(25 * second);
    rig.daemon("zope").restart();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded" });
  });

  it("is unknown where the host does not let the bot see whether it runs, until it does", async () => {
    await started();
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      rig.daemon("zope").isHidden = true;
      return rig.ended();
    };
    const request = await approved();
    await rig.clock.advance(10 * minute);
    expect(stateOf(request)).toMatchObject({
      kind: "unknown",
      why: expect.stringContaining("does not let the bot see"),
    });
    rig.daemon("zope").isHidden = false;
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded" });
  });

  it("is unknown where the command ended well and the same process runs: it may have left the work to somebody else", async () => {
    await started();
    rig.onRun = async () => rig.ended();
    const request = await approved();
    await rig.clock.advance(20 * second);
    expect(stateOf(request)).toMatchObject({ kind: "unknown", why: expect.stringContaining("ended with 0") });
    rig.daemon("zope").restart();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded" });
    expect(rig.sent).toHaveLength(1);
  });

  it("is degraded where its health address fails, and succeeded as soon as it answers", async () => {
    await started({}, [daemonNamed("zope", { healthUrl: "https://example.org/ok" })]);
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      rig.daemon("zope").health = "fails";
      return rig.ended();
    };
    const request = await approved();
    await rig.clock.advance(5 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "verifying" });
    rig.daemon("zope").health = "answers";
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded" });
  });
});

describe("a host that waited for memory before a restart", () => {
  const wellAgain = async (changes: Parameters<RestartRig["start"]>[0] = {}) => {
    rig = new RestartRig();
    await rig.start(changes);
    rig.memoryFull60 = 22;
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      rig.memoryFull60 = 0.2;
      return rig.ended();
    };
    const request = await approved();
    await rig.clock.advance(minute);
    return request;
  };
  const lines = () => rig.chat.sentences("C01").join("\n");

  it("is watched until it has been calm for ten minutes, which is told once, in the same message", async () => {
    const request = await wellAgain();
    expect(stateOf(request)).toMatchObject({ kind: "succeeded", recovery: { kind: "watched" } });
    expect(lines()).toContain("it is watched whether the host stays free of pressure");
    expect(rig.desk.open()).toEqual([]);
    await rig.clock.advance(8 * minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "watched" } });
    await rig.clock.advance(2 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded", recovery: { kind: "held" } });
    expect(rig.recorded().slice(-2)).toEqual(["verified", "recovery"]);
    expect(lines()).not.toContain("is being watched");
    expect(lines().match(/has not waited for memory for 10 min\./g)).toHaveLength(1);
    await rig.clock.advance(hour);
    expect(rig.recorded().at(-1)).toBe("recovery");
  });

  it("begins to count anew when it waits again, and has half an hour for it", async () => {
    const request = await wellAgain();
    await rig.clock.advance(8 * minute);
    rig.memoryFull60 = 3;
    await rig.clock.advance(minute);
    rig.memoryFull60 = 0;
    await rig.clock.advance(9 * minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "watched" } });
    await rig.clock.advance(2 * minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "held" } });
  });

  it("that still waits after half an hour makes the restart degraded, and says what to do now", async () => {
    const request = await wellAgain();
    rig.memoryFull60 = 8;
    await rig.clock.advance(28 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded" });
    await rig.clock.advance(3 * minute);
    expect(stateOf(request)).toMatchObject({
      kind: "degraded",
      misses: ["the host waits for memory again, half an hour after it"],
    });
    expect(lines()).toContain("Look what else holds memory on web-1");
    expect(rig.recorded().at(-1)).toBe("degraded");
  });

  it("is watched on by a bot that was restarted, and says so where nobody could see it", async () => {
    const request = await wellAgain();
    await rig.kill();
    await rig.start();
    await rig.clock.advance(11 * minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "held" } });
    const other = await approvedAgain();
    rig.isReachable = false;
    await rig.clock.advance(31 * minute);
    expect(stateOf(other)).toMatchObject({ recovery: { kind: "not seen", why: "the host gave no reading" } });
  });

  it.each([
    ["held", 60],
    ["not seen", 15],
  ])("is %s by readings of two minutes ago where there is one every %i s", async (kind, every) => {
    const request = await wellAgain({ interval: seconds(every) });
    rig.readingAgeMs = 2 * minute;
    await rig.clock.advance(31 * minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind } });
  });

  it("is watched though what was over could not be read when the bot started", async () => {
    const request = await wellAgain();
    await rig.kill();
    rig.restarts.breakDown({ reason: "locked", detail: "Another process holds it." });
    await rig.start();
    await rig.clock.advance(minute);
    rig.restarts.breakDown(null);
    await rig.clock.advance(11 * minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "held" } });
  });

  it("says nothing of a recovery that another restart has cut off", async () => {
    const request = await wellAgain();
    rig.daemon("zope").restart();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "not seen", why: "another process of it runs since" } });
  });

  async function approvedAgain() {
    rig.memoryFull60 = 22;
    const request = await approved();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ recovery: { kind: "watched" } });
    return request;
  }

  it("is not watched where it did not wait before", async () => {
    await started();
    const request = await approved();
    await rig.clock.advance(minute);
    expect(stateOf(request)).not.toHaveProperty("recovery");
  });
});

describe("with the guard on the host", () => {
  const answers = (texts: Readonly<Record<string, string>>) => async (order: { readonly argv: readonly string[] }) =>
    rig.ended({ output: texts[order.argv[1] ?? ""] ?? "" });
  const planned = "scipy-guard/1 planned generation=abc";

  it("asks it for the generation, and restarts that generation under the request's own id", async () => {
    await started({ restartBy: guarded });
    rig.onRun = async (order) => {
      if (order.argv[1] === "restart") rig.daemon("zope").restart();
      return answers({ plan: planned, restart: "scipy-guard/1 done before=abc after=def exit=0 seconds=2\n| ok" })(
        order,
      );
    };
    const request = await approved();
    await rig.clock.advance(30 * second);
    expect(rig.sent).toContainEqual(["scipy-guard", "restart", "zope", "abc", request.id]);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded", ran: { generation: "def", output: "ok" } });
  });

  it.each([
    ["refused why=budget", { kind: "failed", why: "the guard on the host has refused it: budget" }],
    ["failed why=no_other_process\n| broken", { kind: "failed", output: "broken" }],
    ["none", { kind: "failed" }],
    ["unknown why=it_was_killed\n| half of it", { kind: "unknown", why: "it was killed", output: "half of it" }],
    ["done before=abc after=abc exit=0 seconds=2", { kind: "unknown" }],
  ])("takes nothing for a restart but a proof: %s", async (said, state) => {
    await started({ restartBy: guarded });
    rig.onRun = answers({ plan: planned, restart: `scipy-guard/1 ${said}`, result: "scipy-guard/1 running" });
    const request = await approved();
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject(state);
  });

  it("asks it for the result of what is unknown, until it says so", async () => {
    await started({ restartBy: guarded });
    let result = "scipy-guard/1 running";
    rig.onRun = async (order) => {
      if (order.argv[1] === "restart") return { kind: "unknown", detail: "the link was lost", output: "" };
      return answers({ plan: planned, result })(order);
    };
    const request = await approved();
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "unknown" });
    rig.daemon("zope").restart();
    result = "scipy-guard/1 done before=abc after=def exit=0 seconds=70";
    await rig.clock.advance(30 * second);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded", ran: { exit: 0, generation: "def" } });
    expect(rig.sent.filter(([, verb]) => verb === "restart")).toHaveLength(1);
  });

  it("tells from the process what its record leaves open: that none runs, or that another one does", async () => {
    await started({ restartBy: guarded });
    const unknown = "scipy-guard/1 unknown why=the_command_ended_with_1,_and_nothing_runs\n| it does not start";
    rig.onRun = async (order) => {
      if (order.argv[1] === "restart") rig.daemon("zope").isUp = false;
      return answers({ plan: planned, restart: unknown, result: unknown })(order);
    };
    const request = await approved();
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({ kind: "unknown", output: "it does not start" });
    expect(rig.chat.sentences("C01").join("\n")).toContain("It printed: it does not start");
    await rig.clock.advance(5 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "degraded", advice: expect.stringContaining("start zope") });
    expect(rig.sent.filter(([, verb]) => verb === "restart")).toHaveLength(1);
  });

  it("is left unknown where its record leaves it open and the same process runs", async () => {
    await started({ restartBy: guarded });
    const unknown = "scipy-guard/1 unknown why=the_guard_was_ended_while_the_command_ran";
    rig.onRun = answers({ plan: planned, restart: unknown, result: unknown });
    const request = await approved();
    await rig.clock.advance(30 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "unknown" });
  });

  it.each([
    ["another process runs", true, "it runs as another process than the one approved"],
    ["the same process is another generation", false, "it runs as another generation than the one approved"],
  ])(
    "holds what it says now against what was approved, and says once what differs: %s",
    async (_, isRestarted, said) => {
      await started({ restartBy: guarded });
      rig.onRun = answers({ plan: planned });
      const request = await rig.ask();
      if (isRestarted) rig.daemon("zope").restart();
      rig.onRun = answers({ plan: "scipy-guard/1 planned generation=def" });
      await rig.click(request);
      await rig.clock.advance(10 * second);
      expect(stateOf(request)).toMatchObject({ kind: "stale", differences: [said] });
      expect(rig.sent.filter(([, verb]) => verb === "restart")).toEqual([]);
    },
  );

  it("lets nobody ask where it would refuse", async () => {
    await started({ restartBy: guarded });
    rig.onRun = answers({ plan: "scipy-guard/1 refused why=not_listed" });
    expect(await rig.tryAsk()).toMatchObject({
      ok: false,
      error: { sentence: "The guard on web-1 does not restart zope: not listed." },
    });
  });
});

describe("a request that waits", () => {
  it("reminds those who have not answered after 5, 10 and 20 min, then expires and can be asked for again", async () => {
    await started();
    const request = await rig.ask();
    const lines = () => rig.chat.sentences("C01").length;
    const counts: number[] = [lines()];
    for (const wait of [6, 5, 10, 30]) {
      await rig.clock.advance(wait * minute);
      counts.push(lines());
    }
    expect(counts).toEqual([counts[0], ...[1, 2, 3, 3].map((more) => (counts[0] ?? 0) + more)]);
    await rig.clock.advance(10 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "expired" });
    expect(await rig.click(request)).toMatchObject({ ok: false, error: { reason: "expired" } });
    expect(await rig.tryAsk()).toMatchObject({ ok: true });
  });

  it("can be decided for 15 min where it is urgent", async () => {
    await started();
    const request = await rig.ask({ isUrgent: true });
    await rig.clock.advance(16 * minute);
    expect(stateOf(request)).toMatchObject({ kind: "expired" });
  });

  it("is refused where its quorum can never be reached, or its group gives nobody", async () => {
    await started();
    rig.policy = aPolicy({ quorum: 2, users: ["U01", "U02"] });
    expect(await rig.tryAsk()).toMatchObject({ ok: false, error: { reason: "nobody eligible" } });
    rig.policy = aPolicy({ users: [], groups: ["S1"] });
    expect(await rig.tryAsk()).toMatchObject({ ok: false, error: { reason: "nobody eligible" } });
    rig.groups.set("S1", ["U01", "U04"]);
    const request = await rig.ask();
    rig.groups.delete("S1");
    expect(await rig.click(request, "U04")).toMatchObject({ ok: false, error: { reason: "not a reviewer" } });
    rig.groups.set("S1", ["U04"]);
    expect(await rig.click(request, "U04")).toMatchObject({ ok: true });
  });

  it("tells who it waits for", async () => {
    await started();
    const { id } = await rig.ask();
    const waiting = async (user: string) => [...(await rig.desk.waitingFor(person(user)))];
    expect([await waiting("U01"), await waiting("U02"), await waiting("U05")]).toEqual([[], [id], []]);
  });

  it("is run by nobody where the record cannot be written, and says so", async () => {
    await started();
    const request = await rig.ask();
    rig.restarts.breakDown({ reason: "full", detail: "The disk is full." });
    expect(await rig.click(request)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining("nothing was done: The disk is full.") },
    });
    expect(await rig.tryAsk({ daemon: "zope" })).toMatchObject({ ok: false });
    await rig.clock.advance(minute);
    expect(rig.sent).toEqual([]);
    rig.restarts.breakDown(null);
    expect(await rig.click(request)).toMatchObject({ ok: true });
  });

  it("records who tried without the right", async () => {
    await started();
    const request = await rig.ask();
    for (const user of ["U01", "U05", "U99"]) await rig.click(request, user);
    expect(
      rig.restarts.entries
        .filter(({ what }) => what === "refused")
        .map(({ actor, details }) => [actor?.user, details["reason"]]),
    ).toEqual([
      ["U01", "own request"],
      ["U05", "not a reviewer"],
      ["U99", "not a member"],
    ]);
  });
});
