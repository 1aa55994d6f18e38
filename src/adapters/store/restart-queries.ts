import type { AuditEntry, AuditRow } from "../../domain/restart/audit-entry.ts";
import type { RestartLock, StandingApproval } from "../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import type { Clock } from "../../services/ports.ts";
import type { RestartStore } from "../../services/ports-restart.ts";
import type { Access } from "./access.ts";
import { bodyVersion, parse, unreadable } from "./states.ts";
import type { AuditRowColumns, Database } from "./tables.ts";

type Queries = Pick<
  RestartStore,
  "loadRestarts" | "nextNumber" | "findRestart" | "pastRestarts" | "auditRows" | "newestAuditRows"
>;

/** What is read of requests, locks and the audit. */
export function restartQueries(access: Access, clock: Clock): Queries {
  return {
    loadRestarts: () => access.read((db) => load(db, clock)),
    nextNumber: () =>
      access.read(async (db) => {
        const highest = db.selectFrom("restarts").select((eb) => eb.fn.max("number").as("last"));
        return Number((await highest.executeTakeFirst())?.last ?? 0) + 1;
      }),
    findRestart: (by) =>
      access.read(async (db) => {
        const all = db.selectFrom("restarts").selectAll();
        const found = "id" in by ? all.where("id", "=", by.id) : all.where("number", "=", by.number);
        return bodiesOf<RestartRequest>(await found.execute())[0] ?? null;
      }),
    pastRestarts: ({ host, daemon, span, max }) =>
      access.read(async (db) => {
        let rows = db.selectFrom("restarts").selectAll();
        rows = rows.where("created_at", ">=", span.from).where("created_at", "<=", span.to);
        if (host !== null) rows = rows.where("host", "=", host);
        if (daemon !== null) rows = rows.where("daemon", "=", daemon);
        return bodiesOf<RestartRequest>(await rows.orderBy("number", "desc").limit(max).execute());
      }),
    auditRows: ({ request, from, max }) =>
      access.read(async (db) => {
        let rows = db.selectFrom("audit").selectAll().where("seq", ">=", from);
        if (request !== null) rows = rows.where("request", "=", request);
        return (await rows.orderBy("seq").limit(max).execute()).map(rowOf);
      }),
    newestAuditRows: (max) =>
      access.read(async (db) => {
        const newest = db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(max);
        return (await newest.execute()).reverse().map(rowOf);
      }),
  };
}

function rowOf({ seq, body, before, hash }: AuditRowColumns): AuditRow {
  return { seq: Number(seq), before, hash, entry: JSON.parse(body) as AuditEntry };
}

async function load(db: Database, clock: Clock) {
  const open = await db.selectFrom("restarts").selectAll().where("open", "=", 1).orderBy("number").execute();
  return {
    requests: bodiesOf<RestartRequest>(open),
    locks: bodiesOf<RestartLock>(await statesOf(db, "lock")),
    standing: bodiesOf<StandingApproval>(await statesOf(db, "standing")).filter(({ until }) => until > clock.now()),
  };
}

function statesOf(db: Database, kind: "lock" | "standing") {
  return db.selectFrom("states").selectAll().where("kind", "=", kind).orderBy("key").execute();
}

/** Rows of another form are left out, and stay where they are. */
function bodiesOf<T>(rows: readonly { readonly version: number; readonly body: string }[]): readonly T[] {
  return rows.flatMap((row) => {
    const value = row.version === bodyVersion ? parse(row.body) : unreadable;
    return value === unreadable ? [] : [value as T];
  });
}
