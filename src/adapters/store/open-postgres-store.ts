import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Secret } from "../../domain/secret.ts";
import type { BotStore } from "../../services/ports-restart.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { createStore, type StoreOptions } from "./create-store.ts";
import { placeOf } from "./explain-postgres-error.ts";
import { migrate } from "./migrations.ts";
import { createPostgresBackend } from "./postgres-backend.ts";
import { tooNew } from "./too-new.ts";

export interface PostgresStoreOptions extends StoreOptions {
  /** "postgres://user:password@host:5432/database". The database is there already, and the user may make tables in it. */
  readonly url: Secret;
  /** Who this bot is among those that are given the same database: one of them alone decides. Nobody else's id. */
  readonly owner: string;
}

/** The store in PostgreSQL, for one bot at a time. A failure tells the place, never the password. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Result<BotStore, StoreFailure>> {
  const backend = createPostgresBackend(options);
  try {
    const { unknown } = await migrate(backend.db, backend.bytesType);
    const taken = unknown === null ? await backend.lease.take() : fail(tooNew(placeOf(options.url), unknown));
    if (taken.ok) return succeed(await createStore(backend, options));
    await backend.close();
    return taken;
  } catch (error) {
    await backend.close();
    return fail(backend.explain(error));
  }
}
