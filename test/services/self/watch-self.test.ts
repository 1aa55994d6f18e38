import { describe, expect, it } from "vitest";
import type { BotTrouble, HealthOutcome } from "../../../src/domain/alert/event.ts";
import type { BotFacts } from "../../../src/domain/self/bot-troubles.ts";
import { type Instant, instant, seconds } from "../../../src/domain/time.ts";
import type { Log } from "../../../src/services/ports.ts";
import { createVitalSigns } from "../../../src/services/self/vital-signs.ts";
import { createSelfWatch } from "../../../src/services/self/watch-self.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

type Facts = Omit<BotFacts, "vital" | "lateMs">;

const well: Facts = {
  store: { problem: null, disk: null },
  slack: { connected: 2, problem: null, tokenRefused: false },
  outbox: { messages: 0, oldestMs: 0 },
};

/** A bot that does all its work each second, as long as nothing is said otherwise. */
function bot(beat: () => Promise<HealthOutcome> = async () => ({ ok: true, tookMs: 1 })) {
  const clock = new VirtualClock();
  const stopped = new Set<string>();
  const last: Record<string, Instant> = {};
  const source = (name: string) => () => {
    if (!stopped.has(name)) last[name] = clock.now();
    return last[name] ?? null;
  };
  const vital = createVitalSigns(
    { lastPollAt: source("poll"), lastHeardAt: source("slack"), lastWriteAt: source("store") },
    { clock, interval: seconds(15) },
  );
  const state = {
    facts: well,
    beats: [] as number[],
    troubles: [] as (readonly BotTrouble[])[],
    lines: [] as string[],
  };
  const write = (message: string) => void state.lines.push(message);
  const log: Log = { info: write, warn: write, error: write };
  const watch = createSelfWatch({
    clock,
    log,
    vital,
    facts: () => state.facts,
    heartbeat: {
      every: seconds(60),
      beat: () => {
        state.beats.push(clock.monotonic());
        return beat();
      },
    },
    onTroubles: (troubles) => state.troubles.push(troubles),
  });
  return { clock, stopped, state, watch, vital };
}

