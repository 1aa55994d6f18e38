import type { Sample } from "../../domain/sample.ts";
import { millis } from "../../domain/time.ts";
import { encodeBlock } from "./block.ts";
import { entryOf } from "./entry.ts";
import { batchRows, insertRows, slotMs } from "./limits.ts";
import type { Pacer } from "./pacer.ts";
import { encodeSample } from "./pack.ts";
import type { Database, InTransaction, ReadingRow } from "./tables.ts";

/** When each host and daemon was last noted as a source. Bounded by the configuration, from which their names come. */
export type SeenSources = Map<string, number>;

/** Each sample in a row of its own, for the next minutes. */
export async function keepReadings(
  db: Database,
  samples: readonly Sample[],
  { seen, pacer }: { readonly seen: SeenSources; readonly pacer: Pacer },
): Promise<void> {
  for (let from = 0; from < samples.length; from += batchRows) {
    const batch = samples.slice(from, from + batchRows);
    const rows = new Map<string, ReadingRow>();
    for (const sample of batch) {
      rows.set(`${sample.takenAt} ${sample.host}`, readingRow(sample));
      await pacer();
    }
    const sources = newSources(batch, seen);
    await db.transaction().execute(async (transaction) => {
      await putReadings(transaction, [...rows.values()]);
      await putSources(transaction, sources);
    });
    for (const { host, daemon, seen_at } of sources) seen.set(sourceKey(host, daemon), seen_at);
  }
}

function readingRow(sample: Sample): ReadingRow {
  const points = encodeBlock([entryOf(sample)], millis(0));
  return { host: sample.host, at: sample.takenAt, points, body: encodeSample(sample) };
}

async function putReadings(db: InTransaction, rows: readonly ReadingRow[]): Promise<void> {
  await db
    .insertInto("readings")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["host", "at"])
        .doUpdateSet({ points: (eb) => eb.ref("excluded.points"), body: (eb) => eb.ref("excluded.body") }),
    )
    .execute();
}

interface Source {
  readonly host: string;
  readonly daemon: string;
  readonly seen_at: number;
}

/** Those that were not noted within the last hour: noting them with every reading would double what is written. */
function newSources(samples: readonly Sample[], seen: SeenSources): readonly Source[] {
  const found = new Map<string, Source>();
  for (const { host, takenAt, daemons } of samples) {
    for (const daemon of ["", ...daemons.map(({ name }) => name)]) {
      const key = sourceKey(host, daemon);
      const last = found.get(key)?.seen_at ?? seen.get(key);
      if (last === undefined || takenAt >= last + noteEveryMs) found.set(key, { host, daemon, seen_at: takenAt });
    }
  }
  return [...found.values()];
}

const noteEveryMs = 12 * slotMs;

function sourceKey(host: string, daemon: string): string {
  return `${host}\n${daemon}`;
}

async function putSources(db: InTransaction, sources: readonly Source[]): Promise<void> {
  for (let from = 0; from < sources.length; from += insertRows)
    await db
      .insertInto("sources")
      .values(sources.slice(from, from + insertRows))
      .onConflict((conflict) =>
        conflict
          .columns(["host", "daemon"])
          .doUpdateSet({ seen_at: (eb) => eb.ref("excluded.seen_at") })
          .whereRef("sources.seen_at", "<", "excluded.seen_at"),
      )
      .execute();
}
