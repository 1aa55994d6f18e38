import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostFailure } from "../../src/domain/host.ts";
import { aWatchedDaemon, ScriptedHost } from "../support/scripted-host.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { type BotOptions, WatchedBot } from "../support/watched-bot.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const timedOut: HostFailure = { reason: "timed out", detail: "web-1 gave no answer within 12 s.", nextTryAt: null };

let clock: VirtualClock;
let web: ScriptedHost;
let bot: WatchedBot;

async function begin(options: Partial<BotOptions> = {}): Promise<void> {
  clock = new VirtualClock();
  web = new ScriptedHost(clock, { name: "web-1", daemons: [aWatchedDaemon("zope", 2), aWatchedDaemon("celery", 1)] });
  bot = new WatchedBot({ clock, hosts: [web], ...options });
  await bot.start();
  await clock.advance(minute);
}

beforeEach(() => begin());

afterEach(async () => {
  await bot.stop();
});

/** A warning that has been told. */
async function warnOfLoad(): Promise<void> {
  web.become({ load: 4, busy: 0.95 });
  await clock.advance(7 * minute);
}

/** A critical alert that has been told. */
async function starve(): Promise<void> {
  web.become({ memorySome: 40, memoryFull: 15, availableGib: 0.1, swapUsedGib: 1, rates: { majorFaults: 900 } });
  await clock.advance(3 * minute);
}

function recover(): void {
  web.become({ load: 0.4, busy: 0.1, memorySome: 0, memoryFull: 0, availableGib: 2, rates: {} });
}

describe("one root message a problem", () => {
  it("is edited in place for its whole life, and a second problem has its own", async () => {
    await warnOfLoad();
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(10 * minute);
    expect(bot.roots().map(({ notice }) => notice.kind === "alert" && notice.key.rule)).toEqual(["load", "heap"]);
    recover();
    web.become({ heaps: { zope: 0.3 } });
    await clock.advance(hour);
    expect(bot.roots()).toHaveLength(2);
    expect([bot.root("load").state, bot.root("heap").state]).toEqual(["resolved", "resolved"]);
  });
});

describe("what notifies", () => {
  it("is a worse severity, by a mention and in the channel; a better one only edits", async () => {
    await bot.stop();
    await begin({ onCall: { users: ["U01ALICE"], group: null } });
    web.become({ heaps: { zope: 1.75 } });
    await clock.advance(4 * minute);
    expect(bot.root("heap").severity).toBe("warning");
    expect(bot.thread()).toEqual([]);
    web.become({ heaps: { zope: 2.2 } });
    await clock.advance(4 * minute);
    expect(bot.root("heap").severity).toBe("critical");
    expect(bot.thread()).toHaveLength(1);
    expect(bot.thread()[0]).toMatch(/^\(channel\) .*zope/);
    web.become({ heaps: { zope: 1.75 } });
    await clock.advance(10 * minute);
    expect(bot.root("heap").severity).toBe("warning");
    expect(bot.thread().filter((line) => line.startsWith("(channel)"))).toHaveLength(1);
  });
});

describe("firing and clearing", () => {
  it("says nothing of a load that is high for less than five minutes", async () => {
    web.become({ load: 5, busy: 0.95 });
    await clock.advance(4 * minute);
    recover();
    await clock.advance(hour);
    expect(bot.channel()).toEqual([]);
  });

  it("says nothing of a daemon that the reading at its deadline shows to run again", async () => {
    await clock.advance(40 * second);
    web.become({ heaps: { zope: null } });
    await clock.advance(20 * second);
    web.become({ heaps: { zope: 0.2 } });
    await clock.advance(hour);
    expect(bot.channel()).toEqual([]);
  });

  it("says nothing of a problem that is over before the group's wait is", async () => {
    web.become({ heaps: { celery: 0.9 } });
    await clock.advance(2 * minute + 20 * second);
    web.become({ heaps: { celery: 0.3 } });
    await clock.advance(hour);
    expect(bot.channel()).toEqual([]);
  });

  it("keeps firing between the two bounds, and resolves only below the lower one", async () => {
    await warnOfLoad();
    web.become({ load: 2.6 });
    await clock.advance(hour);
    expect(bot.root("load").state).toBe("firing");
    web.become({ load: 1 });
    await clock.advance(8 * minute);
    expect(bot.root("load").state).toBe("resolved");
  });

  it("waits longer with each re-fire before it calls a problem resolved", async () => {
    const timeToResolve = async () => {
      await warnOfLoad();
      recover();
      const from = clock.monotonic();
      while (bot.root("load").state !== "resolved") await clock.advance(15 * second);
      return (clock.monotonic() - from) / minute;
    };
    const first = await timeToResolve();
    const again = await timeToResolve();
    expect(again / first).toBeGreaterThan(1.35);
    expect(again / first).toBeLessThan(1.65);
  });
});

