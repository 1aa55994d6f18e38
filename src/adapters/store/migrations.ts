import { type ColumnDefinitionBuilder, type Kysely, type Migration, Migrator, sql } from "kysely";
import type { Database } from "./tables.ts";

/** The one thing that the two databases call by different names. */
export type BytesType = "blob" | "bytea";

/**
 * Brings the tables to what this version reads and writes. Answers with the name of a migration that this version does not
 * know, and changes nothing then: a newer version has been here.
 */
export async function migrate(db: Database, bytes: BytesType): Promise<{ readonly unknown: string | null }> {
  const migrations = {
    "2026-11-first": firstTables(bytes),
    "2026-11-leases": leaseTable,
    "2026-11-restarts": restartTables(bytes),
    "2026-12-deploys": deployTable,
    "2026-13-forecasts": forecastTable,
  };
  const unknown = await findUnknown(db, Object.keys(migrations));
  if (unknown !== null) return { unknown };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return { unknown: null };
}

/** The table of the migrator itself, by its standard name. */
const migrationTable = "kysely_migration";

async function findUnknown(db: Database, known: readonly string[]): Promise<string | null> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === migrationTable)) return null;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(db);
  return rows.find(({ name }) => !known.includes(name))?.name ?? null;
}

function firstTables(bytes: BytesType): Migration {
  return {
    async up(db) {
      await decisionTables(db);
      await sampleTables(db, bytes);
    },
  };
}

const leaseTable: Migration = {
  async up({ schema }) {
    await schema
      .createTable("leases")
      .addColumn("name", "text", (column) => column.notNull().primaryKey())
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("until", "bigint", (column) => column.notNull())
      .execute();
  },
};

const deployTable: Migration = {
  async up({ schema }) {
    await schema
      .createTable("deploys")
      .addColumn("id", "text", (column) => column.notNull().primaryKey())
      .addColumn("host", "text", (column) => column.notNull())
      .addColumn("daemon", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("by", "text", (column) => column.notNull())
      .addColumn("note", "text")
      .addColumn("retracted_by", "text")
      .addColumn("retracted_at", "bigint")
      .execute();
    await schema.createIndex("deploys_daemon").on("deploys").columns(["host", "daemon", "at"]).execute();
  },
};

const forecastTable: Migration = {
  async up({ schema }) {
    const notNull = (column: ColumnDefinitionBuilder) => column.notNull();
    await schema
      .createTable("forecasts")
      .addColumn("host", "text", notNull)
      .addColumn("daemon", "text", notNull)
      .addColumn("slot", "bigint", notNull)
      .addColumn("model", "integer", notNull)
      .addColumn("settled", "integer", notNull)
      .addColumn("version", "integer", notNull)
      .addColumn("body", "text", notNull)
      .addPrimaryKeyConstraint("forecasts_key", ["host", "daemon", "slot"])
      .execute();
    await schema.createIndex("forecasts_slot").on("forecasts").column("slot").execute();
  },
};

function restartTables(bytes: BytesType): Migration {
  return {
    async up(db) {
      await restartTable(db);
      await auditTable(db);
      for (const statement of bytes === "blob" ? sqliteTriggers : postgresTriggers)
        await sql.raw(statement).execute(db);
    },
  };
}

async function restartTable({ schema }: Kysely<unknown>): Promise<void> {
  const notNull = (column: ColumnDefinitionBuilder) => column.notNull();
  await schema
    .createTable("restarts")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("number", "bigint", (column) => column.notNull().unique())
    .addColumn("host", "text", notNull)
    .addColumn("daemon", "text", notNull)
    .addColumn("created_at", "bigint", notNull)
    .addColumn("kind", "text", notNull)
    .addColumn("open", "integer", notNull)
    .addColumn("under_way", "integer", notNull)
    .addColumn("revision", "integer", notNull)
    .addColumn("version", "integer", notNull)
    .addColumn("body", "text", notNull)
    .execute();
  await schema.createIndex("restarts_host").on("restarts").columns(["host", "under_way"]).execute();
  await schema.createIndex("restarts_open").on("restarts").column("open").execute();
}

async function auditTable({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("audit")
    .addColumn("seq", "bigint", (column) => column.notNull().primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("request", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("before", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await schema.createIndex("audit_request").on("audit").column("request").execute();
}

/** No statement changes or deletes a line, not even by mistake. Whoever owns the database can drop these; the chain shows it. */
const sqliteTriggers = ["update", "delete"].map(
  (act) =>
    `create trigger audit_no_${act} before ${act} on audit begin select raise(abort, 'the audit is never changed'); end`,
);
const postgresTriggers = [
  `create function audit_is_kept() returns trigger as $$ begin raise exception 'the audit is never changed'; end $$ language plpgsql`,
  "create trigger audit_no_change before update or delete on audit for each row execute function audit_is_kept()",
  "create trigger audit_no_truncate before truncate on audit for each statement execute function audit_is_kept()",
];

async function decisionTables(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("states")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("keep_until", "bigint")
    .addPrimaryKeyConstraint("states_key", ["kind", "key", "version"])
    .execute();
  await schema
    .createTable("transitions")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("message", "text")
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await schema.createIndex("transitions_at").on("transitions").column("at").execute();
  await schema.createIndex("transitions_message").on("transitions").column("message").execute();
  await schema
    .createTable("feedback")
    .addColumn("alert", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("feedback_key", ["alert", "by"])
    .execute();
  await schema.createIndex("feedback_at").on("feedback").column("at").execute();
}

async function sampleTables(db: Kysely<unknown>, bytes: BytesType): Promise<void> {
  const blob = sql.raw(bytes);
  const hostTable = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn("host", "text", (column) => column.notNull())
      .addColumn("at", "bigint", (column) => column.notNull())
      .addColumn("body", blob, (column) => column.notNull());
  await hostTable("readings")
    .addColumn("points", blob, (column) => column.notNull())
    .addPrimaryKeyConstraint("readings_key", ["host", "at"])
    .execute();
  await hostTable("packs").addPrimaryKeyConstraint("packs_key", ["host", "at"]).execute();
  await hostTable("points").addPrimaryKeyConstraint("points_key", ["host", "at"]).execute();
  await hostTable("rollups")
    .addColumn("over", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("rollups_key", ["host", "over", "at"])
    .execute();
  await db.schema
    .createTable("sources")
    .addColumn("host", "text", (column) => column.notNull())
    .addColumn("daemon", "text", (column) => column.notNull())
    .addColumn("seen_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("sources_key", ["host", "daemon"])
    .execute();
}
