import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";

const day = 86_400_000;

export interface Sizes {
  /** Of all that is kept of one daemon after a month: its readings of 2 d, and a month rolled up. */
  readonly monthBytes: number;
  readonly readingsBytes: number;
  readonly rolledUpBytes: number;
  /** The part of `rolledUpBytes` that is hours, which are kept longest. */
  readonly hoursBytes: number;
}

/** What one daemon takes up in the file, the file's own overhead shared out by size. */
export function measureSizes(
  folder: string,
  { daemons, days }: { readonly daemons: number; readonly days: number },
): Sizes {
  const database = new DatabaseSync(join(folder, "scipy.db"));
  const numberOf = (question: string): number => Number(Object.values(database.prepare(question).get())[0]);
  const bytesOf = (table: string): number => numberOf(`select coalesce(sum(length(body)), 0) from ${table}`);
  const [packs, points, rollups] = [bytesOf("packs"), bytesOf("points"), bytesOf("rollups")];
  const used = (numberOf("pragma page_count") - numberOf("pragma freelist_count")) * numberOf("pragma page_size");
  const overhead = used / (packs + points + rollups);
  const keptDays = numberOf("select count(*) from packs") * (300_000 / day);
  const readingsBytes = (((packs + points) * overhead) / keptDays / daemons) * 2;
  const rolledUpBytes = ((rollups * overhead) / days / daemons) * 30;
  const hours = numberOf("select coalesce(sum(length(body)), 0) from rollups where over = 3600000");
  database.close();
  const hoursBytes = (rolledUpBytes * hours) / rollups;
  return { monthBytes: readingsBytes + rolledUpBytes, readingsBytes, rolledUpBytes, hoursBytes };
}
