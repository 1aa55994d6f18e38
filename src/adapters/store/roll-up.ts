import { type Instant, instant, millis } from "../../domain/time.ts";
import type { Log } from "../../services/ports.ts";
import type { Backend } from "./backend.ts";
import { decodeEntries, encodeBlock } from "./block.ts";
import type { Entry } from "./entry.ts";
import type { StretchKeep } from "./expire.ts";
import { aheadMs, hoursRowMs, minutesRowMs, slotGraceMs, slotMs } from "./limits.ts";
import type { Pacer } from "./pacer.ts";
import { decodePack, encodePack, sampleText } from "./pack.ts";
import { roll, widen } from "./roll.ts";
import type { Database, InTransaction, ReadingRow } from "./tables.ts";

interface RollUpOptions {
  readonly backend: Backend;
  readonly keep: StretchKeep;
  readonly now: Instant;
  /** By which it is told what is no longer kept; never ahead of `now`. */
  readonly oldBy: Instant;
  readonly log: Log;
  readonly pacer: Pacer;
  /** Runs each slot with the tables to itself. */
  readonly takeTurns: <T>(act: () => Promise<T>) => Promise<T>;
}

/**
 * Packs and rolls up the readings of every slot that is over. One slot of one host is one transaction, computed anew from
 * all of its readings: whatever interrupts it, the next call does the same again.
 */
export async function rollUpReadings(options: RollUpOptions): Promise<void> {
  const { db } = options.backend;
  const hosts = await db.selectFrom("readings").select("host").distinct().orderBy("host").execute();
  for (const { host } of hosts) {
    for (let slot = await firstSlot(db, host, null); slot !== null; slot = await firstSlot(db, host, slot)) {
      const at = slot;
      if (isOver(at, options.now)) await options.takeTurns(() => rollSlot({ ...options, host, at }));
      await options.pacer();
    }
  }
}

/** Of the host's readings past the slot. */
async function firstSlot(db: Database, host: string, past: Instant | null): Promise<Instant | null> {
  const from = past === null ? Number.MIN_SAFE_INTEGER : past + slotMs;
  const first = await db
    .selectFrom("readings")
    .select("at")
    .where("host", "=", host)
    .where("at", ">=", from)
    .orderBy("at")
    .limit(1)
    .executeTakeFirst();
  return first === undefined ? null : startOf(first.at, slotMs);
}

function isOver(slot: Instant, now: Instant): boolean {
  return slot + slotMs + slotGraceMs <= now || slot > now + aheadMs;
}

export function startOf(at: number, length: number): Instant {
  return instant(Math.floor(at / length) * length);
}

interface Slot extends RollUpOptions {
  readonly host: string;
  readonly at: Instant;
}

async function rollSlot(slot: Slot): Promise<void> {
  const { backend, host, at, oldBy, keep } = slot;
  const { db } = backend;
  const readings = await db
    .selectFrom("readings")
    .selectAll()
    .where("host", "=", host)
    .where("at", ">=", at)
    .where("at", "<", at + slotMs)
    .execute();
  // Another bot that shares the database was quicker since the slot was found.
  if (readings.length === 0) return;
  const isLate = at + slotMs <= oldBy - keep.readingsMs;
  const before = await db.selectFrom("packs").select("body").where("host", "=", host).where("at", "=", at).execute();
  const points = await db.selectFrom("points").select("body").where("host", "=", host).where("at", "=", at).execute();
  const isKept = !isLate || before.length > 0;
  const pack = isKept ? packOf(before[0]?.body, readings, slot) : null;
  await slot.pacer();
  const entries = entriesOf(points[0]?.body, readings, slot);
  await db.transaction().execute(async (transaction) => {
    await backend.holdHost(transaction, host);
    if (!(await areStillThere(transaction, host, readings))) return;
    if (pack !== null) {
      await putBytes(transaction, "packs", { host, at, body: pack });
      await putBytes(transaction, "points", { host, at, body: encodeBlock(entries, millis(0)) });
    }
    await putStretches(transaction, slot, { entries, isWhole: isKept });
    await deleteReadings(transaction, host, readings);
  });
}

