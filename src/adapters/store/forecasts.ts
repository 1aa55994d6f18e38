import { heapModelVersion, type LoggedForecast } from "../../domain/heap/logged-forecast.ts";
import { type ForecastOf, type ForecastStore, pooledForecastsMax } from "../../services/ports-forecasts.ts";
import type { Access } from "./access.ts";
import type { Backend } from "./backend.ts";
import { bodyVersion } from "./states.ts";
import type { Database, ForecastRow } from "./tables.ts";

export function createForecastStore(
  access: Access,
  { backend }: { readonly backend: Pick<Backend, "holdDecisions"> },
): ForecastStore {
  return {
    log: (forecast) =>
      access.write((db) =>
        db.transaction().execute(async (transaction) => {
          await backend.holdDecisions(transaction);
          const { numInsertedOrUpdatedRows } = await transaction
            .insertInto("forecasts")
            .values(rowOf(forecast))
            .onConflict((conflict) => conflict.columns(["host", "daemon", "slot"]).doNothing())
            .executeTakeFirst();
          return numInsertedOrUpdatedRows === 1n;
        }),
      ),
    settle: ({ from, to }) =>
      access.write((db) =>
        db.transaction().execute(async (transaction) => {
          await backend.holdDecisions(transaction);
          const { body, settled } = rowOf(to);
          const { numUpdatedRows } = await transaction
            .updateTable("forecasts")
            .set({ body, settled })
            .where("host", "=", from.host)
            .where("daemon", "=", from.daemon)
            .where("slot", "=", from.slotAt)
            .where("settled", "=", settledOf(from))
            .executeTakeFirst();
          return numUpdatedRows === 1n;
        }),
      ),
    ofDaemon: (of) => access.read((db) => forecastsOf(db, of)),
    scored: () => access.read(scoredForecasts),
  };
}

/** For whoever only reads: an older version of the bot, which logged no forecasts, may have made the tables. */
export function readForecasts(access: Access): Pick<ForecastStore, "ofDaemon" | "scored"> {
  const reading = (read: (db: Database) => Promise<readonly LoggedForecast[]>) =>
    access.read(async (db) => {
      const tables = await db.introspection.getTables();
      return tables.some(({ name }) => name === "forecasts") ? read(db) : [];
    });
  return { ofDaemon: (of) => reading((db) => forecastsOf(db, of)), scored: () => reading(scoredForecasts) };
}

function rowOf(forecast: LoggedForecast): ForecastRow {
  const { host, daemon, slotAt, model } = forecast;
  return {
    ...{ host, daemon, slot: slotAt, model, version: bodyVersion },
    settled: settledOf(forecast),
    body: JSON.stringify(forecast),
  };
}

/** Only ever grows, so that it tells which of two states is the later one. */
function settledOf({ levels, crossing }: LoggedForecast): number {
  const outcomes = [levels.day.outcome, levels.week.outcome, crossing?.outcome ?? null];
  return outcomes.filter((outcome) => outcome !== null).length;
}

async function forecastsOf(db: Database, { host, daemon }: ForecastOf): Promise<readonly LoggedForecast[]> {
  const rows = await db
    .selectFrom("forecasts")
    .select("body")
    .where("host", "=", host)
    .where("daemon", "=", daemon)
    .where("model", "=", heapModelVersion)
    .where("version", "=", bodyVersion)
    .orderBy("slot", "desc")
    .execute();
  return rows.map(forecastIn);
}

async function scoredForecasts(db: Database): Promise<readonly LoggedForecast[]> {
  const rows = await db
    .selectFrom("forecasts")
    .select("body")
    .where("settled", ">", 0)
    .where("model", "=", heapModelVersion)
    .where("version", "=", bodyVersion)
    .orderBy("slot", "desc")
    .limit(pooledForecastsMax)
    .execute();
  return rows.map(forecastIn);
}

function forecastIn({ body }: Pick<ForecastRow, "body">): LoggedForecast {
  return JSON.parse(body);
}
