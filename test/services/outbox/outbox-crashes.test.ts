import { describe, expect, it } from "vitest";
import { faultsIn } from "../../support/accounts.ts";
import type { AlertScript } from "../../support/alert-script.ts";
import { type CrashPoint, crashPoints, runCrashingBot } from "../../support/crashing-bot.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { createNoticeChat, type Reaction } from "../../support/notice-chat.ts";
import { createRandom } from "../../support/random.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** More by hand: SCIPY_SEEDS=20000 npx vitest run test/services/outbox/outbox-crashes.test.ts */
const seeds = Number(process.env["SCIPY_SEEDS"] ?? 500);
const minute = 60_000;

describe("a bot that dies at any moment, in front of a chat that loses answers", () => {
  it(`tells every alert once and accounts for every transition (${seeds} runs)`, { timeout: seeds * 600 }, async () => {
    const crashes = new Map<CrashPoint, number>();
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { faults, crashed } = await run(seed);
      for (const point of crashed) crashes.set(point, (crashes.get(point) ?? 0) + 1);
      expect(faults, `seed ${seed}`).toEqual([]);
    }
    expect([...crashes.keys()].toSorted()).toEqual(crashPoints.toSorted());
  });
});

/** One hour with crashes and faults, and then as long as it takes without. */
async function run(
  seed: number,
): Promise<{ readonly faults: readonly string[]; readonly crashed: readonly CrashPoint[] }> {
  const random = createRandom(seed);
  const clock = new VirtualClock("2026-01-15T14:00:00Z", 1);
  const store = createMemoryStore();
  const chat = createNoticeChat(clock);
  const scripts = newScripts(random);
  const crashed: CrashPoint[] = [];
  const outage = { from: random() * 40 * minute, for: random() < 0.5 ? 0 : random() * 30 * minute };
  const [crashRate, faultRate] = [random() * 0.05, random() * 0.4];
  const isRough = (): boolean => clock.monotonic() < 60 * minute;
  chat.react = () => {
    const since = clock.monotonic() - outage.from;
    if (since >= 0 && since < outage.for) return random() < 0.7 ? "too much to say" : "lost before";
    return isRough() && random() < faultRate ? pick(random, failures) : "ok";
  };
  const crashesAt = (point: CrashPoint): boolean => {
    const rate = point === "timer" ? crashRate / 20 : crashRate;
    const ends = isRough() && random() < rate;
    if (ends) crashed.push(point);
    return ends;
  };
  const bot = runCrashingBot({ clock, store, chat, scripts, random, crashesAt });
  await clock.advance(60 * minute);
  for (let minutes = 0; minutes < 20 && !bot.isIdle(); minutes += 1) await clock.advance(minute);
  const books = { scripts, shown: chat.shown, transitions: store.allTransitions(), messages: store.state().outbox };
  const late = bot.isIdle() ? [] : ["something still waits after 20 minutes"];
  return { faults: [...late, ...faultsIn(books), ...crowded(chat.shown)], crashed };
}

const failures: readonly Reaction[] = ["lost after", "lost after", "lost before", "too much to say"];

function newScripts(random: () => number): readonly AlertScript[] {
  const count = 1 + Math.floor(random() * 30);
  const isStorm = random() < 0.5;
  return Array.from({ length: count }, (_, index): AlertScript => {
    let at = random() * (isStorm ? 1 : 50) * minute;
    const kinds = pick(random, courses);
    return {
      ...{ id: `a${index}`, host: `h${index}`, severity: random() < 0.2 ? "critical" : "warning" },
      steps: kinds.map((transition) => {
        at += random() * 5 * minute;
        return { at, transition, hasLine: random() < 0.4 };
      }),
    };
  });
}

const courses = [
  ["fired"],
  ["fired", "resolved"],
  ["fired", "worse", "acknowledged", "resolved"],
  ["fired", "acknowledged", "worse"],
  ["fired", "resolved", "fired"],
  ["fired", "resolved", "fired", "worse", "resolved"],
] as const;

/** No two posts of one life of the bot within a second; a restart may come sooner. */
function crowded(shown: readonly { readonly id: string; readonly postedAt: number }[]): readonly string[] {
  const sorted = shown.map(({ postedAt }) => postedAt).toSorted((a, b) => a - b);
  const most = Math.max(
    0,
    ...sorted.map((at, index) => sorted.slice(index, index + 10).filter((other) => other < at + 1000).length),
  );
  return most <= 2 ? [] : [`${most} posts within a second`];
}

function pick<T>(random: () => number, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
