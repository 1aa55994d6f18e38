import { describe, expect, it } from "vitest";
import { instant, seconds } from "../../../src/domain/time.ts";
import type { PlanReply } from "../../../src/services/ports-heap.ts";
import type { DaemonPoint, HostPoint } from "../../../src/services/ports-store.ts";
import { alice, answeringBot, type Said, whispered } from "../../support/answering-bot.ts";
import { heapHistory } from "../../support/heap-history.ts";
import { scoredForecasts } from "../../support/logged-forecasts.ts";

const gibi = 1024 ** 3;
const hourMs = 3_600_000;

function replyIn(said: readonly Said[]): PlanReply {
  const found = said.find(
    ({ how, reply }) => how === "whisper" && (reply.kind === "plan" || reply.kind === "capacity"),
  );
  if (found?.reply.kind !== "plan" && found?.reply.kind !== "capacity") throw new Error("no plan was told");
  return found.reply;
}

/** Of a heap of that course, with three connections by night and thirty by day, on a host of 8 GiB. */
function history(endsAt: number, days: number, levelAt: (days: number) => number): DaemonPoint[] {
  return heapHistory({ endsAt, days, levelAt }).map((point) => {
    const level = Math.floor(point.at / hourMs) % 24 < 4 ? 3 : 30;
    return { ...point, connections: { min: level, median: level, max: level } };
  });
}

function rows(points: readonly DaemonPoint[]): HostPoint[] {
  const available = { min: 3 * gibi, median: 3 * gibi, max: 3 * gibi };
  const none = { load: null, swapUsed: null, memoryPressure: null };
  return points.map(({ at }) => ({ at: instant(at), over: seconds(300), available, ...none }));
}

function botWith(days: number, levelAt: (days: number) => number) {
  const bot = answeringBot();
  bot.heaps.points = history(bot.clock.now(), days, levelAt);
  bot.heaps.rows = rows(bot.heaps.points);
  return bot;
}

describe("plan and capacity", () => {
  it.each(["plan", "plan web-1", "capacity", "Capacity WEB-1"])(
    "%s tells the asker alone of the host with daemons",
    async (text) => {
      const { said, heaps, clock, handlers } = botWith(16, (days) => (1 + 0.1 * days) * gibi);
      await handlers.command({ ...alice, text });
      const { kind, hosts, more } = replyIn(said);
      expect([kind, more]).toEqual([text.toLowerCase().split(" ")[0], 0]);
      expect(hosts).toMatchObject([
        { host: "web-1", problem: null, plan: { ram: { kind: "for days", because: ["zope"] } } },
      ]);
      expect(heaps.asked[0]).toMatchObject({ from: clock.now() - 60 * 24 * hourMs, to: clock.now() });
      expect(hosts[0]?.cures).toMatchObject([{ daemon: "zope", cures: [{ cure: "MALLOC_ARENA_MAX=2" }, {}, {}] }]);
    },
  );

  it("plans by what came after a deploy alone, and not at all where the deploys cannot be read", async () => {
    const { said, deploys, clock, zope, handlers } = botWith(16, (days) => (1 + 0.1 * days) * gibi);
    const problem = async () => {
      said.length = 0;
      await handlers.command({ ...alice, text: "plan" });
      return replyIn(said).hosts[0]?.problem;
    };
    zope.deploys.push({ at: instant(clock.now() - 3 * hourMs), by: null, note: null });
    expect(await problem()).toMatch(/^zope: No forecast yet: deployed 3 h ago/);
    deploys.failure = { reason: "locked", detail: "Stop it." };
    expect(await problem()).toBe("What was deployed of zope cannot be read: Stop it.");
  });

  it("plans with ranges as wide as the record of earlier forecasts wants them, and says so", async () => {
    const { said, forecasts, handlers } = botWith(16, (days) => (1 + 0.1 * days) * gibi);
    const misses = Array.from({ length: 40 }, (_, index) => (index < 29 ? 0.5 : 1.6));
    forecasts.all = scoredForecasts(misses);
    await handlers.command({ ...alice, text: "plan" });
    expect(replyIn(said).hosts[0]?.plan?.widened).toEqual([{ daemon: "zope", factor: 1.6 }]);
    said.length = 0;
    forecasts.failure = { reason: "locked", detail: "Stop it." };
    await handlers.command({ ...alice, text: "plan" });
    expect(replyIn(said).hosts[0]?.problem).toBe("How earlier forecasts of zope held cannot be read: Stop it.");
  });

  it("says how much history is missing", async () => {
    const { said, handlers } = botWith(5, (days) => (1 + 0.1 * days) * gibi);
    await handlers.command({ ...alice, text: "plan" });
    expect(replyIn(said).hosts).toMatchObject([
      { plan: null, problem: "zope: No quiet hours can be named yet: 5 d of readings, 14 d needed." },
    ]);
  });

  it("says what is wrong with the store or the model, and what is not known yet", async () => {
    const { said, heaps, logged, handlers } = botWith(16, () => gibi);
    const problem = async () => {
      said.length = 0;
      await handlers.command({ ...alice, text: "plan" });
      return replyIn(said).hosts[0]?.problem;
    };
    heaps.modelFailure = { reason: "too slow", detail: "Ask again." };
    expect(await problem()).toBe("Ask again.");
    expect(logged.at(-1)).toMatchObject({
      message: "could not plan the restarts of a host",
      fields: { host: "web-1" },
    });
    heaps.rows = [];
    expect(await problem()).toMatch(/^What other processes hold is not known yet/);
    heaps.failure = { reason: "locked", detail: "Another process holds data/scipy.db: stop it." };
    expect(await problem()).toBe("Its history cannot be read: Another process holds data/scipy.db: stop it.");
  });

  it("says where to name a daemon when there is none", async () => {
    const { said, handlers } = answeringBot();
    await handlers.command({ ...alice, text: "plan db-1" });
    expect(whispered(said)).toEqual(["No daemon is watched on db-1: name one under its host in scipy.yml."]);
  });
});
