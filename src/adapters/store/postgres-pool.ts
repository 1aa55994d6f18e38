import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";
import type { Secret } from "../../domain/secret.ts";
import type { Log } from "../../services/ports.ts";
import { explainPostgresError, isConnectionLost } from "./explain-postgres-error.ts";
import { connectMs, lockMs, poolMax, queryMs, statementMs } from "./limits.ts";

/**
 * Connections of which a broken one is thrown away: after a timeout the driver's client waits for the lost answer for ever,
 * and whoever gets it next waits too. Each connection has its listener for errors, without which one would end the bot.
 */
export function createPostgresPool(url: Secret, log: Log): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max: poolMax,
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: queryMs,
    application_name: "scipy-bot",
    types: { getTypeParser },
  });
  const tell = (error: Error): void => log.warn(explainPostgresError(error, url).detail);
  pool.on("error", tell);
  pool.on("connect", (client) => client.on("error", tell));
  return {
    connect: async () => disposable(await pool.connect()),
    end: () => pool.end(),
  };
}

/** 64-bit and decimal numbers come as texts otherwise; all of ours are below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") => {
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format as "text");
};

function disposable(client: pg.PoolClient): PostgresPoolClient {
  let broken: Error | null = null;
  const query = async (text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> => {
    if (broken !== null) throw broken;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (isConnectionLost(error)) broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  };
  // Kysely asks a client for cursors too, which the store does not use.
  return { query: query as unknown as PostgresPoolClient["query"], release: () => client.release(broken ?? undefined) };
}
