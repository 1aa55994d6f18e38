import { Kysely, PostgresDialect, sql } from "kysely";
import type { Secret } from "../../domain/secret.ts";
import type { Log } from "../../services/ports.ts";
import type { Backend } from "./backend.ts";
import { explainPostgresError } from "./explain-postgres-error.ts";
import { createPostgresPool } from "./postgres-pool.ts";
import type { Tables } from "./tables.ts";

export function createPostgresBackend(url: Secret, log: Log): Backend {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPostgresPool(url, log) }) });
  return {
    db,
    bytesType: "bytea",
    // The server itself has waited already.
    lockedTries: 1,
    explain: (error) => explainPostgresError(error, url),
    async holdHost(transaction, host) {
      await sql`select pg_advisory_xact_lock(hashtext(${host}))`.execute(transaction);
    },
    // Its disk is the server's, and no business of the bot's.
    makeRoom: () => false,
    shortage: () => null,
    async upkeep() {
      const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
      return { sizeBytes: rows[0]?.size ?? null, freeBytes: null };
    },
    close: () => db.destroy(),
  };
}
