import { describe, expect, it } from "vitest";
import { createCalendar } from "../../../src/adapters/system/calendar.ts";
import { defaultAlertSettings } from "../../../src/domain/alert/settings.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import { coveredMax, createDigestTeller, digestMemo, lookAgainMax } from "../../../src/services/digest/tell-digest.ts";
import { createOutbox } from "../../../src/services/outbox/deliver-messages.ts";
import { createChangeSaver } from "../../../src/services/outbox/save-changes.ts";
import type { DaemonPoint, HostPoint, Span, StoreFailure } from "../../../src/services/ports-store.ts";
import { FakeAlertDesk } from "../../support/fake-alert-desk.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { createNoticeChat } from "../../support/notice-chat.ts";
import { timeOfDay } from "../../support/notices.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { aTransition } from "../../support/transition.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const hour = 3_600_000;
const day = 24 * hour;
const locked: StoreFailure = { reason: "locked", detail: "Another process holds it." };

describe("the digest", () => {
  it("is told once when it is due, and again a week later", async () => {
    const world = newWorld("2026-01-16T12:00:00Z");
    world.start();
    await world.clock.advance(3 * day - 3 * hour - 1);
    expect(world.told()).toEqual([]);
    await world.clock.advance(2000);
    expect(world.told()).toEqual(["2026-01-16T12:00 to 2026-01-19T09:00"]);
    await world.clock.advance(7 * day);
    expect(world.told()).toEqual(["2026-01-16T12:00 to 2026-01-19T09:00", "2026-01-19T09:00 to 2026-01-26T09:00"]);
  });

  it("tells nothing of a time before the bot's first run", async () => {
    const world = newWorld("2026-01-19T10:00:00Z");
    world.start();
    await world.clock.advance(hour);
    expect(world.told()).toEqual([]);
    expect(world.store.state().memos).toEqual({ [digestMemo]: String(at("2026-01-19T10:00:00Z")) });
  });

  it("is told by a bot that comes back within a day of its time, of all the time since the last one", async () => {
    const world = newWorld("2026-01-20T08:59:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.start();
    await world.clock.advance(1000);
    expect(world.told()).toEqual(["2026-01-12T09:00 to 2026-01-19T09:00"]);
  });

  it("is left to the next when it would be a day late, which covers its time too", async () => {
    const world = newWorld("2026-01-20T09:00:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.start();
    await world.clock.advance(hour);
    expect(world.told()).toEqual([]);
    await world.clock.advance(6 * day);
    expect(world.told()).toEqual(["2026-01-12T09:00 to 2026-01-26T09:00"]);
  });

  it("covers no more than what is still news", async () => {
    const world = newWorld("2026-01-19T09:30:00Z", { [digestMemo]: String(at("2025-06-02T09:00:00Z")) });
    world.start();
    await world.clock.advance(1000);
    const from = new Date(at("2026-01-19T09:00:00Z") - coveredMax).toISOString().slice(0, 16);
    expect(world.told()).toEqual([`${from} to 2026-01-19T09:00`]);
  });

  it("is told once however often the bot dies around it", async () => {
    const first = newWorld("2026-01-19T08:59:59Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    first.start();
    await first.clock.advance(2000);
    await first.stop();
    expect(first.told()).toHaveLength(1);
    const { memos } = first.store.state();
    expect(memos[digestMemo]).toEqual(String(at("2026-01-19T09:00:00Z")));
    const second = newWorld("2026-01-19T09:10:00Z", memos);
    second.start();
    await second.clock.advance(2 * hour);
    expect(second.told()).toEqual([]);
  });

  it("has its message and its memo on disk in one commit, before anything is posted", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    const commits: unknown[] = [];
    world.store.beforeCommit = async ({ outbox, memos }) => {
      if (memos !== undefined) commits.push([outbox?.length, Object.keys(memos), world.told().length]);
    };
    world.start();
    await world.clock.advance(1000);
    expect(commits).toEqual([[1, [digestMemo], 0]]);
  });

  it("is short in the channel and whole in its thread where it does not fit, both in the commit of its memo", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    const key = (host: string) => ({ host, rule: "heap", daemon: "zope" }) as const;
    world.desk.alerts = Array.from({ length: 12 }, (_, index) =>
      aFiringAlert({ id: `a${index}`, key: key(`web-${index}`) }),
    );
    const commits: unknown[] = [];
    world.store.beforeCommit = async ({ outbox, memos }) => {
      if (memos !== undefined) commits.push(outbox?.map(({ place }) => place.kind));
    };
    world.start();
    await world.clock.advance(1000);
    expect(commits).toEqual([["channel", "thread"]]);
    const [short, whole] = world.digests();
    expect(short?.sections[0]).toMatchObject({ title: "Open now", more: expect.any(Number) });
    expect(whole?.sections[0]?.lines).toHaveLength(12);
    expect([short?.hosts?.map(({ host }) => host), whole?.hosts]).toEqual([["web-1", "db-1"], undefined]);
    expect(world.chat.shown.map(({ to }) => to.kind)).toEqual(["channel", "thread"]);
  });

  it("is not sent when there is nothing to say, and is not looked for again", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.desk.alerts = [];
    world.start();
    await world.clock.advance(2 * hour);
    expect(world.told()).toEqual([]);
    expect(world.store.state().memos[digestMemo]).toBe(String(at("2026-01-19T09:00:00Z")));
  });

  it("waits for a store that cannot be read, instead of saying that nothing happened", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.store.breakDown(locked);
    world.start();
    await world.clock.advance(1000);
    expect(world.told()).toEqual([]);
    expect(world.log.lines).toContain("warn: the digest waits for the store");
    world.store.breakDown(null);
    await world.clock.advance(lookAgainMax);
    expect(world.told()).toHaveLength(1);
  });

  it("names what could not be read of it", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.readings.failure = locked;
    world.start();
    await world.clock.advance(1000);
    expect(world.digests()[0]?.sections.at(-1)).toEqual({
      title: "Not known",
      lines: [
        "The courses of daemons could not be read: Another process holds it.",
        "The courses of hosts could not be read: Another process holds it.",
      ],
    });
  });

  it("comes at its time when the wall clock is set forward, and once when it is set back over it", async () => {
    const world = newWorld("2026-01-18T09:00:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.start();
    await world.clock.advance(1000);
    world.clock.setWall("2026-01-19T09:05:00Z");
    await world.clock.advance(lookAgainMax);
    expect(world.told()).toHaveLength(1);
    world.clock.setWall("2026-01-19T08:50:00Z");
    await world.clock.advance(2 * hour);
    expect(world.told()).toHaveLength(1);
  });

  it("goes on after a memo of a clock that was a year ahead", async () => {
    const world = newWorld("2026-01-18T09:00:00Z", { [digestMemo]: String(at("2027-01-12T09:00:00Z")) });
    world.start();
    await world.clock.advance(2 * day);
    expect(world.told()).toEqual(["2026-01-18T09:00 to 2026-01-19T09:00"]);
  });

  it("is looked for again after a fault of the bot's own", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    const open = world.desk.open.bind(world.desk);
    world.desk.open = () => {
      world.desk.open = open;
      throw new Error("broken");
    };
    world.start();
    await world.clock.advance(1000);
    expect(world.log.lines).toContain("error: the digest was not told");
    await world.clock.advance(lookAgainMax);
    expect(world.told()).toHaveLength(1);
  });

  it("says in the log that none will come where the calendar names no time, and leaves no timer when stopped", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", {}, "0 9 31 2 *");
    world.start();
    await world.clock.advance(2 * hour);
    await world.stop();
    expect(world.log.lines).toEqual(["warn: no digest will be told: its calendar names no time"]);
    expect(world.clock.pending).toBe(0);
  });

  it("waits when it stops for the digest that is being made, and looks for no other", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    world.start();
    await world.teller.stop();
    expect(world.store.state().memos[digestMemo]).toBe(String(at("2026-01-19T09:00:00Z")));
    await world.clock.advance(10 * day);
    expect(world.told()).toHaveLength(1);
  });
});