describe("the history in an alert's thread", () => {
  it.each([
    ["off", []],
    ["brief", ["resolved"]],
    ["full", ["acknowledged", "silenced", "resolved"]],
  ] as const)("is %s", async (threadLog, words) => {
    await bot.stop();
    await begin({ threadLog });
    await warnOfLoad();
    await bot.desk.acknowledge(idOf("load"), "U01ALICE");
    const scope = { host: "web-1", rule: "load", daemon: null } as const;
    await bot.desk.silence({ scope, forMs: hour, untilRestart: false, reason: "backup", by: "U01ALICE" });
    recover();
    await clock.advance(20 * minute);
    expect(bot.thread().map((line) => /^web-1: (\w+)/.exec(line)?.[1])).toEqual(words);
  });
});

describe("groups", () => {
  it("tell together what fires within half a minute, and later warnings five minutes after", async () => {
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(10 * second);
    web.become({ heaps: { celery: 0.95 } });
    await clock.advance(2 * minute);
    expect(bot.channel()).toEqual([]);
    await clock.advance(45 * second);
    expect(bot.channel()).toHaveLength(2);
    const told = clock.monotonic();
    web.become({ load: 4, busy: 0.95 });
    while (bot.channel().length === 2 && clock.monotonic() - told < hour) await clock.advance(15 * second);
    expect(clock.monotonic() - told).toBeGreaterThanOrEqual(5 * minute);
    expect(bot.channel()).toHaveLength(3);
  });

  it("repeat a critical problem every hour, and a warning every eight", async () => {
    await starve();
    await clock.advance(2.5 * hour);
    const hours = bot.thread().flatMap((line) => /it has lasted for ([12]) h/.exec(line)?.[1] ?? []);
    expect(new Set(hours)).toEqual(new Set(["1", "2"]));
    await bot.stop();
    await begin();
    await warnOfLoad();
    await clock.advance(7 * hour);
    expect(bot.thread()).toEqual([]);
    await clock.advance(2 * hour);
    expect(bot.thread()).toHaveLength(1);
  });

  it("do not repeat what somebody has acknowledged", async () => {
    await starve();
    await bot.desk.acknowledge(idOf("memory"), "U01ALICE");
    await clock.advance(3 * hour);
    expect(bot.root("memory")).toMatchObject({ state: "acknowledged", acknowledged: { by: "U01ALICE" } });
    expect(bot.thread().filter((line) => /still/i.test(line))).toEqual([]);
  });
});

