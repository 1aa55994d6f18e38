import type { Instant, Millis } from "../../domain/time.ts";
import { forecastsKeptMs } from "../../services/ports-forecasts.ts";
import type { Access } from "./access.ts";
import { decisionsKeptMs, hoursRowMs, minutesRowMs, pageRows, slotMs } from "./limits.ts";
import type { Pacer } from "./pacer.ts";
import { bodyVersion } from "./states.ts";
import type { Database } from "./tables.ts";

/** How long readings and what is rolled up of them are kept; as `KeepConfig`. */
export interface StretchKeep {
  readonly readingsMs: Millis;
  /** Stretches of 5 min. */
  readonly minutesMs: Millis;
  /** Stretches of an hour. */
  readonly hoursMs: Millis;
}

/** Deletes what is older than is kept, a page at a time. */
export async function expire(
  access: Access,
  { keep, now, pacer }: { readonly keep: StretchKeep; readonly now: Instant; readonly pacer: Pacer },
): ReturnType<Access["write"]> {
  const deletions = [
    ...(["packs", "points"] as const).map((table) => oldSlots(table, now - keep.readingsMs - slotMs)),
    oldRollups(slotMs, now - keep.minutesMs - minutesRowMs),
    oldRollups(minutesRowMs, now - keep.hoursMs - hoursRowMs),
    oldTransitions(now - decisionsKeptMs),
    oldFeedback(now - decisionsKeptMs),
    oldDeploys(now - decisionsKeptMs),
    oldForecasts(now - forecastsKeptMs),
    closedReports(now),
    forgottenSources(now - keep.hoursMs),
  ];
  for (const deletePage of deletions) {
    for (;;) {
      const deleted = await access.write(deletePage);
      if (!deleted.ok) return deleted;
      await pacer();
      if (deleted.value < pageRows) break;
    }
  }
  return { ok: true, value: null };
}

/** Answers with how many rows it deleted: fewer than a page is the last. */
type DeletePage = (db: Database) => Promise<number>;

function oldSlots(table: "packs" | "points", until: number): DeletePage {
  return async (db) => {
    const rows = await db.selectFrom(table).select(["host", "at"]).where("at", "<=", until).limit(pageRows).execute();
    await db.transaction().execute(async (transaction) => {
      for (const { host, at } of rows)
        await transaction.deleteFrom(table).where("host", "=", host).where("at", "=", at).execute();
    });
    return rows.length;
  };
}

function oldRollups(over: number, until: number): DeletePage {
  return async (db) => {
    const old = db.selectFrom("rollups").select(["host", "at"]).where("over", "=", over).where("at", "<=", until);
    const rows = await old.limit(pageRows).execute();
    await db.transaction().execute(async (transaction) => {
      for (const { host, at } of rows)
        await transaction
          .deleteFrom("rollups")
          .where("host", "=", host)
          .where("over", "=", over)
          .where("at", "=", at)
          .execute();
    });
    return rows.length;
  };
}

function oldTransitions(until: number): DeletePage {
  return async (db) => {
    const old = db.selectFrom("transitions").select("id").where("at", "<=", until).orderBy("at").limit(pageRows);
    return counted(await db.deleteFrom("transitions").where("id", "in", old).execute());
  };
}

function oldFeedback(until: number): DeletePage {
  return async (db) => {
    const old = db.selectFrom("feedback").select("at").where("at", "<=", until).orderBy("at").limit(pageRows);
    return counted(await db.deleteFrom("feedback").where("at", "in", old).execute());
  };
}

function oldDeploys(until: number): DeletePage {
  return async (db) => {
    const old = db.selectFrom("deploys").select("id").where("at", "<=", until).limit(pageRows);
    return counted(await db.deleteFrom("deploys").where("id", "in", old).execute());
  };
}

function oldForecasts(until: number): DeletePage {
  return async (db) => {
    const old = db.selectFrom("forecasts").select("slot").where("slot", "<=", until).orderBy("slot").limit(pageRows);
    return counted(await db.deleteFrom("forecasts").where("slot", "in", old).execute());
  };
}

/** Rows of another version are not judged by this one. */
function closedReports(now: Instant): DeletePage {
  return async (db) => {
    const old = db
      .selectFrom("states")
      .select("key")
      .where("kind", "=", "report")
      .where("version", "=", bodyVersion)
      .where("keep_until", "<=", now)
      .limit(pageRows);
    const report = db.deleteFrom("states").where("kind", "=", "report").where("version", "=", bodyVersion);
    return counted(await report.where("key", "in", old).execute());
  };
}

function forgottenSources(until: number): DeletePage {
  return async (db) => {
    counted(await db.deleteFrom("sources").where("seen_at", "<=", until).execute());
    return 0;
  };
}

function counted(results: readonly { readonly numDeletedRows: bigint }[]): number {
  return results.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
}
