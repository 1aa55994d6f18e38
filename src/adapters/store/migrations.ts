import { type Kysely, type Migration, Migrator, sql } from "kysely";
import type { Database } from "./tables.ts";

/** The one thing that the two databases call by different names. */
export type BytesType = "blob" | "bytea";

/**
 * Brings the tables to what this version reads and writes. Answers with the name of a migration that this version does not
 * know, and changes nothing then: a newer version has been here.
 */
export async function migrate(db: Database, bytes: BytesType): Promise<{ readonly unknown: string | null }> {
  const migrations = { "2026-11-first": firstTables(bytes), "2026-11-leases": leaseTable };
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