function packOf(before: Uint8Array | undefined, readings: readonly ReadingRow[], slot: Slot): Buffer {
  const texts = new Map(before === undefined ? [] : readable(() => decodePack(before), slot));
  for (const { at, body } of readings) texts.set(at, sampleText(body));
  return encodePack(texts);
}

function entriesOf(before: Uint8Array | undefined, readings: readonly ReadingRow[], slot: Slot): readonly Entry[] {
  const earlier = before === undefined ? [] : readable(() => decodeEntries(before), slot);
  const entries = new Map([...earlier].map((entry) => [entry.at, entry]));
  for (const { points } of readings)
    for (const entry of readable(() => decodeEntries(points), slot)) entries.set(entry.at, entry);
  return [...entries.values()];
}

/** Readings are no decisions: what is damaged is left out, and the roll-up goes on. */
function readable<T>(decode: () => Iterable<T>, { log, host, at }: Slot): Iterable<T> {
  try {
    return decode();
  } catch (error) {
    log.warn("Stored readings cannot be read and are left out.", { host, at, error: String(error) });
    return [];
  }
}

/** False where another bot that shares the database was quicker. */
async function areStillThere(db: InTransaction, host: string, readings: readonly ReadingRow[]): Promise<boolean> {
  const { count } = await db
    .selectFrom("readings")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("host", "=", host)
    .where(
      "at",
      "in",
      readings.map(({ at }) => at),
    )
    .executeTakeFirstOrThrow();
  return Number(count) === readings.length;
}

async function deleteReadings(db: InTransaction, host: string, readings: readonly ReadingRow[]): Promise<void> {
  const times = readings.map(({ at }) => at);
  await db.deleteFrom("readings").where("host", "=", host).where("at", "in", times).execute();
}

async function putBytes(
  db: InTransaction,
  table: "packs" | "points",
  row: { readonly host: string; readonly at: Instant; readonly body: Buffer },
): Promise<void> {
  await db
    .insertInto(table)
    .values(row)
    .onConflict((conflict) => conflict.columns(["host", "at"]).doUpdateSet({ body: row.body }))
    .execute();
}

/** The slot's own stretch, and with it the stretch of its hour. */
async function putStretches(
  db: InTransaction,
  slot: Slot,
  { entries, isWhole }: { readonly entries: readonly Entry[]; readonly isWhole: boolean },
): Promise<void> {
  const rolled = roll(entries, slot.at, millis(slotMs));
  if (rolled === null) return;
  const hour = startOf(slot.at, minutesRowMs);
  const minutes = await changeRow(db, slot, { over: slotMs, row: hour, change: rolled, isWhole });
  const ofHour = roll(minutes, hour, millis(minutesRowMs));
  if (ofHour === null) return;
  await changeRow(db, slot, { over: minutesRowMs, row: startOf(hour, hoursRowMs), change: ofHour, isWhole });
}

interface RowChange {
  readonly over: number;
  readonly row: Instant;
  readonly change: Entry;
  /** Of all that was read in the stretch. Else what is there already knows more, and is widened only. */
  readonly isWhole: boolean;
}

async function changeRow(db: InTransaction, slot: Slot, change: RowChange): Promise<readonly Entry[]> {
  const { host } = slot;
  const { over, row: at } = change;
  const found = await db
    .selectFrom("rollups")
    .select("body")
    .where("host", "=", host)
    .where("over", "=", over)
    .where("at", "=", at)
    .executeTakeFirst();
  const entries = new Map<number, Entry>();
  if (found !== undefined)
    for (const entry of readable(() => decodeEntries(found.body), slot)) entries.set(entry.at, entry);
  const before = entries.get(change.change.at);
  entries.set(change.change.at, before === undefined || change.isWhole ? change.change : widen(before, change.change));
  const body = encodeBlock([...entries.values()], millis(over));
  await db
    .insertInto("rollups")
    .values({ host, over, at, body })
    .onConflict((conflict) => conflict.columns(["host", "over", "at"]).doUpdateSet({ body }))
    .execute();
  return [...entries.values()];
}
