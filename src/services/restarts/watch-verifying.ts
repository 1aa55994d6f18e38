import { startBytesOf } from "../../domain/restart/plan-of.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { verifyRestart } from "../../domain/restart/verify-restart.ts";
import { measureNow } from "./prepare-plan.ts";
import type { RestartState } from "./restart-state.ts";
import { swap } from "./swap-request.ts";

/** Whether all is well after a restart; false while that is not known: it is looked at again at the next sweep. */
export async function watchVerifying(self: RestartState, request: RestartRequest): Promise<boolean> {
  const after = await measureNow(self, request);
  const context = {
    now: self.clock.now(),
    withinMs: self.settings.verifyForMs,
    startBytes: startBytesOf(request.plan),
  };
  const change = verifyRestart(request, after, context);
  if (change === null) return false;
  self.onMaintenance({ host: request.host, daemon: request.daemon }, null, `restart ${request.number}`);
  return (await swap(self, change)).ok;
}
