import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotInSlack, buttonsOf } from "../support/bot-in-slack.ts";
import { textOf } from "../support/control.ts";
import { heapSources } from "../support/heap-sources.ts";
import { hurriedClock } from "../support/hurried-clock.ts";
import { keepLeak } from "../support/keep-leak.ts";

/** Near enough to cross within a day, and too far from it for the rule `heap`. */
const shareNow = 0.86;
const shareThreeDaysAgo = 0.3;

/** Each test goes on from the one before. */
describe("a heap that has leaked for three days and will reach its threshold within a day", () => {
  let bot: BotInSlack;
  let sources: Awaited<ReturnType<typeof heapSources>>;

  beforeAll(async () => {
    sources = await heapSources();
    bot = await BotInSlack.open({
      world: { clock: hurriedClock, program: sources.program },
      settings: (usual) => ({
        ...usual,
        off: [...usual.off, "heap"],
        forecast: { ...usual.forecast, timing: { pendingMs: 0, keepFiringMs: 2000 } },
      }),
      async prepare({ dataFolder, daemon, threshold }) {
        await daemon.hold(Math.round((shareNow * threshold - daemon.heap()) / 1024 ** 2));
        await keepLeak(dataFolder, {
          pid: daemon.pid,
          days: 3,
          from: shareThreeDaysAgo * threshold,
          to: daemon.heap(),
        });
      },
    });
  });

  afterAll(async () => {
    await bot.close();
    await sources.remove();
  });

  it("is told in Slack unasked, with when it reaches its threshold, what that rests on, and what to do", async () => {
    const root = await bot.root();
    expect(root.text).toMatch(
      /^Warning · zope on web-1: heap [\d.]+ of [\d.]+ MiB, reaches its threshold in .* most likely in \d+ (min|h)$/,
    );
    const shown = textOf(root);
    expect(shown).toContain("Chance within 7 days");
    expect(shown).toMatch(/Forecast by.*its growth over 2 d 23 h|Forecast by.*its growth over 3 d/s);
    expect(shown).toMatch(/Plan a restart (at a quiet hour within|now, or at the next quiet hour)/);
    expect(buttonsOf(root).map(({ action_id }) => action_id)).toContain("alert_acknowledge");
  });

  it("has its forecast kept, and /scipy heap --track-record says so", async () => {
    await bot.command("U02BOB", "heap zope");
    expect(await bot.whispered("U02BOB", /zope on web-1/)).toMatch(/like a leak: by about [\d.]+ MiB a day/);
    await bot.command("U02BOB", "heap --track-record zope");
    expect(await bot.whispered("U02BOB", /forecast/)).toMatch(
      /^zope on web-1: (No forecast has been kept yet|No range could be held against what came yet; 1 forecast was made\. The next is due in 2\d h)/,
    );
  });

  it("is resolved when the daemon is another process, and broke no rule of Slack's", async () => {
    await bot.restartDaemon();
    const root = await bot.root((message) => message.text.startsWith("Resolved"));
    expect(textOf(root)).toContain("zope");
    expect(await bot.violations()).toEqual([]);
  });
});
