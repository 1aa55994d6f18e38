import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { DeployStore } from "../../services/ports-deploys.ts";
import type { ForecastStore } from "../../services/ports-forecasts.ts";
import type { SampleStore, StoreFailure } from "../../services/ports-store.ts";
import { type Access, createAccess } from "./access.ts";
import type { Backend } from "./backend.ts";
import type { StoreOptions } from "./create-store.ts";
import { readDeployMarks } from "./deploys.ts";
import { explainSqliteError } from "./explain-sqlite-error.ts";
import { readForecasts } from "./forecasts.ts";
import { busyMs } from "./limits.ts";
import { createSampleStore } from "./sample-store.ts";
import { createSqliteBackend } from "./sqlite-backend.ts";

/** What is kept of hosts, to be read only: nothing of it is changed, and the bot may go on working with it meanwhile. */
export interface StoredReadings extends Pick<SampleStore, "sources" | "samples" | "daemonHistory" | "hostHistory"> {
  readonly deploys: Pick<DeployStore, "marks">;
  readonly forecasts: Pick<ForecastStore, "ofDaemon" | "scored">;
  close(): Promise<void>;
}

/** The database in a data folder of the bot. Nothing is made where there is none, and no lock is taken. */
export function openSqliteReadings(folder: string, options: StoreOptions): Result<StoredReadings, StoreFailure> {
  const opened = openSqliteToRead(folder, options);
  if (!opened.ok) return opened;
  const { backend, access } = opened.value;
  const { sources, samples, daemonHistory, hostHistory } = createSampleStore(access, { ...options, backend });
  const deploys = { marks: (of: Parameters<DeployStore["marks"]>[0]) => readDeployMarks(access, of) };
  return succeed({
    ...{ sources, samples, daemonHistory, hostHistory, deploys },
    forecasts: readForecasts(access),
    close: access.close,
  });
}

/** For whoever changes nothing; the bot may be at work on it. */
export function openSqliteToRead(
  folder: string,
  options: StoreOptions,
): Result<{ readonly backend: Backend; readonly access: Access }, StoreFailure> {
  const [database, lock, ballast] = ["scipy.db", "scipy.lock", "scipy.ballast"].map((name) => join(folder, name));
  if (database === undefined || lock === undefined || ballast === undefined || !existsSync(database)) {
    const detail = `${folder} is no data folder of the bot: expected scipy.db in it. It is what SCIPY_DATA names.`;
    return fail({ reason: "fault", detail });
  }
  const files = { folder, database, lock, ballast };
  try {
    const opened = new DatabaseSync(database, { readOnly: true, timeout: busyMs });
    const backend = createSqliteBackend(opened, { ...options, files });
    return succeed({ backend, access: createAccess({ ...options, backend }) });
  } catch (error) {
    return fail(explainSqliteError(error, files));
  }
}
