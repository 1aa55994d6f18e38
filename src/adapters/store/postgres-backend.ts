import { Kysely, PostgresDialect, sql } from "kysely";
import type { Secret } from "../../domain/secret.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { Backend } from "./backend.ts";
import { explainPostgresError, placeOf } from "./explain-postgres-error.ts";
import { createLease, isLeaseLost, type Lease, takenOver } from "./postgres-lease.ts";
import { createPostgresPool } from "./postgres-pool.ts";
import type { Tables } from "./tables.ts";

/** A number for the server's locks; those of hosts are hashes of 32 bits. */
const auditLock = 7_311_042_000_001;

/** A backend, and the lease on its database, which is not taken yet. */
export interface PostgresBackend extends Backend {
  readonly lease: Lease;
}

interface PostgresOptions {
  readonly url: Secret;
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPostgresBackend({ url, owner, clock, log }: PostgresOptions): PostgresBackend {
  const place = placeOf(url);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPostgresPool(url, log) }) });
  const lease = createLease({ db, owner, place, clock, log });
  return {
    db,
    lease,
    bytesType: "bytea",
    // The server itself has waited already.
    lockedTries: 1,
    explain: (error) => (isLeaseLost(error) ? takenOver(place) : explainPostgresError(error, url)),
    async holdHost(transaction, host) {
      await sql`select pg_advisory_xact_lock(hashtext(${host}))`.execute(transaction);
    },
    holdDecisions: lease.check,
    async holdAudit(transaction) {
      await sql`select pg_advisory_xact_lock(${auditLock})`.execute(transaction);
    },
    // Its disk is the server's, and no business of the bot's.
    makeRoom: () => false,
    shortage: () => null,
    async upkeep() {
      const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
      return { sizeBytes: rows[0]?.size ?? null, freeBytes: null };
    },
    async close() {
      await lease.giveBack();
      await db.destroy();
    },
  };
}
