import pg from "pg";
import { openPostgresStore } from "../../src/adapters/store/open-postgres-store.ts";
import { seconds } from "../../src/domain/time.ts";
import { newCluster } from "../real/store/postgres-cluster.ts";
import { quickClock } from "./quick-clock.ts";
import { quietLog } from "./quiet-log.ts";

/** A PostgreSQL with a database for each run. */
export interface KillDatabases {
  /** The address of a fresh one, with its tables. */
  fresh(): Promise<string>;
  stop(): void;
}

/**
 * The server's clock runs three times as fast, that of the bots ten times: the lease of a bot that died is over after 5 s
 * instead of 15, and one that lives renews it ten times meanwhile.
 */
const serverSpeed = 3;
const template = "kill_template";

export async function startKillDatabases(): Promise<KillDatabases> {
  const cluster = newCluster({ connectionsMax: 200 });
  cluster.newDatabase(template);
  const addressOf = (database: string): string => cluster.url(database).reveal();
  await asAdmin(addressOf(template), async (admin) => {
    await admin.query(`create function public.clock_timestamp() returns timestamptz language sql volatile as $$
      select to_timestamp(0) + (pg_catalog.clock_timestamp() - to_timestamp(0)) * ${serverSpeed} $$`);
    // What is named without a schema is looked for in the server's own first, unless that is said to come later.
    await admin.query("alter role bot set search_path = public, pg_catalog");
  });
  const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };
  const made = await openPostgresStore({
    ...{ url: cluster.url(template), owner: "template", clock: quickClock, log: quietLog(), keep },
  });
  if (!made.ok) throw new Error(made.error.detail);
  await made.value.close();
  let count = 0;
  // A template is copied by one at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    fresh() {
      count += 1;
      const name = `kill${count}`;
      const copied = last.then(() =>
        asAdmin(addressOf("postgres"), (admin) => admin.query(`create database ${name} template ${template}`)),
      );
      last = copied;
      return copied.then(() => addressOf(name));
    },
    stop: cluster.remove,
  };
}

async function asAdmin(address: string, act: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(address);
  await admin.connect();
  try {
    await act(admin);
  } finally {
    await admin.end();
  }
}
