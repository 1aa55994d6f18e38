import { followRecovery, isCalmReading } from "../../domain/restart/follow-recovery.ts";
import type { Measure } from "../../domain/restart/frozen-plan.ts";
import { measureOf } from "../../domain/restart/measure-of.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import type { Instant } from "../../domain/time.ts";
import type { RestartState } from "./restart-state.ts";
import { swap } from "./swap-request.ts";

/** An older reading says nothing of now: two may have been missed. */
const freshIntervals = 3;

/** Whether hosts stay free of pressure after restarts that went well, by what was read last: no host is asked for it. */
export async function watchRecoveries(self: RestartState): Promise<void> {
  const now = self.clock.now();
  for (const { request, calmSince: before } of [...self.recovering.values()]) {
    const seen = seenNow(self, request, now);
    const calmSince = seen !== null && isCalmReading(seen, request) ? (before ?? now) : null;
    self.recovering.set(request.id, { request, calmSince });
    const change = followRecovery(request, { now, seen, calmSince });
    if (change !== null) await swap(self, change);
  }
}

function seenNow(self: RestartState, { host, daemon }: RestartRequest, now: Instant): Measure | null {
  const status = self.watch.board().hosts.find((one) => one.host === host);
  if (status?.kind !== "read" || now - status.sample.takenAt > freshIntervals * self.interval) return null;
  return measureOf(status, daemon, { listening: null, health: null });
}
