import { leftRangeSince } from "../../domain/heap/left-range.ts";
import type { StandingApproval } from "../../domain/restart/restart-policy.ts";
import { isEffective, signedAtOf, suspendStanding } from "../../domain/restart/standing-approval.ts";
import type { RestartState } from "./restart-state.ts";
import { sayInChannel } from "./say-in-channel.ts";
import { storeStanding } from "./suspend-standing.ts";

/**
 * Who signed did so for restarts that the heap model reckons: where one of its forecasts has gone far beyond its range since
 * then, people look before the next one. False where that cannot be known now: then nothing is asked for by it either.
 */
export async function holdToForecasts(self: RestartState, standing: StandingApproval): Promise<boolean> {
  const now = self.clock.now();
  if (!isEffective(standing, now)) return true;
  const kept = await self.forecasts.ofDaemon(standing);
  if (!kept.ok) {
    self.log.warn("a standing approval waits for the record of forecasts", { id: standing.id, why: kept.error.detail });
    return false;
  }
  const why = leftRangeSince(kept.value, signedAtOf(standing));
  const change = why === null ? null : suspendStanding(standing, why, now);
  if (change === null || why === null) return true;
  const stored = await storeStanding(self, change);
  if (stored.ok) await tell(self, change.standing, why);
  return stored.ok;
}

function tell(self: RestartState, { id, host, daemon, by }: StandingApproval, why: string): Promise<void> {
  return sayInChannel(self, {
    id: `standing ${id} suspended ${self.clock.now()}`,
    sentence: `The standing approval for ${daemon} on ${host} is suspended: ${why}. Look at heap ${daemon}, then sign again if its planned restarts are still right.`,
    mentions: by.map(({ user }) => user),
  });
}
