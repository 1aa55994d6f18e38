import { hasTooFew, type Widening, wideningOf as wideningByRecord } from "../../domain/heap/widening.ts";
import { type Result, succeed } from "../../domain/result.ts";
import type { ForecastOf, ForecastStore } from "../ports-forecasts.ts";
import type { StoreFailure } from "../ports-store.ts";

/** By the daemon's own record; by that of all daemons as long as its own is too short. */
export async function wideningOf(
  forecasts: Pick<ForecastStore, "ofDaemon" | "scored">,
  of: ForecastOf,
): Promise<Result<Widening, StoreFailure>> {
  const own = await forecasts.ofDaemon({ host: of.host, daemon: of.daemon });
  if (!own.ok) return own;
  if (!hasTooFew(own.value)) return succeed(wideningByRecord(own.value, []));
  const all = await forecasts.scored();
  return all.ok ? succeed(wideningByRecord(own.value, all.value)) : all;
}
