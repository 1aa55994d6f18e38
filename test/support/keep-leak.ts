import { readFileSync } from "node:fs";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../../src/adapters/system/clock.ts";
import { absent, known } from "../../src/domain/figure.ts";
import { instant, millis } from "../../src/domain/time.ts";
import { quietLog } from "./quiet-log.ts";
import { aDaemon, aSample } from "./sample.ts";

const [minute, day] = [60_000, 86_400_000];
const keep = { readingsMs: millis(2 * day), minutesMs: millis(90 * day), hoursMs: millis(730 * day) };

export interface Leak {
  /** A process of this machine that runs. */
  readonly pid: number;
  readonly days: number;
  /** Where it began and where it stands now, in bytes. */
  readonly from: number;
  readonly to: number;
}

/** Fills a data folder with the past of a process that runs: readings of web-1, in which zope has leaked evenly until now. */
export async function keepLeak(folder: string, { pid, days, from, to }: Leak): Promise<void> {
  const store = await openSqliteStore({ clock: systemClock, log: quietLog(), keep, folder });
  if (!store.ok) throw new Error(store.error.detail);
  const [process] = aDaemon("zope", 0).processes;
  if (process === undefined) throw new Error("a daemon has no process");
  const identity = { ...process, pid, startTicks: known(startTicksOf(pid)), cpuTicks: absent("it was not asked for") };
  const boot = { bootId: known(readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()) };
  const [count, now] = [(days * day) / (5 * minute), Date.now()];
  const samples = Array.from({ length: count }, (_, index) => {
    // Some noise that is always the same: no heap is a formula.
    const heap = (from + ((to - from) * index) / count) * (1 + (((index * 7919) % 13) - 6) / 2000);
    const daemons = [aDaemon("zope", Math.round(heap), { processes: [identity] })];
    return { ...aSample({ system: boot, daemons }), takenAt: instant(now - (count - index) * 5 * minute) };
  });
  const kept = await store.value.keep(samples);
  if (!kept.ok) throw new Error(kept.error.detail);
  await store.value.close();
}

/** Field 22 of its stat, in clock ticks after the boot. */
function startTicksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
}
