import type { Sample } from "../../domain/sample.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { Cancel, Clock, Log } from "../ports.ts";
import type { SampleStore, StoreFailure } from "../ports-store.ts";

/** Hands readings on to the store without ever holding up who takes them. */
export interface SampleKeeper {
  /** Begins to roll up every 5 min; readings are taken before that, too. */
  start(): void;
  /** Takes a reading in at once; it is stored within seconds, or dropped when the store is out of order for long. */
  take(sample: Sample): void;
  /** Stores what waits, in one last attempt, and does nothing more. */
  stop(): Promise<void>;
}

interface KeeperOptions {
  readonly store: Pick<SampleStore, "keep" | "rollUp">;
  readonly clock: Clock;
  readonly log: Log;
}

/** One transaction for what comes within so long: each costs a write to the disk. */
const batchEveryMs: Millis = millis(2000);
/** Or for so many at once. */
const batchMax = 500;
/** Of 50 hosts at 15 s those of 5 min, about 50 MB: what a store that is restarted or full for a moment may cost. */
const waitingMax = 1000;
/** After a failure it is tried again so much later. */
const retryMs: Millis = millis(10_000);
const rollUpEveryMs: Millis = millis(5 * 60_000);
/** A line about dropped readings at most so often. */
const tellEveryMs: Millis = millis(60_000);

export function createSampleKeeper({ store, clock, log }: KeeperOptions): SampleKeeper {
  const waiting = createWaiting(clock, log);
  let writing: Promise<void> | null = null;
  let cancelWrite: Cancel | null = null;
  const rollUps = createRollUps({ store, clock, log });
  let stopped = false;

  function writeAfter(delay: Millis): void {
    cancelWrite ??= clock.after(delay, () => {
      cancelWrite = null;
      void write();
    });
  }

  function write(): Promise<void> {
    writing ??= writeBatch().finally(() => {
      writing = null;
    });
    return writing;
  }

  async function writeBatch(): Promise<void> {
    const batch = waiting.first(batchMax);
    if (batch.length === 0) return;
    const kept = await store.keep(batch);
    if (kept.ok) waiting.remove(batch);
    else waiting.failed(kept.error);
    if (waiting.count() > 0 && !stopped) writeAfter(kept.ok ? batchEveryMs : retryMs);
  }

  return {
    start: rollUps.start,
    take(sample) {
      if (stopped) return;
      waiting.add(sample);
      if (waiting.count() === batchMax && writing === null) void write();
      else writeAfter(batchEveryMs);
    },
    async stop() {
      stopped = true;
      cancelWrite?.();
      await Promise.all([writing, rollUps.stop()]);
      for (let left = waiting.count(); left > 0; left = waiting.count()) {
        await write();
        if (waiting.count() >= left) break;
      }
    },
  };
}

function createRollUps({ store, clock, log }: KeeperOptions): { start(): void; stop(): Promise<void> } {
  let rolling: Promise<void> | null = null;
  let cancel: Cancel | null = null;
  let stopped = false;

  async function rollUp(): Promise<void> {
    const done = await store.rollUp(clock.now());
    if (!done.ok) log.warn(`Readings could not be rolled up: ${done.error.detail}`, { reason: done.error.reason });
  }

  function start(): void {
    cancel = clock.after(rollUpEveryMs, () => {
      rolling = rollUp().finally(() => {
        rolling = null;
        if (!stopped) start();
      });
    });
  }

  return {
    start,
    async stop() {
      stopped = true;
      cancel?.();
      await rolling;
    },
  };
}

interface Waiting {
  count(): number;
  add(sample: Sample): void;
  first(max: number): readonly Sample[];
  remove(samples: readonly Sample[]): void;
  failed(failure: StoreFailure): void;
}

/** In the order in which they came; past the limit the oldest are dropped, and counted. */
function createWaiting(clock: Clock, log: Log): Waiting {
  let samples: Sample[] = [];
  let dropped = 0;
  let toldAt: Millis | null = null;
  let failure: StoreFailure | null = null;

  function tell(): void {
    const now = clock.monotonic();
    if (toldAt !== null && now - toldAt < tellEveryMs) return;
    toldAt = now;
    const why = failure?.detail ?? "the store is slower than the readings come";
    log.warn(`Readings are dropped, oldest first, since more than ${waitingMax} wait for the store: ${why}`, {
      dropped,
    });
    dropped = 0;
  }

  return {
    count: () => samples.length,
    add(sample) {
      samples.push(sample);
      if (samples.length <= waitingMax) return;
      dropped += samples.length - waitingMax;
      samples = samples.slice(-waitingMax);
      tell();
    },
    first: (max) => samples.slice(0, max),
    remove(stored) {
      const done = new Set(stored);
      samples = samples.filter((sample) => !done.has(sample));
      failure = null;
      if (dropped > 0)
        log.info("Readings are stored again; some were dropped since the last line about it.", { dropped });
      dropped = 0;
    },
    failed(why) {
      failure = why;
    },
  };
}
