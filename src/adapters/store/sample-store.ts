import { type Instant, instant, millis } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { SampleStore, Span } from "../../services/ports-store.ts";
import type { Access } from "./access.ts";
import type { Backend } from "./backend.ts";
import { decodeDaemon, decodeHost } from "./block.ts";
import { expire, type StretchKeep } from "./expire.ts";
import { keepReadings, type SeenSources } from "./keep-readings.ts";
import { jumpMs, minutesRowMs } from "./limits.ts";
import { createPacer } from "./pacer.ts";
import { readHistory, readSamples } from "./read-history.ts";
import type { RowsQuestion } from "./read-rows.ts";
import { rollUpReadings } from "./roll-up.ts";
import type { Database } from "./tables.ts";
import { createTurns } from "./take-turns.ts";

interface SampleStoreOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  readonly log: Log;
  readonly keep: StretchKeep;
}

export function createSampleStore(access: Access, options: SampleStoreOptions): SampleStore {
  const { backend, clock, log } = options;
  const keep = inOrder(options.keep);
  const seen: SeenSources = new Map();
  /** Keeping and rolling up work on the same rows, and must not do so at once. */
  const takeTurns = createTurns();
  const oldBy = createOldBy(clock);
  const asked = (host: string, span: Span): RowsQuestion => ({ host, span, log, pacer: createPacer(clock) });

  return {
    keep: (samples) =>
      takeTurns(() =>
        access.writeSamples(async (db) => {
          await keepReadings(db, samples, { seen, pacer: createPacer(clock) });
          return null;
        }),
      ),
    async rollUp(now) {
      const work = { keep, now, oldBy: oldBy(now), pacer: createPacer(clock) };
      const rolled = await access.writeSamples(async () => {
        await rollUpReadings({ ...work, backend, log, takeTurns });
        return null;
      });
      // On a full disk this is what makes room, so it does not wait for the rest.
      const expired = await expire(access, { ...work, now: work.oldBy });
      await access.upkeep();
      return rolled.ok && !expired.ok ? expired : rolled;
    },
    samples: (host, span) => access.read((db) => readSamples(db, asked(host, span))),
    daemonHistory: ({ host, daemon }, span) =>
      access.read((db) => readHistory(db, asked(host, span), (block) => decodeDaemon(block, daemon))),
    hostHistory: (host, span) => access.read((db) => readHistory(db, asked(host, span), decodeHost)),
    sources: () => access.read(readSources),
  };
}

/** Coarser stretches are made of finer ones, and are kept at least as long. */
function inOrder(keep: StretchKeep): StretchKeep {
  const minutesMs = Math.max(keep.minutesMs, keep.readingsMs + minutesRowMs);
  return { ...keep, minutesMs: millis(minutesMs), hoursMs: millis(Math.max(keep.hoursMs, minutesMs)) };
}

/**
 * The time by which something is too old. A wall clock that jumps years ahead would delete everything at once, so it counts
 * only as far as time has really gone by since the start.
 */
function createOldBy(clock: Clock): (now: Instant) => Instant {
  const began = { wall: clock.now(), at: clock.monotonic() };
  return (now) => instant(Math.min(now, began.wall + (clock.monotonic() - began.at) + jumpMs));
}

async function readSources(
  db: Database,
): Promise<readonly { readonly host: string; readonly daemons: readonly string[] }[]> {
  const rows = await db.selectFrom("sources").select(["host", "daemon"]).execute();
  const daemons = new Map<string, string[]>(rows.map(({ host }) => [host, []]));
  for (const { host, daemon } of rows) if (daemon !== "") daemons.get(host)?.push(daemon);
  return [...daemons]
    .map(([host, names]) => ({ host, daemons: names.sort() }))
    .sort((a, b) => (a.host < b.host ? -1 : 1));
}
