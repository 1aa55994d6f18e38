import type { Clock, Log } from "../../services/ports.ts";
import type { Store } from "../../services/ports-store.ts";
import { createAccess } from "./access.ts";
import type { Backend } from "./backend.ts";
import { createDecisionStore } from "./decisions.ts";
import type { StretchKeep } from "./expire.ts";
import { createSampleStore } from "./sample-store.ts";

export interface StoreOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly keep: StretchKeep;
}

/** The store over either database, whose tables are there already. */
export async function createStore(backend: Backend, { clock, log, keep }: StoreOptions): Promise<Store> {
  const access = createAccess({ backend, clock, log });
  await access.upkeep();
  return {
    ...createDecisionStore(access, { backend, clock, log }),
    ...createSampleStore(access, { backend, clock, log, keep }),
    health: access.health,
    close: access.close,
  };
}