describe("what hides what", () => {
  it("a host that does not answer hides its daemons' alerts, whose figures are shown with their age", async () => {
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(4 * minute);
    web.become({ failure: timedOut });
    await clock.advance(10 * minute);
    expect(bot.root("unreachable").state).toBe("firing");
    expect(bot.root("heap").state).toBe("stale");
    expect(bot.root("heap").sentence).toMatch(/no data · .* ago$/);
  });

  it("a starving host hides the heaps of its daemons, and names the one that would give back most", async () => {
    web.become({ heaps: { zope: 1.9, celery: 0.95 } });
    await starve();
    await clock.advance(5 * minute);
    expect(bot.channel()).toHaveLength(1);
    const { notes, meaning } = bot.root("memory");
    expect(meaning).toContain("zope");
    expect(notes.join(" ")).toContain("heap of zope");
  });

  it("a restart that an alert advised, or that ends it, has no message of its own, but is on record", async () => {
    web.become({ heaps: { zope: 1.8, celery: null } });
    await clock.advance(10 * minute);
    web.restart("zope", 0.3);
    web.restart("celery", 0.3);
    await clock.advance(minute);
    expect(bot.root("heap").notes.join(" ")).toContain("restarted of zope");
    await clock.advance(hour);
    const told = bot.roots().map(({ notice }) => notice.kind === "alert" && notice.key.rule);
    expect(told.toSorted()).toEqual(["down", "heap"]);
    expect(bot.root("heap").resolved?.endedBy).toBe("zope was restarted");
    expect(bot.root("down").resolved?.endedBy).toBe("celery was restarted");
    const restarts = bot.store.allTransitions().filter(({ rule }) => rule === "restarted");
    expect(restarts.map(({ daemon, transition, message }) => [daemon, transition, message])).toEqual([
      ["zope", "fired", null],
      ["zope", "resolved", null],
      ["celery", "fired", null],
      ["celery", "resolved", null],
    ]);
  });

  it("a restart that nothing led up to is told", async () => {
    web.restart("zope", 0.3);
    await clock.advance(2 * minute);
    expect(bot.root("restarted")).toMatchObject({ state: "firing", key: { daemon: "zope" } });
  });

  it("a restart by the bot hides that daemon until it is over", async () => {
    bot.desk.take("web-1", { kind: "maintenance", daemon: "zope", until: later(10 * minute), what: "restart 18" });
    web.become({ heaps: { zope: null } });
    await clock.advance(5 * minute);
    expect(bot.channel()).toEqual([]);
    await clock.advance(10 * minute);
    expect(bot.channel()).toHaveLength(1);
  });
});

describe("an acknowledgement", () => {
  it("asks its owner after four hours whether they are still on it, and ends a quarter of an hour later without an answer", async () => {
    await warnOfLoad();
    await bot.desk.acknowledge(idOf("load"), "U01ALICE");
    await clock.advance(3.9 * hour);
    expect(bot.direct("U01ALICE")).toEqual([]);
    await clock.advance(10 * minute);
    expect(bot.direct("U01ALICE")).toHaveLength(1);
    expect(bot.root("load").state).toBe("acknowledged");
    await clock.advance(20 * minute);
    expect(bot.root("load").state).toBe("firing");
  });

  it("lasts on when the owner answers", async () => {
    await warnOfLoad();
    await bot.desk.acknowledge(idOf("load"), "U01ALICE");
    await clock.advance(4.1 * hour);
    expect(await bot.desk.acknowledge(idOf("load"), "U01ALICE")).toMatchObject({ ok: true });
    await clock.advance(hour);
    expect(bot.root("load").state).toBe("acknowledged");
  });

  it("of a resolved problem is refused, and never brings it back", async () => {
    await warnOfLoad();
    recover();
    await clock.advance(10 * minute);
    const acknowledged = await bot.desk.acknowledge(idOf("load"), "U01ALICE");
    expect(acknowledged).toMatchObject({ ok: false, error: { reason: "resolved" } });
    expect(bot.root("load").state).toBe("resolved");
  });
});

