import type { BotStore } from "./services/ports-restart.ts";

/** What of the store the heap model rests on: readings, deploys, and how earlier forecasts held. */
export function heapSourcesOf(store: BotStore) {
  return { readings: store, deploys: store.deploys, forecasts: store.forecasts };
}
