import { describe, expect, it } from "vitest";
import { bytes } from "../../../src/domain/bytes.ts";
import { type BotFacts, botTroubles } from "../../../src/domain/self/bot-troubles.ts";
import { pollAgeMax, type VitalName } from "../../../src/domain/self/vital-sign.ts";
import { seconds } from "../../../src/domain/time.ts";

const gibibyte = 1024 ** 3;

const well: BotFacts = {
  vital: [],
  lateMs: 3,
  store: { problem: null, disk: { freeBytes: bytes(50 * gibibyte), totalBytes: bytes(100 * gibibyte) } },
  slack: { connected: 2, problem: null, tokenRefused: false },
  outbox: { messages: 0, oldestMs: 0 },
};

const overdue = (name: VitalName) => ({ name, ageMs: 360_000, limitMs: 300_000 });
const disk = (free: number, total: number | null) => ({
  ...well.store,
  disk: { freeBytes: bytes(free), totalBytes: total === null ? null : bytes(total) },
});

const table: readonly (readonly [title: string, facts: Partial<BotFacts>, trouble: string])[] = [
  [
    "a store that is out of order",
    { store: { ...well.store, problem: { reason: "full", detail: "The disk is full." } } },
    "critical store: The disk is full.",
  ],
  [
    "a store that is not written to",
    { vital: [overdue("store")] },
    "critical store: Nothing was written to the store for 6 min; at most 5 min are usual.",
  ],
  [
    "readings that do not come to their end",
    { vital: [overdue("poll")] },
    "critical poll: No reading of any host came to its end for 6 min; at most 5 min are usual.",
  ],
  [
    "no connection to Slack for a moment",
    { slack: { ...well.slack, connected: 0 } },
    "warning slack: No connection to Slack.",
  ],
  [
    "no connection to Slack for long",
    {
      slack: { ...well.slack, connected: 0, problem: "No connection to Slack for 6 min (refused)." },
      vital: [overdue("slack")],
    },
    "critical slack: No connection to Slack for 6 min (refused).",
  ],
  [
    "connections over which nothing comes",
    { vital: [overdue("slack")] },
    "critical slack: Nothing was heard from Slack for 6 min; at most 5 min are usual.",
  ],
  [
    "a token that is refused, which explains the rest",
    { slack: { connected: 0, problem: "x", tokenRefused: true } },
    "critical slack: Slack takes the bot's token no more.",
  ],
  [
    "another copy of the bot",
    { slack: { ...well.slack, problem: "Slack counts 3 connections of this app, and 2 are this bot's." } },
    "warning copies: Slack counts 3 connections of this app, and 2 are this bot's.",
  ],
  ["its own timers being late", { lateMs: 7000 }, "warning late: The bot's own work was 7 s late."],
  [
    "one message that waits",
    { outbox: { messages: 1, oldestMs: 121_000 } },
    "warning outbox: 1 message waits for Slack, the oldest for 2 min 1 s.",
  ],
  [
    "messages that wait",
    { outbox: { messages: 12, oldestMs: 180_000 } },
    "warning outbox: 12 messages wait for Slack, the oldest for 3 min.",
  ],
  [
    "a disk that fills",
    { store: disk(9 * gibibyte, 100 * gibibyte) },
    "warning disk: The disk of the data folder has 9.0 GiB of 100 GiB left.",
  ],
  [
    "a disk that is nearly full",
    { store: disk(gibibyte, 100 * gibibyte) },
    "critical disk: The disk of the data folder has 1.0 GiB of 100 GiB left.",
  ],
  [
    "a disk of unknown size that fills",
    { store: disk(0.4 * gibibyte, null) },
    "warning disk: The disk of the data folder has 410 MiB left.",
  ],
];

describe("what keeps the bot from its work", () => {
  it.each(table)("is %s", (_, facts, trouble) => {
    const found = botTroubles({ ...well, ...facts });
    expect(found.map(({ name, severity, sentence }) => `${severity} ${name}: ${sentence}`)).toEqual([trouble]);
    for (const { advice, sentence } of found)
      expect([advice, sentence]).toEqual([expect.stringMatching(/[.]$/), sentence]);
  });

  it.each([
    ["all is well", {}],
    ["a disk has a tenth left", { store: disk(10 * gibibyte, 100 * gibibyte) }],
    ["nobody knows how full the disk is", { store: { problem: null, disk: null } }],
    ["a message waits for two minutes", { outbox: { messages: 1, oldestMs: 120_000 } }],
    ["nothing waits", { outbox: { messages: 0, oldestMs: 999_000 } }],
    ["timers are as late as they may be", { lateMs: 5000 }],
    ["ages are at their limit", { vital: [{ name: "poll", ageMs: 1000, limitMs: 1000 } as const] }],
  ])("is nothing while %s", (_, facts) => {
    expect(botTroubles({ ...well, ...facts })).toEqual([]);
  });

  it("is told worst first, each by a name of its own", () => {
    const found = botTroubles({
      vital: [overdue("poll"), overdue("slack"), overdue("store")],
      lateMs: 7000,
      store: { ...disk(1, null), problem: { reason: "corrupt", detail: "x." } },
      slack: { connected: 0, problem: null, tokenRefused: false },
      outbox: { messages: 1, oldestMs: 200_000 },
    });
    expect(found.map(({ name }) => name)).toEqual(["slack", "store", "poll", "disk", "late", "outbox"]);
  });
});

it("a reading may take as long as four intervals, and never less than two minutes", () => {
  expect(pollAgeMax(seconds(5))).toBe(120_000);
  expect(pollAgeMax(seconds(600))).toBe(2_400_000);
});
