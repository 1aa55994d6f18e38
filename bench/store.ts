import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openPostgresStore } from "../src/adapters/store/open-postgres-store.ts";
import { openSqliteStore } from "../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../src/adapters/system/clock.ts";
import { Secret } from "../src/domain/secret.ts";
import { instant, type Millis, millis } from "../src/domain/time.ts";
import type { Clock } from "../src/services/ports.ts";
import type { Store } from "../src/services/ports-store.ts";
import { median } from "./probe/cpu-time.ts";
import { type Ingested, ingest, type Sink, tickMs } from "./store/ingest.ts";
import { openNaive } from "./store/naive.ts";
import { measureSizes } from "./store/sizes.ts";
import { daemonsOfSpan, fillSpan } from "./store/span.ts";

/**
 * What the readings of 1,000 daemons on 50 hosts cost the bot, how long a day of one daemon takes to read, and what a
 * daemon takes up on the disk; beside a table with a row for each daemon and reading, and beside PostgreSQL where
 * SCIPY_BENCH_POSTGRES names an empty database. The row for each daemon keeps five figures, the store whole samples. CPU is user and system time of this process; PostgreSQL's own is not in it.
 */
interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly reason?: string;
  readonly peer?: { readonly name: string; readonly value: number | null; readonly reason?: string };
  readonly ratio?: number | null;
}

const day = 86_400_000;
const slots = 6;
const queries = 101;
/** A round day, so that each run fills the same rows. */
const start = Date.UTC(2026, 0, 5);

interface Measured extends Ingested {
  readonly queryMs: number;
  readonly queryCpuMs: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: "boolean", default: false }, days: { type: "string", default: "2" } },
  });
  const days = Math.max(1, Number(values.days));
  const folder = mkdtempSync(join(tmpdir(), "scipy-bench-"));
  try {
    const store = await measureStore((name, clock) => openSqlite(join(folder, name), clock), days);
    const sizes = measureSizes(join(folder, "span"), { daemons: daemonsOfSpan, days });
    const naive = await measureNaive(folder);
    const postgres = await measurePostgres();
    const all = [store, naive, postgres];
    print(values.json, [
      ...compare(
        "cpu of one core, 1,000 daemons at 15 s",
        "%",
        all.map((one) => (one === null ? null : one.share * 100)),
      ),
      ...compare(
        "24 h of one daemon, median",
        "ms",
        all.map((one) => one?.queryMs ?? null),
      ),
      ...compare(
        "24 h of one daemon, cpu, median",
        "ms",
        all.map((one) => one?.queryCpuMs ?? null),
      ),
      ...compare("bytes per daemon and month", "bytes", [sizes.monthBytes, naive.monthBytes]),
      { name: "of it readings of 2 days", value: round(sizes.readingsBytes), unit: "bytes" },
      { name: "of it rolled up, a month", value: round(sizes.rolledUpBytes), unit: "bytes" },
      ...compare(
        "longest stall of the event loop",
        "ms",
        all.map((one) => one?.stallMs ?? null),
      ),
      ...compare(
        "most cpu between two turns of the event loop",
        "ms",
        all.map((one) => one?.stretchMs ?? null),
      ),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureStore(open: (name: string, clock: Clock) => Promise<Store>, days: number): Promise<Measured> {
  const time = { now: start };
  const clock: Clock = {
    ...systemClock,
    now: () => instant(time.now),
    monotonic: () => millis(systemClock.monotonic() + time.now - start),
  };
  const fleet = await open("fleet", clock);
  const ingested = await ingest(sinkOf(fleet, time), { slots, start });
  await fleet.close();
  // In PostgreSQL it is the same database: later, so that the hosts of both do not mix.
  time.now = start + day;
  const span = await open("span", clock);
  const { host, daemon, end } = await fillSpan(sinkOf(span, time), { days, start: time.now });
  const query = await measureQuery(async () => {
    const history = await span.daemonHistory({ host, daemon }, { from: instant(end - day), to: instant(end) });
    if (!history.ok || history.value.length !== day / tickMs) throw new Error("The history is not whole.");
  });
  await span.close();
  return { ...ingested, ...query };
}

async function measureQuery(ask: () => Promise<void>): Promise<Pick<Measured, "queryMs" | "queryCpuMs">> {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let query = 0; query < queries; query += 1) {
    const began = performance.now();
    const before = process.cpuUsage();
    await ask();
    const { user, system } = process.cpuUsage(before);
    wall.push(performance.now() - began);
    cpu.push((user + system) / 1000);
  }
  return { queryMs: median(wall), queryCpuMs: median(cpu) };
}

/** What fails is no measurement. */
function sinkOf(store: Store, time: { now: number }): Sink {
  return {
    async keep(samples) {
      const kept = await store.keep(samples);
      if (!kept.ok) throw new Error(kept.error.detail);
    },
    async rollUp(now) {
      time.now = now;
      const rolled = await store.rollUp(instant(now));
      if (!rolled.ok) throw new Error(rolled.error.detail);
    },
  };
}

async function measureNaive(folder: string): Promise<Measured & { readonly monthBytes: number }> {
  const naive = openNaive(folder);
  const ingested = await ingest(naive, { slots, start });
  const { host, daemon, end } = await fillSpan(naive, { days: 1, start: start + day });
  const query = await measureQuery(async () => void naive.history(host, daemon, end - day));
  const monthBytes = naive.bytesPerRow() * ((30 * day) / tickMs);
  naive.close();
  return { ...ingested, ...query, monthBytes };
}

const address = process.env["SCIPY_BENCH_POSTGRES"];

async function measurePostgres(): Promise<Measured | null> {
  if (address === undefined) return null;
  return await measureStore(async (_, clock) => {
    const opened = await openPostgresStore({ url: new Secret(address), owner: "bench", clock, log: silent, keep });
    if (!opened.ok) throw new Error(opened.error.detail);
    return opened.value;
  }, 1);
}

async function openSqlite(folder: string, clock: Clock): Promise<Store> {
  const opened = await openSqliteStore({ folder, clock, log: silent, keep });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** As the bot without a word in its configuration. */
const keep: Readonly<Record<"readingsMs" | "minutesMs" | "hoursMs", Millis>> = {
  readingsMs: millis(2 * day),
  minutesMs: millis(90 * day),
  hoursMs: millis(730 * day),
};

const peers = ["a row for each daemon and reading, all kept", "the store in PostgreSQL"];

/** The store's own value first, then one for each peer. */
function compare(name: string, unit: string, [value = null, ...others]: readonly (number | null)[]): readonly Figure[] {
  return others.map((other, index) => ({
    name,
    value: round(value),
    unit,
    peer: {
      name: peers[index] ?? "",
      value: round(other),
      ...(other === null ? { reason: "SCIPY_BENCH_POSTGRES is not set" } : {}),
    },
    ratio: value === null || other === null || other === 0 ? null : round(value / other),
  }));
}

function round<T extends number | null>(value: T): T | number {
  return value === null ? value : Number(value.toPrecision(3));
}

function print(asJson: boolean | undefined, figures: readonly Figure[]): void {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ name: "store", machine, figures })}\n`);
    return;
  }
  const lines = figures.map(({ name, value, unit, peer, ratio }) =>
    peer === undefined
      ? `${name}: ${value} ${unit}`
      : `${name}: ${value} ${unit}; ${peer.name}: ${peer.value ?? peer.reason} (× ${ratio})`,
  );
  process.stdout.write(`${machine}\n${lines.join("\n")}\n`);
}

await main();
