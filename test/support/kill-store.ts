import { createAccess } from "../../src/adapters/store/access.ts";
import { openAuditAnchor } from "../../src/adapters/store/audit-key.ts";
import { openPostgresStore } from "../../src/adapters/store/open-postgres-store.ts";
import { openSqliteStore } from "../../src/adapters/store/open-sqlite-store.ts";
import { createPostgresBackend } from "../../src/adapters/store/postgres-backend.ts";
import { createRestartStore } from "../../src/adapters/store/restarts.ts";
import { systemClock } from "../../src/adapters/system/clock.ts";
import { Secret } from "../../src/domain/secret.ts";
import { instant, seconds } from "../../src/domain/time.ts";
import type { BotStore, RestartStore } from "../../src/services/ports-restart.ts";
import { quickClock } from "./quick-clock.ts";
import { quietLog } from "./quiet-log.ts";

/** Where a bot of the kill matrix keeps what outlives it, as plain data for its process. */
export interface KillPlace {
  /** Its own; with SQLite the database lies here. */
  readonly folder: string;
  /** Null for SQLite. Bots that share one share the key of its audit. */
  readonly database: { readonly url: string; readonly owner: string; readonly auditKey: string } | null;
}

const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };

/** Opened as the bot does; while another bot has it, tried again as by a service manager. */
export async function openKillStore(place: KillPlace): Promise<BotStore> {
  for (;;) {
    const opened = await openOnce(place);
    if (opened.ok) return opened.value;
    if (place.database === null || opened.error.reason !== "locked") throw new Error(opened.error.detail);
  }
}

function openOnce({ folder, database }: KillPlace) {
  const anchor = anchorOf({ folder, database });
  const log = quietLog();
  if (database === null) return openSqliteStore({ folder, clock: systemClock, log, keep, anchor });
  const { url, owner } = database;
  return openPostgresStore({ url: new Secret(url), owner, clock: quickClock, log, keep, anchor });
}

function anchorOf({ folder, database }: KillPlace) {
  const anchor = openAuditAnchor(folder, database === null ? null : new Secret(database.auditKey));
  if (!anchor.ok) throw new Error(anchor.error.detail);
  return anchor.value;
}

/** What is stored of the one restart, once all bots have ended. */
export async function booksIn(place: KillPlace) {
  const { restarts, close } = await openToRead(place);
  const span = { from: instant(0), to: instant(4e12) };
  const past = await restarts.pastRestarts({ host: "web-1", daemon: "zope", span, max: 5 });
  const rows = await restarts.auditRows({ request: null, from: 0, max: 1000 });
  const check = await restarts.verifyAudit();
  await close();
  if (!past.ok || !rows.ok || !check.ok) throw new Error("the store cannot be read");
  return {
    requests: past.value,
    recorded: rows.value.map(({ entry }) => entry.what),
    isWhole: check.value.kind === "whole",
  };
}

/** In PostgreSQL without the lease: that of a bot that was killed is not over yet. */
async function openToRead(place: KillPlace): Promise<{ restarts: RestartStore; close: () => Promise<void> }> {
  if (place.database === null) return openKillStore(place);
  const { url, owner } = place.database;
  const options = { clock: quickClock, log: quietLog(), anchor: anchorOf(place) };
  const backend = createPostgresBackend({ ...options, url: new Secret(url), owner });
  const access = createAccess({ ...options, backend });
  return { restarts: createRestartStore(access, { ...options, backend }), close: access.close };
}
