import { expect, it } from "vitest";
import { ScriptedHost } from "../../support/scripted-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { WatchedBot } from "../../support/watched-bot.ts";

const minute = 60_000;

it("what is on record of an alert has its worst measure so far, from which thresholds are suggested", async () => {
  const clock = new VirtualClock();
  const host = new ScriptedHost(clock, { name: "web-1", daemons: [] });
  const bot = new WatchedBot({ clock, hosts: [host] });
  await bot.start();
  host.become({ load: 5, busy: 1 });
  await clock.advance(8 * minute);
  host.become({ load: 6 });
  await clock.advance(5 * minute);
  host.become({ load: 0.4, busy: 0.1 });
  await clock.advance(15 * minute);
  await bot.stop();
  const records = bot.store.allTransitions().filter(({ rule }) => rule === "load");
  // Two CPUs: 2.5 for each, then 3.
  expect(records.map(({ transition, measure }) => [transition, measure])).toEqual([
    ["fired", 2.5],
    ["resolved", 3],
  ]);
});
