import type { RestartRefusal, StandingApproval } from "../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { type StandingChange, standingId, suspendStanding } from "../../domain/restart/standing-approval.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { RestartState } from "./restart-state.ts";

/** What went wrong once is looked at by people before it is done by itself again. False where that could not be stored. */
export async function suspendAfter(self: RestartState, request: RestartRequest): Promise<boolean> {
  const { kind } = request.state;
  if (kind !== "degraded" && kind !== "failed" && kind !== "unknown") return true;
  const before = self.standing.get(standingId(request));
  const change = before && suspendStanding(before, `restart ${request.number} is ${kind}`, self.clock.now());
  return change == null || (await storeStanding(self, change)).ok;
}

/** Nothing counts that is not on disk. */
export async function storeStanding(
  self: RestartState,
  { standing, audit }: StandingChange,
): Promise<Result<StandingApproval, RestartRefusal>> {
  const stored = await self.store.decide({ standing: [standing], audit });
  if (!stored.ok)
    return fail({
      reason: "cannot",
      sentence: `It could not be recorded, so nothing has changed: ${stored.error.detail}`,
    });
  self.standing.set(standing.id, standing);
  return succeed(standing);
}
