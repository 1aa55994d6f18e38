import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../../src/adapters/system/clock.ts";
import { randomId } from "../../src/adapters/system/ids.ts";
import { instant, seconds } from "../../src/domain/time.ts";
import { createOutbox } from "../../src/services/outbox/deliver-messages.ts";
import { createChangeSaver } from "../../src/services/outbox/save-changes.ts";
import type { NoticeChat } from "../../src/services/ports-notices.ts";
import type { Store } from "../../src/services/ports-store.ts";
import { faultsIn } from "../../test/support/accounts.ts";
import { createScriptPlayer } from "../../test/support/alert-script.ts";
import { createNoticeChat, type FakeNoticeChat } from "../../test/support/notice-chat.ts";
import { timeOfDay } from "../../test/support/notices.ts";
import { quietLog } from "../../test/support/quiet-log.ts";
import type { Figure } from "../storm.ts";
import { stormScripts } from "./storm-scripts.ts";

const spanMs = 60_000;
const scripts = stormScripts({ alerts: 5000, hosts: 500, span: spanMs });
/** What is not told by then counts as lost. */
const drainMs = 60_000;

export async function measureStorm(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "scipy-storm-"));
  const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };
  const opened = await openSqliteStore({ folder, clock: systemClock, log: quietLog(), keep });
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return await measureOn(opened.value);
  } finally {
    await opened.value.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureOn(store: Store): Promise<readonly Figure[]> {
  const chat = createNoticeChat(systemClock);
  const saver = createChangeSaver({ store, clock: systemClock, log: quietLog() });
  const outbox = createOutbox({
    ...{
      chat: slowed(chat),
      saver,
      clock: systemClock,
      chance: Math.random,
      log: quietLog(),
      newId: randomId,
      timeOfDay,
    },
    ...{ fallbackChannel: null, owner: null, loaded: [] },
  });
  const player = createScriptPlayer(scripts, { outbox, saver, progress: {}, now: systemClock.now });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const began = performance.now();
  delay.enable();
  outbox.start();
  const isDone = (): boolean => player.isOver() && outbox.backlog().messages === 0;
  while (performance.now() - began < spanMs || (!isDone() && performance.now() - began < spanMs + drainMs)) {
    player.play(performance.now() - began);
    await pause(20);
  }
  const drained = performance.now() - began - spanMs;
  delay.disable();
  await outbox.stop();
  await saver.stop();
  const transitions = await store.transitions({ from: instant(0), to: instant(Date.now() + 1000), max: 100_000 });
  const faults = faultsIn({
    scripts,
    shown: chat.shown,
    transitions: transitions.ok ? transitions.value : [],
    messages: [],
  });
  return [
    { name: "alerts in the storm", value: scripts.length, unit: "alerts" },
    { name: "alerts or transitions lost, doubled or miscounted", value: faults.length, unit: "faults" },
    { name: "first critical alert visible after", value: firstCritical(chat, began), unit: "s" },
    { name: "most posts per second and channel", value: mostPerSecond(chat), unit: "posts" },
    { name: "event-loop delay p99", value: round(delay.percentile(99) / 1e6), unit: "ms" },
    { name: "all told after the end of the storm", value: round(Math.max(0, drained) / 1000), unit: "s" },
    { name: "messages in the channel", value: chat.shown.length, unit: "messages" },
  ];
}

/** It takes a call 50–150 ms, of which it stands after the half. */
function slowed(chat: NoticeChat): NoticeChat {
  const slow = async <T>(act: () => Promise<T>): Promise<T> => {
    const ms = 25 + Math.random() * 50;
    await pause(ms);
    const result = await act();
    await pause(ms);
    return result;
  };
  return {
    postNotice: (to, posted) => slow(() => chat.postNotice(to, posted)),
    editNotice: (message, notice) => slow(() => chat.editNotice(message, notice)),
    findNotice: (to, posted) => slow(() => chat.findNotice(to, posted)),
    linkTo: (message) => chat.linkTo(message),
  };
}

/** From the moment at which the first critical alert fires. */
function firstCritical({ shown }: FakeNoticeChat, began: number): number | null {
  const fires = Math.min(
    ...scripts.filter(({ severity }) => severity === "critical").map(({ steps }) => steps[0]?.at ?? 0),
  );
  const first = shown.find(({ notice }) => notice.kind === "alert" && notice.severity === "critical");
  return first === undefined ? null : round(Math.max(0, first.postedAt - began - fires) / 1000);
}

function mostPerSecond({ shown }: FakeNoticeChat): number {
  const times = shown.map(({ postedAt }) => postedAt);
  return Math.max(0, ...times.map((at) => times.filter((other) => other >= at && other < at + 1000).length));
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
