import type { Sample } from "../../domain/sample.ts";
import type { Instant, Millis } from "../../domain/time.ts";
import { hoursRowMs, minutesRowMs, slotMs } from "./limits.ts";
import { decodePack, parseSample, sampleText } from "./pack.ts";
import { eachRow, type RowsOf, type RowsQuestion } from "./read-rows.ts";
import { startOf } from "./roll-up.ts";
import type { Database } from "./tables.ts";

interface Point {
  readonly at: Instant;
  readonly over: Millis;
}

/**
 * The finest that is kept of each part of the span, both ends included; a stretch belongs to it when it begins in it.
 * Readings are read before the places to which a roll-up moves them, so that one under way loses nothing. `decode` takes
 * out of a block what is asked for.
 */
export async function readHistory<P extends Point>(
  db: Database,
  question: RowsQuestion,
  decode: (block: Uint8Array) => readonly P[],
): Promise<readonly P[]> {
  const read = (of: RowsOf, rowMs: number): Promise<Found<P>> => readPoints(db, { ...question, of, rowMs }, decode);
  const readings = await read("readings", 0);
  const slots = await read("points", slotMs);
  const minutes = await read("minutes", minutesRowMs);
  const hours = await read("hours", hoursRowMs);
  const rolledSlots = new Set(minutes.points.map(({ at }) => at));
  const ofHours = hours.points.filter(({ at }) => !minutes.rows.has(at));
  const rolledHours = new Set(ofHours.map(({ at }) => at));
  // A late reading of a slot that is only known rolled up is left out until it is part of that.
  const isRolled = (at: number): boolean =>
    rolledSlots.has(startOf(at, slotMs)) || rolledHours.has(startOf(at, minutesRowMs));
  const fresh = readings.points.filter(({ at }) => slots.rows.has(startOf(at, slotMs)) || !isRolled(at));
  const single = new Map([...slots.points, ...fresh].map((point) => [point.at, point]));
  const ofMinutes = minutes.points.filter(({ at }) => !slots.rows.has(at));
  const { from, to } = question.span;
  return [...ofHours, ...ofMinutes, ...single.values()]
    .filter(({ at }) => at >= from && at <= to)
    .sort((a, b) => a.at - b.at);
}

/** Whole samples, oldest first. */
export async function readSamples(db: Database, question: RowsQuestion): Promise<readonly Sample[]> {
  const { host, span, pacer } = question;
  const found = new Map<number, Sample>();
  const fresh = await db
    .selectFrom("readings")
    .select(["at", "body"])
    .where("host", "=", host)
    .where("at", ">=", span.from)
    .where("at", "<=", span.to)
    .execute();
  await eachRow(db, { ...question, of: "packs", rowMs: slotMs }, ({ body }) => {
    for (const [at, text] of decodePack(body)) if (at >= span.from && at <= span.to) found.set(at, parseSample(text));
  });
  for (const { at, body } of fresh) {
    found.set(at, parseSample(sampleText(body)));
    await pacer();
  }
  return [...found.values()].sort((a, b) => a.takenAt - b.takenAt);
}

interface Found<P> {
  readonly points: readonly P[];
  /** Where each row begins. */
  readonly rows: ReadonlySet<number>;
}

async function readPoints<P>(
  db: Database,
  question: Parameters<typeof eachRow>[1],
  decode: (block: Uint8Array) => readonly P[],
): Promise<Found<P>> {
  const points: P[] = [];
  const rows = new Set<number>();
  await eachRow(db, question, ({ at, body }) => {
    for (const point of decode(body)) points.push(point);
    rows.add(at);
  });
  return { points, rows };
}