describe("a silence", () => {
  const scope = { host: "web-1", rule: "heap", daemon: "zope" } as const;
  const asked = { scope, forMs: 2 * hour, untilRestart: false, reason: "loading data", by: "U01ALICE" };

  it("shows first what it would silence, needs a reason, and lasts at most a week", async () => {
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(4 * minute);
    expect(bot.desk.wouldSilence(scope).map(({ key }) => key.rule)).toEqual(["heap"]);
    expect(await bot.desk.silence({ ...asked, reason: " " })).toMatchObject({ ok: false });
    expect(await bot.desk.silence({ ...asked, forMs: 8 * 24 * hour })).toMatchObject({ ok: false });
    expect(await bot.desk.silence(asked)).toMatchObject({ ok: true });
    await clock.advance(minute);
    expect(bot.root("heap")).toMatchObject({ state: "silenced", silenced: { by: "U01ALICE", reason: "loading data" } });
  });

  it("breaks when the problem gets worse", async () => {
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(4 * minute);
    await bot.desk.silence(asked);
    web.become({ heaps: { zope: 2.4 } });
    await clock.advance(4 * minute);
    expect(bot.root("heap")).toMatchObject({ state: "firing", severity: "critical" });
    expect(bot.thread().some((line) => line.startsWith("(channel)"))).toBe(true);
  });

  it("ends with its problem, and by itself when its time is over", async () => {
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(4 * minute);
    await bot.desk.silence(asked);
    web.become({ heaps: { zope: 0.3 } });
    await clock.advance(20 * minute);
    expect(bot.desk.silences()).toEqual([]);
    await bot.desk.silence({ ...asked, scope: { ...scope, rule: null } });
    await clock.advance(2 * hour + 2 * minute);
    expect(bot.desk.silences()).toEqual([]);
  });

  it("keeps a new problem from being told at all, and lets it be told when it is over", async () => {
    await bot.desk.silence(asked);
    web.become({ heaps: { zope: 1.8 } });
    await clock.advance(hour);
    expect(bot.channel()).toEqual([]);
    await clock.advance(hour + 10 * minute);
    expect(bot.channel()).toHaveLength(1);
  });
});

describe("a problem that is over", () => {
  it("says after how long, its peak, and what ended it, in its message and in one line of its thread", async () => {
    web.become({ heaps: { zope: 1.9 } });
    await clock.advance(30 * minute);
    web.restart("zope", 0.3);
    await clock.advance(30 * minute);
    const { state, resolved } = bot.root("heap");
    expect(state).toBe("resolved");
    expect(resolved).toMatchObject({ peakText: "1.9 GiB", endedBy: "zope was restarted" });
    expect(bot.thread().filter((line) => line.includes("zope was restarted"))).toHaveLength(1);
  });

  it("opens the same message again when it comes back, and counts", async () => {
    await warnOfLoad();
    recover();
    await clock.advance(10 * minute);
    await warnOfLoad();
    expect(bot.roots()).toHaveLength(1);
    expect(bot.root("load")).toMatchObject({ state: "firing", count: 2 });
  });
});

it("a problem that comes and goes is told again only when it gets worse, and shows its course", async () => {
  for (let round = 0; round < 4; round += 1) {
    await warnOfLoad();
    recover();
    await clock.advance(9 * minute);
  }
  await warnOfLoad();
  expect(bot.roots()).toHaveLength(1);
  expect(bot.root("load").course?.length).toBeGreaterThanOrEqual(4);
  expect(bot.thread().filter((line) => line.startsWith("(channel)"))).toEqual([]);
});

it("escalates what nobody acknowledges: to who is on call, to the group, to the channel, and not for ever", async () => {
  await bot.stop();
  await begin({ onCall: { users: ["U02BOB"], group: "S01OPS" } });
  await starve();
  await clock.advance(4 * minute);
  expect(bot.direct("U02BOB")).toHaveLength(1);
  const lines = bot.thread().length;
  await clock.advance(5 * minute);
  expect(bot.thread().length).toBe(lines + 1);
  await clock.advance(10 * minute);
  expect(bot.thread().filter((line) => line.startsWith("(channel)"))).toHaveLength(1);
  await clock.advance(12 * hour);
  expect(bot.direct("U02BOB").length).toBeLessThanOrEqual(5);
});

/** Two hosts: the second is read seconds after the bot has begun, as a host far away is. */
async function beginFarAway(): Promise<void> {
  await bot.stop();
  clock = new VirtualClock();
  const near = new ScriptedHost(clock, { name: "db-1", daemons: [] });
  web = new ScriptedHost(clock, { name: "web-1", daemons: [] });
  bot = new WatchedBot({ clock, hosts: [near, web], onCall: { users: ["U02BOB"], group: "S01OPS" } });
  await bot.start();
  await clock.advance(minute);
}

it("calls nobody about what was over when the bot came back: first it looks", async () => {
  await beginFarAway();
  await starve();
  await bot.stop();
  recover();
  await clock.advance(25 * minute);
  await bot.start();
  await clock.advance(30 * minute);
  expect(bot.root("memory").state).toBe("resolved");
  expect(bot.direct("U02BOB")).toEqual([]);
  expect(bot.thread()).toEqual([expect.stringContaining("resolved")]);
});

