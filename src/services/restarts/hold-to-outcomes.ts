import type { StandingApproval } from "../../domain/restart/restart-policy.ts";
import { isEffective, signedAtOf } from "../../domain/restart/standing-approval.ts";
import { instant } from "../../domain/time.ts";
import type { RestartState } from "./restart-state.ts";
import { suspendAfter } from "./suspend-standing.ts";

/** A request for a quiet window may be a week old when it is run. */
const lookBackMs = 8 * 86_400_000;
const pastMax = 200;

/**
 * A restart that did not go well suspends a standing approval at once; where that could not be stored, or the bot ended before, it
 * does so here. False where that cannot be known now: then nothing is asked for or run by it.
 */
export async function holdToOutcomes(self: RestartState, standing: StandingApproval): Promise<boolean> {
  const now = self.clock.now();
  if (!isEffective(standing, now)) return true;
  const { host, daemon } = standing;
  const signedAt = signedAtOf(standing);
  const span = { from: instant(signedAt - lookBackMs), to: now };
  const past = await self.store.pastRestarts({ host, daemon, span, max: pastMax });
  if (!past.ok) {
    self.log.warn("a standing approval waits for the record of restarts", { id: standing.id, why: past.error.detail });
    return false;
  }
  for (const request of past.value)
    if ("at" in request.state && request.state.at > signedAt && !(await suspendAfter(self, request))) return false;
  return true;
}
