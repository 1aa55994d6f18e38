import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Sample } from "../../src/domain/sample.ts";
import { instant } from "../../src/domain/time.ts";
import { createFleet } from "./fleet.ts";

/** What takes readings: the store, or what it is compared with. */
export interface Sink {
  keep(samples: readonly Sample[]): Promise<void>;
  /** Every 5 min. */
  rollUp(now: number): Promise<void>;
}

export interface Ingested {
  /** CPU time over the time that the readings stand for. */
  readonly share: number;
  /** The longest that the event loop had to wait for a turn: on a busy machine for the machine, too. */
  readonly stallMs: number;
  /** The most CPU time between two turns: what the store itself takes. */
  readonly stretchMs: number;
}

export const tickMs = 15_000;
const ticksPerSlot = 20;
/** What the keeper hands over at once: 50 hosts at 15 s are 7 readings in 2 s. */
const batch = 7;

/** So many slots of 5 min of 50 hosts with 20 daemons each. Making the readings up is not counted. */
export async function ingest(
  sink: Sink,
  { slots, start }: { readonly slots: number; readonly start: number },
): Promise<Ingested> {
  const fleet = createFleet({ hosts: 50, daemons: 20, seed: 1 });
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const stretches = watchStretches();
  let cpu = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    const samples = Array.from({ length: ticksPerSlot }, (_, tick) =>
      fleet.tick(start + (slot * ticksPerSlot + tick) * tickMs),
    ).flat();
    await nextTurn();
    loop.enable();
    // Watching each turn costs CPU itself, and so it is done in slots of its own.
    if (slot % 2 === 1) stretches.begin();
    const before = process.cpuUsage();
    for (let from = 0; from < samples.length; from += batch) {
      await sink.keep(samples.slice(from, from + batch));
      await nextTurn();
    }
    await sink.rollUp(instant(start + (slot + 1) * ticksPerSlot * tickMs + 20_000));
    const used = process.cpuUsage(before);
    if (slot % 2 === 0) cpu += (used.user + used.system) / 1000;
    await nextTurn();
    stretches.end();
    loop.disable();
  }
  const measuredMs = Math.ceil(slots / 2) * ticksPerSlot * tickMs;
  return { share: cpu / measuredMs, stallMs: loop.max / 1e6, stretchMs: stretches.longestMs() };
}

/** Looks at every turn of the event loop how much CPU time was used since the last. */
function watchStretches(): { begin(): void; end(): void; longestMs(): number } {
  let longest = 0;
  let isWatching = false;
  let before = process.cpuUsage();
  function turn(): void {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    if (!isWatching) return;
    longest = Math.max(longest, (user + system) / 1000);
    setImmediate(turn);
  }
  return {
    begin() {
      isWatching = true;
      before = process.cpuUsage();
      setImmediate(turn);
    },
    end() {
      isWatching = false;
    },
    longestMs: () => longest,
  };
}
