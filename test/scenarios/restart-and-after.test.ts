import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderNotice } from "../../src/adapters/slack/views/render-notice.ts";
import { renderRestartDetails } from "../../src/adapters/slack/views/restart-details-dialog.ts";
import type { RestartNotice } from "../../src/domain/notice/restart-notice.ts";
import { succeed } from "../../src/domain/result.ts";
import { instant, millis } from "../../src/domain/time.ts";
import type { HostCommands } from "../../src/services/ports-restart.ts";
import { aForecast, aLevel } from "../support/logged-forecasts.ts";
import { aWatchedDaemon, ScriptedHost } from "../support/scripted-host.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { WatchedBot } from "../support/watched-bot.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const gibibyte = 1024 ** 3;

let clock: VirtualClock;
let web: ScriptedHost;
let bot: WatchedBot;

const zope = {
  ...aWatchedDaemon("zope", 2),
  ports: [8080],
  restart: { by: "systemd", unit: "zope.service" },
} as const;

const commands: HostCommands = {
  reach: async () => succeed({ hostKey: null }),
  run: async () => {
    web.restart("zope", 0.2);
    return { kind: "ended", exit: 0, output: "restarted", tookMs: millis(3000), hostKey: null };
  },
  close: async () => undefined,
};

beforeEach(async () => {
  clock = new VirtualClock();
  web = new ScriptedHost(clock, { name: "web-1", daemons: [zope] });
  bot = new WatchedBot({ clock, hosts: [web], commands });
  await bot.start();
  web.become({ heaps: { zope: 1.7 } });
  await clock.advance(minute);
});

afterEach(() => bot.stop());

const of = { host: "web-1", daemon: "zope" };
const person = (user: string) => ({ user, team: "T01TRIAL" });

async function ask() {
  const wish = { ...of, by: person("U01ALICE"), reason: "pages are slow", isUrgent: false };
  const asked = await bot.restartDesk.ask({ ...wish, origin: { kind: "person" }, timing: { kind: "now" } });
  if (!asked.ok) throw new Error(asked.error.sentence);
  await clock.advance(2 * second);
  return asked.value;
}

async function restart(): Promise<void> {
  const { id } = await ask();
  const click = { request: id, by: person("U02BOB"), message: bot.restartDesk.shownAt(id) };
  const decided = await bot.restartDesk.decide({ ...click, verdict: "approve", coded: false });
  if (!decided.ok) throw new Error(decided.error.sentence);
}

function notice(): RestartNotice {
  const [found, more] = bot.roots().flatMap((root) => (root.notice.kind === "restart" ? [root.notice] : []));
  if (found === undefined || more !== undefined) throw new Error("there is not one message of a restart");
  return found;
}

const waiting = { memorySome: 40, memoryFull: 15, availableGib: 0.3 };
const calm = { memorySome: 0, memoryFull: 0, availableGib: 2 };

describe("a host that waits for memory until its daemon is restarted", () => {
  beforeEach(async () => {
    web.become(waiting);
    await clock.advance(30 * second);
    await restart();
    await clock.advance(5 * second);
    web.become(calm);
    await clock.advance(minute);
  });

  it("is watched for half an hour at most, and the message says until when by the reader's own clock", () => {
    expect(notice()).toMatchObject({ state: "succeeded", watchedUntil: instant(notice().at + 30 * minute) });
    expect(JSON.stringify(renderNotice(notice()).blocks)).toContain(
      `host watched until <!date^${Math.floor((notice().at + 30 * minute) / 1000)}^{time}|`,
    );
  });

  it("is told to have recovered in the same message once it was calm for ten minutes, and the watching is over", async () => {
    await clock.advance(11 * minute);
    expect(notice()).toMatchObject({ state: "succeeded" });
    expect(notice().sentence).toContain("has not waited for memory for 10 min");
    expect(notice().watchedUntil).toBeUndefined();
    expect(bot.thread().join("\n")).toContain("its host has not waited for memory for 10 min");
  });

  it("that waits again leaves the restart degraded after half an hour, with what to do", async () => {
    web.become(waiting);
    await clock.advance(32 * minute);
    expect(notice()).toMatchObject({ state: "degraded", meaning: expect.stringContaining("waits for memory again") });
    expect(notice().advice).toContain("Look what else holds memory on web-1");
    expect(bot.thread().filter((line) => line.startsWith("(channel) Restart 1"))).toHaveLength(1);
  });
});

describe("a standing approval", () => {
  it("is suspended by a forecast that the heap has left, which is told in the channel to those who signed", async () => {
    for (const user of ["U02BOB", "U03CAROL"])
      expect(await bot.restartDesk.sign({ ...of, days: 14, by: person(user) })).toMatchObject({ ok: true });
    const slotAt = clock.now();
    const day = aLevel(2 * gibibyte, { kind: "above", actualBytes: 3 * gibibyte });
    bot.forecasts.all = [aForecast({ slotAt, madeAt: slotAt, levels: { day, week: aLevel(2 * gibibyte) } })];
    await clock.advance(hour + minute);
    const told = bot.roots().map(({ notice: { sentence } }) => sentence);
    expect(told).toContainEqual(
      expect.stringMatching(/^The standing approval for zope on web-1 is suspended: its heap was 3\.0 GiB/),
    );
    expect(bot.restartDesk.standing()).toMatchObject([{ suspended: expect.stringContaining("had been foretold") }]);
    expect(bot.restarts.entries.map(({ what }) => what)).toContain("suspended");
  });
});

describe("a request for a restart", () => {
  it("shows whoever decides who is connected, and for how long they have been idle", async () => {
    const quiet = { idle: { from: millis(3 * minute), to: millis(hour) }, openFor: millis(2 * hour) };
    web.become({ peers: [{ address: "192.0.2.7", port: 8080, count: 12, quiet }] });
    const request = await ask();
    expect(notice().figures).toContainEqual({ name: "Connections cut", text: "12" });
    const shown = JSON.stringify(renderRestartDetails({ kind: "restart details", request, rows: [] }));
    expect(shown).toContain("192.0.2.7 ×12 (idle 3 min to 1 h, open for 2 h or more)");
  });
});
