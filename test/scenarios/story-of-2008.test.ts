import { expect, it } from "vitest";
import { aWatchedDaemon, ScriptedHost } from "../support/scripted-host.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { WatchedBot } from "../support/watched-bot.ts";

const minute = 60_000;

it("tells load 16 with an idle CPU as one message about memory, which names the daemon and ends with its restart", async () => {
  const clock = new VirtualClock();
  const scipy = new ScriptedHost(clock, {
    name: "scipy",
    daemons: [aWatchedDaemon("zope", 3), aWatchedDaemon("apache", 1)],
  });
  const bot = new WatchedBot({ clock, hosts: [scipy] });
  await bot.start();
  scipy.become({ heaps: { zope: 1.8, apache: 0.3 } });
  await clock.advance(10 * minute);
  expect(bot.channel()).toEqual([]);

  scipy.become({
    load: 16,
    busy: 0.12,
    blocked: 14,
    availableGib: 0.1,
    swapUsedGib: 1.6,
    memorySome: 62,
    memoryFull: 31,
    rates: { swapInPages: 900, swapOutPages: 850, majorFaults: 1200 },
    heaps: { zope: 2.6 },
  });
  await clock.advance(6 * minute);
  expect(bot.channel()).toHaveLength(1);
  const told = bot.root("memory");
  expect(told).toMatchObject({ severity: "critical", state: "firing" });
  expect(told.sentence).toContain("memory");
  expect(told.sentence).toContain("zope");
  expect(told.advice).toMatch(/Restart zope/);
  expect(told.notes.join(" ")).toMatch(/keeps quiet.*load/);
  const before = bot.editsOf("memory");

  scipy.restart("zope", 0.3);
  scipy.become({ load: 3, blocked: 1, availableGib: 2.9, swapUsedGib: 0.2, memorySome: 4, memoryFull: 1, rates: {} });
  await clock.advance(minute);
  scipy.become({ load: 0.5, blocked: 0, memorySome: 0, memoryFull: 0 });
  await clock.advance(40 * minute);
  const { state, resolved } = bot.root("memory");
  expect(state).toBe("resolved");
  expect(resolved).toMatchObject({ endedBy: "zope was restarted", peakText: "62 % of the last minute" });
  expect(bot.editsOf("memory") - before).toBeLessThanOrEqual(3);
  // Somebody restarted it, which the bot saw; nothing else of that day needs a message of its own.
  const others = bot.roots().flatMap(({ notice }) => (notice.kind === "alert" ? [notice.key.rule] : []));
  expect(others.filter((rule) => rule !== "restarted")).toEqual(["memory"]);
  await bot.stop();
});