describe("what a digest is made of", () => {
  it("is what happened in its time on the wall clock, and what the courses of daemons and hosts tell", async () => {
    const world = newWorld("2026-01-19T09:10:00Z", { [digestMemo]: String(at("2026-01-12T09:00:00Z")) });
    const restartedAt = at("2026-01-18T03:00:00Z");
    world.desk.wallOffsetMs = 5000;
    await world.store.commit({
      transitions: [
        aTransition({ id: "1", at: instant(at("2026-01-12T09:00:00Z") - 5001) }),
        aTransition({ id: "2", at: instant(restartedAt - 5000), rule: "restarted" }),
        aTransition({ id: "3", at: instant(at("2026-01-19T09:00:00Z") - 5000), rule: "load", daemon: null }),
      ],
    });
    world.readings.daemons = [
      point(restartedAt - 5 * day, 1000),
      point(restartedAt - hour, 3000),
      point(restartedAt + hour, 1500),
    ];
    world.readings.hosts = (host, { from }) => (host === "web-1" || from < at("2026-01-17T00:00:00Z") ? [reading] : []);
    world.start();
    await world.clock.advance(1000);
    expect(world.digests()[0]?.sections).toEqual([
      { title: "Open now", lines: [expect.stringMatching(/^zope on web-1: .* \(warning for 4 d, /)] },
      { title: "No readings", lines: ["db-1: no reading for 3 d 9 h"] },
      {
        title: "What happened",
        lines: [
          "restarted of zope on web-1: fired once, never resolved, longest 1 d 6 h",
          expect.stringMatching(/^load of web-1: fired once/),
        ],
      },
      {
        title: "Restarts, and what they gave back",
        lines: [expect.stringMatching(/heap 2\.9 GiB before it and 1\.5 GiB half an hour after, so it gave back/)],
      },
      {
        title: "Daemons that keep growing",
        lines: [expect.stringMatching(/^zope on web-1: daily peak 1\.0 GiB, 5 d later 2\.9 GiB/)],
      },
    ]);
    expect(world.readings.asked[0]).toEqual({
      from: at("2026-01-12T07:00:00Z"),
      to: at("2026-01-19T09:00:00Z"),
    });
  });
});

const reading: HostPoint = {
  at: instant(at("2026-01-16T00:00:00Z")),
  over: millis(hour / 12),
  load: null,
  available: null,
  swapUsed: null,
  memoryPressure: null,
};

function point(time: number, heapMib: number): DaemonPoint {
  const heap = heapMib * 1024 ** 2;
  return {
    at: instant(time),
    over: millis(0),
    heap: { min: heap, median: heap, max: heap },
    swap: null,
    connections: null,
    cpuTicks: null,
    epoch: null,
  };
}

function at(time: string): number {
  return Date.parse(time);
}

/** A bot with one alert open, web-1 with zope, and db-1; digests on Mondays at 9. */
function newWorld(startsAt: string, memos: Readonly<Record<string, string>> = {}, cron = "0 9 * * 1") {
  const clock = new VirtualClock(startsAt);
  const store = createMemoryStore();
  const chat = createNoticeChat(clock);
  const log = quietLog();
  const desk = new FakeAlertDesk();
  desk.alerts = [aFiringAlert()];
  const saver = createChangeSaver({ store, clock, log });
  const outbox = createOutbox({
    ...{ chat, saver, clock, log, timeOfDay },
    chance: () => 0.5,
    newId: () => `id-${chat.calls.length}`,
    fallbackChannel: null,
    owner: null,
    loaded: [],
  });
  const readings = new PretendReadings();
  const find = { by: "unit", unit: "zope.service" } as const;
  const zope = { name: "zope", find, ports: [], healthUrl: null, threshold: { kind: "auto" }, restart: null } as const;
  const teller = createDigestTeller({
    ...{ readings, desk, outbox, saver, clock, log, cron, memos },
    past: store,
    calendar: createCalendar("UTC"),
    channel: "#ops",
    settings: defaultAlertSettings,
    hosts: [
      { name: "web-1", reach: { kind: "local" }, daemons: [zope] },
      { name: "db-1", reach: { kind: "local" }, daemons: [] },
    ],
  });
  const digests = () => chat.shown.flatMap(({ notice }) => (notice.kind === "digest" ? [notice] : []));
  const shown = (time: number) => new Date(time).toISOString().slice(0, 16);
  return {
    ...{ clock, store, log, desk, readings, teller, digests, chat },
    told: () => digests().map(({ from, to }) => `${shown(from)} to ${shown(to)}`),
    start() {
      outbox.start();
      teller.start();
    },
    async stop() {
      await teller.stop();
      await outbox.stop();
      await saver.stop();
    },
  };
}

class PretendReadings {
  readonly asked: Span[] = [];
  failure: StoreFailure | null = null;
  daemons: readonly DaemonPoint[] = [];
  hosts: (host: string, span: Span) => readonly HostPoint[] = () => [reading];

  async daemonHistory(_daemon: unknown, span: Span) {
    this.asked.push(span);
    return this.failure === null ? succeed(this.daemons) : fail(this.failure);
  }

  async hostHistory(host: string, span: Span) {
    return this.failure === null ? succeed(this.hosts(host, span)) : fail(this.failure);
  }
}
