import { expect, it } from "vitest";
import { aWatchedDaemon, ScriptedHost } from "../../support/scripted-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { WatchedBot } from "../../support/watched-bot.ts";

const minute = 60_000;

it("ends the alert of a daemon that is taken out of the configuration, and says so in its message", async () => {
  const clock = new VirtualClock();
  const before = new ScriptedHost(clock, { name: "web-1", daemons: [aWatchedDaemon("zope", 2)] });
  const bot = new WatchedBot({ clock, hosts: [before] });
  await bot.start();
  before.become({ heaps: { zope: 1.9 } });
  await clock.advance(6 * minute);
  expect(bot.root("heap").state).toBe("firing");
  await bot.stop();
  await bot.start({ hosts: [new ScriptedHost(clock, { name: "web-1", daemons: [] })] });
  await clock.advance(20 * minute);
  expect(bot.roots()).toHaveLength(1);
  expect(bot.root("heap")).toMatchObject({ state: "resolved", resolved: { endedBy: "zope is no longer watched" } });
  await bot.stop();
});

it("forgets the message of an alert that was closed when the bot died", async () => {
  const clock = new VirtualClock();
  const web = new ScriptedHost(clock, { name: "web-1", daemons: [aWatchedDaemon("zope", 2)] });
  const bot = new WatchedBot({ clock, hosts: [web] });
  await bot.start();
  web.become({ heaps: { zope: 1.9 } });
  await clock.advance(6 * minute);
  await bot.stop();
  const [state] = bot.store.state().hosts;
  if (state === undefined) throw new Error("the host has no state");
  await bot.store.commit({ hosts: [{ ...state, alerts: [] }] });
  web.become({ heaps: { zope: 0.3 } });
  await bot.start();
  await clock.advance(30 * minute);
  expect(bot.store.state().outbox).toEqual([]);
  await bot.stop();
});
