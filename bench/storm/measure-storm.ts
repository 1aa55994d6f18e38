import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { openAlerts } from "../../src/app-alerts.ts";
import { systemWorld } from "../../src/app-world.ts";
import type { Config } from "../../src/config/config.ts";
import { localConfig } from "../../src/config/local-config.ts";
import { instant, seconds } from "../../src/domain/time.ts";
import type { NoticeChat } from "../../src/services/ports-notices.ts";
import type { Store, TransitionRecord } from "../../src/services/ports-store.ts";
import { createHostWatch } from "../../src/services/watch/watch-hosts.ts";
import { createNoticeChat, type FakeNoticeChat } from "../../test/support/notice-chat.ts";
import { createRandom } from "../../test/support/random.ts";
import { aWatchedDaemon, ScriptedHost } from "../../test/support/scripted-host.ts";
import type { Figure } from "../storm.ts";

const hostsInAll = 500;
const daemonsEach = 10;
const alertsInAll = hostsInAll * daemonsEach;
const spanMs = 60_000;
const interval = seconds(15);
/** What is not told by then counts as lost: warnings wait for their group for half a minute. */
const drainMs = 120_000;

/** The whole way, in real time: 500 hosts are polled, 10 heaps of each pass their limits within a minute, and it is told. */
export async function measureStorm(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "scipy-storm-"));
  const world = systemWorld("error");
  const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };
  const opened = await openSqliteStore({ folder, keep, ...world });
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return await measureOn(opened.value, world);
  } finally {
    await opened.value.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureOn(store: Store, world: ReturnType<typeof systemWorld>): Promise<readonly Figure[]> {
  const { clock } = world;
  const chat = createNoticeChat(clock);
  const hosts = Array.from({ length: hostsInAll }, (_, index) => newHost(`host-${index}`, clock));
  const config = stormConfig(hosts);
  const closes: (() => Promise<void>)[] = [];
  const note = (_: string, close: () => Promise<void>) => closes.push(close);
  const alerts = await openAlerts({ ...world, config, store, notices: slowed(chat), note });
  if (!alerts.ok) throw new Error(alerts.error.detail);
  const { notifier, outbox, take } = alerts.value;
  const readers = new Map(hosts.map((host) => [host.name, host.reader()]));
  const readerOf = ({ name }: { readonly name: string }) => readers.get(name) ?? hosts[0]?.reader() ?? never();
  const watch = createHostWatch({ hosts: config.hosts, readerOf, clock, interval, onPoll: take });
  notifier.start();
  watch.start();
  outbox.start();
  await pause(interval);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const began = clock.monotonic();
  const storm = breakOut(hosts);
  delay.enable();
  const isTold = () => notifier.open().length === alertsInAll && outbox.backlog().messages === 0;
  let drained: number | null = null;
  while (clock.monotonic() - began < spanMs + drainMs && drained === null) {
    await pause(100);
    if (clock.monotonic() - began >= spanMs && isTold()) drained = clock.monotonic() - began - spanMs;
  }
  delay.disable();
  storm.stop();
  await watch.stop();
  await outbox.stop();
  for (const close of closes.toReversed()) await close();
  const transitions = await store.transitions({ from: instant(0), to: instant(clock.now() + 1000), max: 100_000 });
  const records = transitions.ok ? transitions.value : [];
  return [
    { name: "alerts in the storm", value: records.filter(isFired).length, unit: "alerts" },
    { name: "alerts or transitions lost, doubled or miscounted", value: faultsOf(chat, records), unit: "faults" },
    { name: "first critical alert visible after", value: firstCritical(chat, storm.firstCriticalAt()), unit: "s" },
    { name: "most posts per second and channel", value: mostPerSecond(chat), unit: "posts" },
    { name: "event-loop delay p99", value: round(delay.percentile(99) / 1e6), unit: "ms" },
    { name: "all told after the end of the storm", value: drained === null ? null : round(drained / 1000), unit: "s" },
    { name: "messages in the channel", value: chat.shown.length, unit: "messages" },
  ];
}

function newHost(name: string, clock: ReturnType<typeof systemWorld>["clock"]): ScriptedHost {
  const daemons = Array.from({ length: daemonsEach }, (_, index) => aWatchedDaemon(`daemon-${index}`, 1));
  return new ScriptedHost(clock, { name, daemons });
}

/** The usual ones, but that a heap counts at the first reading: the storm is to last a minute, and not three. */
function stormConfig(hosts: readonly ScriptedHost[]): Config {
  const usual = localConfig();
  const { settings } = usual.alerts;
  const heap = { ...settings.heap, timing: { ...settings.heap.timing, pendingMs: 0 } };
  return {
    ...usual,
    hosts: hosts.map((host) => host.host()),
    alerts: { ...usual.alerts, settings: { ...settings, heap } },
  };
}

interface Storm {
  /** When the first host had a heap over its threshold, on the monotonic clock. */
  firstCriticalAt(): number;
  stop(): void;
}

/** One host after another: of each ten heaps nine come near their threshold, and one of every ten hosts' passes it. */
function breakOut(hosts: readonly ScriptedHost[]): Storm {
  const random = createRandom(3);
  let firstCritical = Number.POSITIVE_INFINITY;
  const timers = hosts.map((host) =>
    setTimeout(
      () => {
        const isCritical = random() < 0.5;
        const names = host.daemons.map(({ name }) => name);
        const heaps = Object.fromEntries(names.map((name, at) => [name, at === 0 && isCritical ? 1.1 : 0.9]));
        host.become({ heaps });
        if (isCritical) firstCritical = Math.min(firstCritical, performance.now());
      },
      random() * (spanMs - interval),
    ),
  );
  return {
    firstCriticalAt: () => firstCritical,
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
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

/** Alerts that were not recorded or are told by no message, messages that stand twice, and counts that are wrong. */
function faultsOf({ shown }: FakeNoticeChat, records: readonly TransitionRecord[]): number {
  const ids = shown.map(({ id }) => id);
  const doubled = ids.length - new Set(ids).size;
  const fired = new Set(records.filter(isFired).map(({ host, daemon }) => `${host}/${daemon}`));
  const untold = records.filter(({ message }) => message === null || !ids.includes(message)).length;
  const miscounted = shown.filter(({ id, notice }) => {
    if (notice.kind !== "backlog") return false;
    return notice.counted.fired !== records.filter((record) => record.message === id && isFired(record)).length;
  }).length;
  return doubled + Math.abs(alertsInAll - fired.size) + untold + miscounted;
}

function isFired({ transition }: TransitionRecord): boolean {
  return transition === "fired";
}

/** From the moment at which the heap was first too large, the wait for the next poll of its host included. */
function firstCritical({ shown }: FakeNoticeChat, since: number): number | null {
  const first = shown.find(({ notice }) => notice.kind === "alert" && notice.severity === "critical");
  return first === undefined ? null : round(Math.max(0, first.postedAt - since) / 1000);
}

function mostPerSecond({ shown }: FakeNoticeChat): number {
  const times = shown.map(({ postedAt }) => postedAt);
  return Math.max(0, ...times.map((at) => times.filter((other) => other >= at && other < at + 1000).length));
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

function never(): never {
  throw new Error("a host without a reader");
}
