import { isOver } from "../../domain/restart/restart-request.ts";
import { claimRestart, endRestart } from "../../domain/restart/run-restart.ts";
import { checkClaimed } from "./check-claimed.ts";
import type { RestartState } from "./restart-state.ts";
import { settleUnknown } from "./settle-unknown.ts";
import { swap } from "./swap-request.ts";
import { watchVerifying } from "./watch-verifying.ts";

/**
 * Carries a request on for as far as it goes now: claims what is due, checks and runs what it has claimed, finds out what is
 * unknown, watches what has been restarted. One at a time for each request; never throws.
 */
export async function carryOn(self: RestartState, id: string): Promise<void> {
  if (self.underWay.has(id) || self.isStopped) return;
  self.underWay.add(id);
  try {
    while (await takeStep(self, id));
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    self.log.error("a restart could not be carried on: please report it", { id, why });
    await leaveUnknown(self, id);
  } finally {
    self.underWay.delete(id);
  }
}

/** A fault of our own while the command may have been out: nobody else would carry a running one on. */
async function leaveUnknown(self: RestartState, id: string): Promise<void> {
  const request = self.requests.get(id);
  if (request?.state.kind !== "running") return;
  const why = "the bot failed while the command was running";
  const change = endRestart(request, { kind: "unknown", why, output: "" }, self.clock.now());
  if (change !== null) await swap(self, change).catch(() => undefined);
}

/** Whether there may be more to do at once. */
async function takeStep(self: RestartState, id: string): Promise<boolean> {
  const request = self.requests.get(id);
  if (request === undefined || isOver(request) || self.isStopped) return false;
  switch (request.state.kind) {
    case "approved": {
      const claim = claimRestart(request, self.clock.now());
      return claim !== null && (await swap(self, claim, { alone: true })).ok;
    }
    case "checking":
      return checkClaimed(self, request);
    case "unknown":
      return settleUnknown(self, request);
    case "verifying":
      return watchVerifying(self, request);
    // Running is carried on by what sent the command; after a restart of the bot nothing is running in here.
    default:
      return false;
  }
}