describe("the watch over the bot itself", () => {
  it("looks every 15 s, and tells too that nothing is wrong any more", async () => {
    const { clock, state, watch } = bot();
    watch.start();
    state.facts = { ...well, outbox: { messages: 1, oldestMs: 130_000 } };
    await clock.advance(15_000);
    expect(watch.troubles().map(({ name }) => name)).toEqual(["outbox"]);
    state.facts = well;
    await clock.advance(15_000);
    expect(state.troubles.map((troubles) => troubles.map(({ name }) => name))).toEqual([["outbox"], []]);
    watch.stop();
    await clock.advance(600_000);
    expect(state.troubles).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it("notices when its own timer comes late", async () => {
    const { clock, watch } = bot();
    let act: () => void = () => undefined;
    const late = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (_: number, run: () => void) => {
        act = run;
        return () => undefined;
      },
    };
    watch.stop();
    const told: (readonly BotTrouble[])[] = [];
    const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const lateWatch = createSelfWatch({
      clock: late,
      log,
      vital: () => [],
      facts: () => well,
      heartbeat: null,
      onTroubles: (troubles) => told.push(troubles),
    });
    lateWatch.start();
    await clock.advance(27_000);
    act();
    expect(told[0]).toMatchObject([{ name: "late", sentence: "The bot's own work was 12 s late." }]);
  });
});

describe("signs of life", () => {
  it("are given at once and then at their pace, for as long as the bot does its work", async () => {
    const { clock, state, watch } = bot();
    watch.start();
    await clock.advance(180_000);
    expect(state.beats).toEqual([0, 60_000, 120_000, 180_000]);
    watch.stop();
    await clock.advance(600_000);
    expect(state.beats).toHaveLength(4);
  });

  it.each([
    ["readings come to no end", (it: ReturnType<typeof bot>) => void it.stopped.add("poll")],
    ["nothing is written to the store", (it: ReturnType<typeof bot>) => void it.stopped.add("store")],
    [
      "the store is corrupt",
      ({ state }: ReturnType<typeof bot>) => {
        state.facts = { ...well, store: { disk: null, problem: { reason: "corrupt", detail: "x." } } };
      },
    ],
    [
      "Slack refuses the token",
      ({ state }: ReturnType<typeof bot>) => {
        state.facts = { ...well, slack: { ...well.slack, tokenRefused: true } };
      },
    ],
  ])("end when %s, and go on when that is over", async (_, harm) => {
    const it = bot();
    it.watch.start();
    await it.clock.advance(60_000);
    harm(it);
    await it.clock.advance(1_200_000);
    const held = it.state.beats.length;
    await it.clock.advance(600_000);
    expect(it.state.beats.length).toBe(held);
    it.stopped.clear();
    it.state.facts = well;
    await it.clock.advance(120_000);
    expect(it.state.beats.length).toBeGreaterThan(held);
    expect(it.state.lines).toEqual([
      "signs of life are held back: the bot does not do its work",
      "signs of life go on: the bot does its work again",
    ]);
  });

  it.each([
    ["Slack is out of order", (it: ReturnType<typeof bot>) => void it.stopped.add("slack")],
    [
      "the disk is full for a moment",
      ({ state }: ReturnType<typeof bot>) => {
        state.facts = { ...well, store: { disk: null, problem: { reason: "full", detail: "x." } } };
      },
    ],
  ])("go on while %s", async (_, harm) => {
    const it = bot();
    it.watch.start();
    harm(it);
    await it.clock.advance(600_000);
    expect(it.state.beats).toHaveLength(11);
  });

  it("that do not arrive are logged once an outage", async () => {
    let isDown = true;
    const { clock, state, watch } = bot(async () =>
      isDown ? { ok: false, what: "answered 500" } : { ok: true, tookMs: 1 },
    );
    watch.start();
    await clock.advance(300_000);
    expect(state.lines).toEqual(["the sign of life did not arrive"]);
    isDown = false;
    await clock.advance(120_000);
    isDown = true;
    await clock.advance(120_000);
    expect(state.lines).toEqual([
      "the sign of life did not arrive",
      "signs of life arrive again",
      "the sign of life did not arrive",
    ]);
  });

  it("that take longer than their pace are never given twice at once", async () => {
    let underWay = 0;
    let most = 0;
    const { clock, watch } = bot(() => {
      underWay += 1;
      most = Math.max(most, underWay);
      return new Promise((resolve) => {
        clock.after(seconds(90), () => {
          underWay -= 1;
          resolve({ ok: true, tookMs: 90_000 });
        });
      });
    });
    watch.start();
    await clock.advance(600_000);
    expect(most).toBe(1);
  });
});

describe("ages of what the bot does", () => {
  it("are not moved by a wall clock that is set", async () => {
    const { clock, vital, stopped } = bot();
    vital();
    stopped.add("poll");
    await clock.advance(60_000);
    clock.setWall("2031-01-01T00:00:00Z");
    expect(vital().map(({ name, ageMs }) => [name, ageMs])).toEqual([
      ["poll", 60_000],
      ["slack", 0],
      ["store", 0],
    ]);
  });

  it("count from the start for what was never done", async () => {
    const clock = new VirtualClock();
    const never = () => null;
    const vital = createVitalSigns(
      { lastPollAt: never, lastHeardAt: never, lastWriteAt: never },
      { clock, interval: seconds(15) },
    );
    await clock.advance(40_000);
    expect(vital().map(({ ageMs, limitMs }) => [ageMs, limitMs])).toEqual([
      [40_000, 120_000],
      [40_000, 300_000],
      [40_000, 900_000],
    ]);
  });

  it("are those of the deed and not of the look, where it is looked at late", async () => {
    const clock = new VirtualClock();
    let wrote: Instant | null = null;
    const never = () => null;
    const vital = createVitalSigns(
      { lastPollAt: never, lastHeardAt: never, lastWriteAt: () => wrote },
      { clock, interval: seconds(15) },
    );
    await clock.advance(30_000);
    wrote = instant(clock.now());
    await clock.advance(20_000);
    expect(vital()[2]?.ageMs).toBe(20_000);
  });
});