it("calls with new figures about what still lasts when the bot comes back", async () => {
  await beginFarAway();
  await starve();
  await bot.stop();
  web.become({ memorySome: 55 });
  await clock.advance(25 * minute);
  await bot.start();
  await clock.advance(minute);
  expect(bot.direct("U02BOB")).toEqual([expect.stringContaining("55 %")]);
});

it("says of a host without data how old its last figures are, in one alert", async () => {
  web.become({ failure: timedOut });
  await clock.advance(2 * minute);
  expect(bot.channel()).toHaveLength(1);
  expect(bot.root("unreachable").figures.some(({ text }) => /ago|min|s$/.test(text))).toBe(true);
  web.become({ failure: null });
  await clock.advance(10 * minute);
  expect(bot.root("unreachable").state).toBe("resolved");
});

it("never speaks of a swap that is full and idle", async () => {
  web.become({ swapUsedGib: 2 });
  await clock.advance(6 * hour);
  expect(bot.channel()).toEqual([]);
});

it("sends a marked specimen the whole way, which ends by itself", async () => {
  await bot.desk.test({ rule: "memory", host: "web-1", by: "U01ALICE" });
  await clock.advance(10 * second);
  expect(bot.root("memory")).toMatchObject({ specimen: true, state: "firing" });
  await clock.advance(3 * minute);
  expect(bot.root("memory").state).toBe("resolved");
});

describe("a restart of the bot", () => {
  it("tells nothing twice, forgets nothing, and keeps every deadline", async () => {
    await warnOfLoad();
    await bot.desk.acknowledge(idOf("load"), "U01ALICE");
    await bot.stop();
    await clock.advance(5 * minute);
    await bot.start();
    await clock.advance(3.7 * hour);
    expect(bot.roots()).toHaveLength(1);
    expect(bot.root("load").state).toBe("acknowledged");
    expect(bot.direct("U01ALICE")).toEqual([]);
    await clock.advance(20 * minute);
    expect(bot.direct("U01ALICE")).toHaveLength(1);
    recover();
    await clock.advance(10 * minute);
    expect(bot.root("load").state).toBe("resolved");
  });

  it("is told in one line after more than ten minutes, with what was missed", async () => {
    await warnOfLoad();
    await bot.stop();
    await clock.advance(2 * hour);
    await bot.start();
    await clock.advance(minute);
    const line = bot.channel().find((sentence) => sentence.startsWith("The bot was away"));
    expect(line).toMatch(/away for 2 h.*readings of 1 host.*1 alert was open/);
    await bot.stop();
    await bot.start();
    await clock.advance(minute);
    expect(bot.channel().filter((sentence) => sentence.startsWith("The bot was away"))).toHaveLength(1);
  });
});

it("a jump of the bot's clock by an hour fires nothing, and ends nothing early", async () => {
  await warnOfLoad();
  await bot.desk.acknowledge(idOf("load"), "U01ALICE");
  clock.setWall(clock.now() + hour * 5);
  await clock.advance(hour);
  expect(bot.roots()).toHaveLength(1);
  expect(bot.root("load").state).toBe("acknowledged");
  expect(bot.direct("U01ALICE")).toEqual([]);
  clock.setWall(clock.now() - hour * 10);
  await clock.advance(hour);
  expect(bot.roots()).toHaveLength(1);
});

it("loses and repeats nothing while Slack takes no messages, and combines what it can", async () => {
  bot.chat.react = () => "too much to say";
  await starve();
  web.become({ load: 9 });
  await clock.advance(hour);
  bot.chat.react = () => "ok";
  await clock.advance(2 * minute);
  const alerts = bot.roots().filter(({ notice }) => notice.kind === "alert");
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
  expect(bot.root("memory").state).toBe("firing");
});

function idOf(rule: string): string {
  return bot.root(rule).alert;
}

function later(byMs: number) {
  return (bot.alerts.steady.now() + byMs) as ReturnType<typeof bot.alerts.steady.now>;
}
