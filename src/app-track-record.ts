import type { StoredReadings } from "./adapters/store/open-sqlite-readings.ts";
import { type StoredDaemon, type StoredDaemonsRequest, withStoredDaemons } from "./app-stored-daemons.ts";
import type { World } from "./app-world.ts";
import { type TrackRecord, trackRecord } from "./domain/heap/track-record.ts";
import type { Widening } from "./domain/heap/widening.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import { wideningOf } from "./services/heap/widening-of.ts";

export interface StoredRecord {
  readonly host: string;
  readonly daemon: string;
  readonly record: TrackRecord;
  /** In force for the next forecast. */
  readonly widening: Widening;
}

/** How the bot's forecasts stood up to what came, of its data folder. The error says what is wrong and what to do. */
export function readTrackRecords(
  request: StoredDaemonsRequest,
  world: Pick<World, "clock" | "log">,
): Promise<Result<readonly StoredRecord[], string>> {
  return withStoredDaemons(request, world, recordsOf);
}

async function recordsOf(
  { forecasts }: StoredReadings,
  daemons: readonly StoredDaemon[],
): Promise<Result<readonly StoredRecord[], string>> {
  const records: StoredRecord[] = [];
  for (const { host, name } of daemons) {
    const kept = await forecasts.ofDaemon({ host, daemon: name });
    if (!kept.ok) return fail(kept.error.detail);
    const widening = await wideningOf(forecasts, { host, daemon: name });
    if (!widening.ok) return fail(widening.error.detail);
    records.push({ host, daemon: name, record: trackRecord(kept.value), widening: widening.value });
  }
  return succeed(records);
}
