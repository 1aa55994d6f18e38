import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Secret } from "../../domain/secret.ts";
import type { RestartStore } from "../../services/ports-restart.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { type Access, createAccess } from "./access.ts";
import { findAuditAnchor } from "./audit-key.ts";
import type { Backend } from "./backend.ts";
import type { StoreOptions } from "./create-store.ts";
import { openSqliteToRead } from "./open-sqlite-readings.ts";
import { createPostgresBackend } from "./postgres-backend.ts";
import { createRestartStore } from "./restarts.ts";

/** The audit of a bot that may be running: nothing of it is changed. */
export interface StoredAudit extends Pick<RestartStore, "verifyAudit" | "auditRows"> {
  close(): Promise<void>;
}

export interface AuditPlace {
  readonly dataFolder: string;
  /** Null for SQLite in the data folder. */
  readonly databaseUrl: Secret | null;
  /** Null for the file in the data folder. */
  readonly auditKey: Secret | null;
}

export function openStoredAudit(place: AuditPlace, options: StoreOptions): Result<StoredAudit, StoreFailure> {
  const anchor = findAuditAnchor(place.dataFolder, place.auditKey);
  if (!anchor.ok) return anchor;
  const opened = openToRead(place, options);
  if (!opened.ok) return fail(opened.error);
  const { backend, access } = opened.value;
  const { verifyAudit, auditRows } = createRestartStore(access, { ...options, backend, anchor: anchor.value });
  return succeed({ verifyAudit, auditRows, close: access.close });
}

function openToRead(
  { dataFolder, databaseUrl: url }: AuditPlace,
  options: StoreOptions,
): Result<{ readonly backend: Backend; readonly access: Access }, StoreFailure> {
  if (url === null) return openSqliteToRead(dataFolder, options);
  // It takes no lease, so it decides nothing: whose name it has does not matter.
  const backend = createPostgresBackend({ ...options, url, owner: "reader" });
  return succeed({ backend, access: createAccess({ ...options, backend }) });
}
