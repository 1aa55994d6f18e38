import type { StandingApproval } from "../../domain/restart/restart-policy.ts";
import { holdToForecasts } from "./hold-to-forecasts.ts";
import { holdToOutcomes } from "./hold-to-outcomes.ts";
import type { RestartState } from "./restart-state.ts";

/**
 * Suspends it where a restart or a forecast has gone wrong since it was signed. False where that cannot be known now: then nothing
 * is asked for or run by it.
 */
export async function holdStanding(self: RestartState, standing: StandingApproval): Promise<boolean> {
  return (await holdToOutcomes(self, standing)) && (await holdToForecasts(self, standing));
}
