import type { Log } from "../../services/ports.ts";
import type { StoredState } from "../../services/ports-store.ts";
import { insertRows } from "./limits.ts";
import type { Database, InTransaction, StateKind, StateRow } from "./tables.ts";

/** Of the JSON in the rows of decisions. Grows when an older version of the bot could no longer read them. */
export const bodyVersion = 1;

export type NewState = Pick<StateRow, "kind" | "key" | "keep_until"> & { readonly value: unknown };

/** A row of this key and version is replaced. */
export async function putStates(db: InTransaction, states: readonly NewState[]): Promise<void> {
  const newest = new Map(states.map((state) => [`${state.kind} ${state.key}`, state]));
  const rows = [...newest.values()].map(({ kind, key, keep_until, value }) => {
    return { kind, key, keep_until, version: bodyVersion, body: JSON.stringify(value) };
  });
  for (let from = 0; from < rows.length; from += insertRows)
    await db
      .insertInto("states")
      .values(rows.slice(from, from + insertRows))
      .onConflict((conflict) =>
        conflict
          .columns(["kind", "key", "version"])
          .doUpdateSet({ body: (eb) => eb.ref("excluded.body"), keep_until: (eb) => eb.ref("excluded.keep_until") }),
      )
      .execute();
}

export async function deleteStates(db: InTransaction, kind: StateKind, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += insertRows)
    await db
      .deleteFrom("states")
      .where("kind", "=", kind)
      .where("version", "=", bodyVersion)
      .where("key", "in", keys.slice(from, from + insertRows))
      .execute();
}

/**
 * What can be read of it. The rest is logged, left out, and stays where it is: rows of another version under their own,
 * rows whose JSON is broken under a version below zero, where no later state of the same thing overwrites them.
 */
export async function loadStates(db: Database, log: Log): Promise<StoredState> {
  const rows = await db.selectFrom("states").selectAll().orderBy("kind").orderBy("key").execute();
  const read = rows.flatMap((row) => {
    const value = row.version === bodyVersion ? parse(row.body) : unreadable;
    if (value !== unreadable) return [{ kind: row.kind, key: row.key, value }];
    log.warn(`The stored ${row.kind} "${row.key}" cannot be read and is left out; its row stays in the table states.`, {
      version: row.version,
      expected: bodyVersion,
    });
    return [];
  });
  await setAside(
    db,
    rows.filter((row) => row.version === bodyVersion && parse(row.body) === unreadable),
  );
  const all = <T>(kind: StateKind): readonly T[] => read.flatMap((row) => (row.kind === kind ? [row.value as T] : []));
  return {
    hosts: all("host"),
    silences: all("silence"),
    outbox: all("message"),
    reports: all("report"),
    memos: Object.fromEntries(read.flatMap(({ kind, key, value }) => (kind === "memo" ? [[key, String(value)]] : []))),
  };
}

export const unreadable = Symbol("unreadable");

export function parse(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value === null ? unreadable : value;
  } catch {
    return unreadable;
  }
}

async function setAside(db: Database, rows: readonly StateRow[]): Promise<void> {
  for (const { kind, key } of rows) {
    const taken = await db
      .selectFrom("states")
      .select("version")
      .where("kind", "=", kind)
      .where("key", "=", key)
      .orderBy("version")
      .executeTakeFirst();
    await db
      .updateTable("states")
      .set({ version: Math.min(taken?.version ?? 0, 0) - 1 })
      .where("kind", "=", kind)
      .where("key", "=", key)
      .where("version", "=", bodyVersion)
      .execute();
  }
}
