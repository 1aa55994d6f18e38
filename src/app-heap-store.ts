import type { StoredReadings } from "./adapters/store/open-sqlite-readings.ts";
import { type StoredDaemon, type StoredDaemonsRequest, withStoredDaemons } from "./app-stored-daemons.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { Bytes } from "./domain/bytes.ts";
import type { Daemon } from "./domain/daemon.ts";
import { type Deploy, deployInstants } from "./domain/deploy.ts";
import { type HeapOutlook, outlookOf } from "./domain/heap/heap-outlook.ts";
import { type HeapLimit, limitOfDaemon } from "./domain/heap/limit-of-daemon.ts";
import { looksBackMs, pointsOfHistory } from "./domain/heap/points-of-history.ts";
import type { Widening } from "./domain/heap/widening.ts";
import { worstHeapFirst } from "./domain/heap/worst-heap-first.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import { type Instant, instant } from "./domain/time.ts";
import { deploysOf } from "./services/heap/deploys-of.ts";
import { wideningOf } from "./services/heap/widening-of.ts";
import type { DaemonPoint } from "./services/ports-store.ts";
import { measuredOver, thresholdIn } from "./services/watch/measure-thresholds.ts";

export interface StoredHeap {
  readonly host: string;
  readonly daemon: string;
  readonly outlook: HeapOutlook;
  readonly limit: HeapLimit | null;
  readonly ramBytes: number | null;
  /** The newest that has been; null without any. */
  readonly deploy: Deploy | null;
  /** In force in the outlook. */
  readonly widening: Widening;
}

/** The heap model on the bot's own history, the worst first. The error says what is wrong and what to do. */
export function analyzeStoredHeaps(
  request: StoredDaemonsRequest,
  world: Pick<World, "clock" | "log">,
): Promise<Result<readonly StoredHeap[], string>> {
  return withStoredDaemons(request, world, (readings, daemons) => analyzeAll(daemons, { readings, request, world }));
}

interface Analyzing {
  readonly readings: StoredReadings;
  readonly request: StoredDaemonsRequest;
  readonly world: Pick<World, "clock">;
}

async function analyzeAll(
  daemons: readonly StoredDaemon[],
  analyzing: Analyzing,
): Promise<Result<readonly StoredHeap[], string>> {
  const heaps: StoredHeap[] = [];
  for (const { host, name } of daemons) {
    const heap = await analyzeOne(host, name, analyzing);
    if (!heap.ok) return heap;
    heaps.push(heap.value);
  }
  return succeed(heaps.sort((a, b) => worstHeapFirst(a.outlook.analysis, b.outlook.analysis)));
}

async function analyzeOne(
  host: string,
  daemon: string,
  { readings, request, world }: Analyzing,
): Promise<Result<StoredHeap, string>> {
  const now = world.clock.now();
  const history = await readings.daemonHistory({ host, daemon }, { from: instant(now - looksBackMs), to: now });
  if (!history.ok) return fail(history.error.detail);
  const ramBytes = await ramOf(host, readings, history.value.at(-1)?.at ?? now);
  const configured = configuredOf(request.config, host, daemon);
  const measured = await measuredIn(readings, { host, now, ramBytes, history: history.value });
  if (!measured.ok) return measured;
  const limit = limitOfDaemon(configured, { ramBytes, measuredBytes: measured.value });
  const sources = { deploys: readings.deploys, clock: world.clock };
  const deploys = await deploysOf(sources, { host, daemon, configured: configured?.deploys ?? [] });
  if (!deploys.ok) return fail(deploys.error.detail);
  const widening = await wideningOf(readings.forecasts, { host, daemon });
  if (!widening.ok) return fail(widening.error.detail);
  const asked = { ramBytes, thresholds: limit === null ? [] : [limit.bytes], deploys: deployInstants(deploys.value) };
  const outlook = outlookOf(pointsOfHistory(history.value), { ...asked, widening: widening.value.factor });
  return succeed({
    host,
    daemon,
    limit,
    ramBytes,
    deploy: deploys.value[0] ?? null,
    widening: widening.value,
    outlook,
  });
}

/** One that is no longer configured has a history all the same. */
function configuredOf({ hosts }: Config, host: string, daemon: string): Daemon | undefined {
  return hosts.find(({ name }) => name === host)?.daemons.find(({ name }) => name === daemon);
}

interface ToMeasure {
  readonly host: string;
  readonly now: Instant;
  readonly ramBytes: Bytes | null;
  readonly history: readonly DaemonPoint[];
}

/** The threshold as the running bot measures it each hour; null where it cannot be told. */
async function measuredIn(
  readings: StoredReadings,
  { host, now, ramBytes, history }: ToMeasure,
): Promise<Result<Bytes | null, string>> {
  if (ramBytes === null) return succeed(null);
  const from = instant(now - measuredOver);
  const room = await readings.hostHistory(host, { from, to: now });
  if (!room.ok) return fail(room.error.detail);
  const recent = history.filter(({ at }) => at >= from);
  return succeed(thresholdIn(room.value, recent, ramBytes).value);
}

/** Two readings at the longest interval, and some time. */
const aroundMs = 1_800_000;

/** By the newest whole reading about that time; null where none is kept. */
async function ramOf(host: string, readings: StoredReadings, at: number): Promise<Bytes | null> {
  const samples = await readings.samples(host, { from: instant(at - aroundMs), to: instant(at) });
  return samples.ok ? (samples.value.at(-1)?.system.memory.totalBytes.value ?? null) : null;
}
