import type { Clock, Log } from "../../services/ports.ts";
import type { BotStore } from "../../services/ports-restart.ts";
import { createAccess } from "./access.ts";
import type { AuditAnchor } from "./audit-key.ts";
import type { Backend } from "./backend.ts";
import { createDecisionStore } from "./decisions.ts";
import { createDeployStore } from "./deploys.ts";
import type { StretchKeep } from "./expire.ts";
import { createForecastStore } from "./forecasts.ts";
import { createRestartStore } from "./restarts.ts";
import { createSampleStore } from "./sample-store.ts";

export interface StoreOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly keep: StretchKeep;
  /** What the audit is held by, outside of the database. Without it nothing of restarts can be recorded. */
  readonly anchor?: AuditAnchor;
}

/** The store over either database, whose tables are there already. */
export async function createStore(backend: Backend, { clock, log, keep, anchor }: StoreOptions): Promise<BotStore> {
  const access = createAccess({ backend, clock, log });
  await access.upkeep();
  return {
    ...createDecisionStore(access, { backend, clock, log }),
    ...createSampleStore(access, { backend, clock, log, keep }),
    restarts: createRestartStore(access, { backend, anchor: anchor ?? null, clock, log }),
    deploys: createDeployStore(access, { backend }),
    forecasts: createForecastStore(access, { backend }),
    health: access.health,
    close: access.close,
  };
}
