import { afterEach, beforeEach, expect, it } from "vitest";
import { aWatchedDaemon, ScriptedHost } from "../../support/scripted-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { WatchedBot } from "../../support/watched-bot.ts";

const minute = 60_000;

let clock: VirtualClock;
let host: ScriptedHost;
let bot: WatchedBot;

beforeEach(async () => {
  clock = new VirtualClock();
  host = new ScriptedHost(clock, { name: "web-1", daemons: [aWatchedDaemon("zope", 2)] });
  bot = new WatchedBot({ clock, hosts: [host] });
  await bot.start();
  host.become({ load: 5, busy: 0.95 });
  await clock.advance(8 * minute);
  await bot.desk.report({ host: "web-1", text: "the site is slow", by: "U05EVE", reading: "load 5" });
});

afterEach(() => bot.stop());

it("who reported a problem is not told that it is over while something else is wrong on the host", async () => {
  host.become({ heaps: { zope: 1.8 } });
  await clock.advance(8 * minute);
  expect(bot.root("load").notes.join(" ")).toContain("1 person has reported it");
  host.become({ load: 0.4, busy: 0.1 });
  await clock.advance(20 * minute);
  expect(bot.root("load").state).toBe("resolved");
  expect(bot.direct("U05EVE")).toEqual([]);
  expect(bot.root("heap").notes.join(" ")).toContain("1 person has reported it");
  host.become({ heaps: { zope: 0.3 } });
  await clock.advance(10 * minute);
  expect(bot.direct("U05EVE")).toEqual([expect.stringContaining("is over, as far as the bot can see")]);
});

it("what only happened at one instant does not keep a report open", async () => {
  await clock.advance(minute);
  host.become({ load: 0.4, busy: 0.1 });
  await clock.advance(2 * minute);
  host.restart("zope", 0.3);
  await clock.advance(5 * minute);
  expect(bot.root("restarted").state).toBe("firing");
  expect(bot.direct("U05EVE")).toHaveLength(1);
});
