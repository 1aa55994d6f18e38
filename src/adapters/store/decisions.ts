import { instant } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { Changes, DecisionStore, Feedback, Report, TransitionRecord } from "../../services/ports-store.ts";
import type { Access } from "./access.ts";
import type { Backend } from "./backend.ts";
import { decisionsKeptMs, insertRows } from "./limits.ts";
import { bodyVersion, deleteStates, loadStates, type NewState, parse, putStates, unreadable } from "./states.ts";
import type { InTransaction } from "./tables.ts";

export function createDecisionStore(
  access: Access,
  {
    backend,
    clock,
    log,
  }: { readonly backend: Pick<Backend, "holdDecisions">; readonly clock: Clock; readonly log: Log },
): DecisionStore {
  return {
    load: () => access.read((db) => loadStates(db, log)),
    commit: (changes) =>
      access.write(async (db) => {
        await db.transaction().execute(async (transaction) => {
          await backend.holdDecisions(transaction);
          await commit(transaction, changes, clock);
        });
        return null;
      }),
    transitions: ({ from, to, max }) =>
      access.read(async (db) => {
        const rows = await db
          .selectFrom("transitions")
          .selectAll()
          .where("at", ">=", from)
          .where("at", "<=", to)
          .orderBy("at")
          .orderBy("id")
          .limit(max)
          .execute();
        return readBodies<TransitionRecord>(rows, log).map(({ row, value }) => ({ ...value, message: row.message }));
      }),
    feedback: ({ from, to }) =>
      access.read(async (db) => {
        const rows = await db
          .selectFrom("feedback")
          .selectAll()
          .where("at", ">=", from)
          .where("at", "<=", to)
          .orderBy("at")
          .execute();
        return readBodies<Feedback>(rows, log).map(({ value }) => value);
      }),
  };
}

async function commit(db: InTransaction, changes: Changes, clock: Clock): Promise<void> {
  const { hosts = [], silences = [], outbox = [], reports = [], memos = {} } = changes;
  const forever = { keep_until: null };
  await putStates(db, [
    ...hosts.map((value): NewState => ({ kind: "host", key: value.host, value, ...forever })),
    ...silences.map((value): NewState => ({ kind: "silence", key: value.id, value, ...forever })),
    ...outbox.map((value): NewState => ({ kind: "message", key: value.id, value, ...forever })),
    ...reports.map(
      (value): NewState => ({ kind: "report", key: value.id, value, keep_until: keepUntil(value, clock) }),
    ),
    ...Object.entries(memos).map(([key, value]): NewState => ({ kind: "memo", key, value, ...forever })),
  ]);
  await deleteStates(db, "silence", changes.endedSilences ?? []);
  await deleteStates(db, "message", changes.forgotten ?? []);
  await putTransitions(db, changes.transitions ?? []);
  for (const { transition, message } of changes.retold ?? [])
    await db.updateTable("transitions").set({ message }).where("id", "=", transition).execute();
  await putFeedback(db, changes.feedback ?? []);
}

/** A report that is not closed is kept for as long as it is open. */
function keepUntil({ state }: Report, clock: Clock): number | null {
  return state === "closed" ? instant(clock.now() + decisionsKeptMs) : null;
}

/** The same transition again, after an answer that was lost, replaces itself. */
async function putTransitions(db: InTransaction, transitions: readonly TransitionRecord[]): Promise<void> {
  const newest = [...new Map(transitions.map((one) => [one.id, one])).values()];
  const rows = newest.map((one) => {
    return { id: one.id, at: one.at, message: one.message, version: bodyVersion, body: JSON.stringify(one) };
  });
  for (let from = 0; from < rows.length; from += insertRows)
    await db
      .insertInto("transitions")
      .values(rows.slice(from, from + insertRows))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet({
          at: (eb) => eb.ref("excluded.at"),
          message: (eb) => eb.ref("excluded.message"),
          version: (eb) => eb.ref("excluded.version"),
          body: (eb) => eb.ref("excluded.body"),
        }),
      )
      .execute();
}

/** One for each alert and person: the newest wins, whatever the order in which they come. */
async function putFeedback(db: InTransaction, feedback: readonly Feedback[]): Promise<void> {
  for (const { alert, by, at, ...rest } of feedback)
    await db
      .insertInto("feedback")
      .values({ alert, by, at, version: bodyVersion, body: JSON.stringify({ alert, by, at, ...rest }) })
      .onConflict((conflict) =>
        conflict
          .columns(["alert", "by"])
          .doUpdateSet({
            at: (eb) => eb.ref("excluded.at"),
            version: (eb) => eb.ref("excluded.version"),
            body: (eb) => eb.ref("excluded.body"),
          })
          .whereRef("feedback.at", "<=", "excluded.at"),
      )
      .execute();
}

function readBodies<T>(
  rows: readonly { readonly version: number; readonly body: string; readonly message?: string | null }[],
  log: Log,
): readonly { readonly row: { readonly message: string | null }; readonly value: T }[] {
  const read = rows.flatMap((row) => {
    const value = row.version === bodyVersion ? parse(row.body) : unreadable;
    return value === unreadable ? [] : [{ row: { message: row.message ?? null }, value: value as T }];
  });
  if (read.length < rows.length)
    log.warn("Some of the stored history of alerts cannot be read and is left out; the rows stay in their table.", {
      rows: rows.length - read.length,
    });
  return read;
}
