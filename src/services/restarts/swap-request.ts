import { restartLine } from "../../domain/notice/restart-line.ts";
import type { RestartChange } from "../../domain/restart/change.ts";
import { isOver, type RestartRequest } from "../../domain/restart/restart-request.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { RestartSwap } from "../ports-restart.ts";
import type { StoreFailure } from "../ports-store.ts";
import { rememberRecovery } from "./remember-recovery.ts";
import type { RestartState } from "./restart-state.ts";
import { showRequest } from "./show-request.ts";
import { suspendAfter } from "./suspend-standing.ts";

/** Somebody else was first, or what has to hold does not: nothing has changed, and memory is as the store is. */
export interface Lost {
  readonly reason: "lost";
}

/**
 * Stores a change by compare-and-swap, together with its lines of the audit, and shows it. Nothing may be done for a change
 * that was not stored.
 */
export async function swap(
  self: RestartState,
  { request, audit }: RestartChange,
  guards: Pick<RestartSwap, "alone" | "only"> = {},
): Promise<Result<RestartRequest, Lost | StoreFailure>> {
  const expected = request.version === 1 ? null : request.version - 1;
  const swapped = await self.store.swap({ expected, request, audit, ...guards });
  if (!swapped.ok) {
    self.log.error("a restart could not be recorded, so nothing is done for it", {
      request: request.number,
      reason: swapped.error.reason,
    });
    return swapped;
  }
  if (swapped.value === "lost") {
    await refresh(self, request.id);
    return fail({ reason: "lost" });
  }
  const before = self.requests.get(request.id) ?? null;
  remember(self, request);
  await suspendAfter(self, request);
  await showRequest(self, request, restartLine(request, before));
  return succeed(request);
}

function remember(self: RestartState, request: RestartRequest): void {
  if (isOver(request)) self.requests.delete(request.id);
  else self.requests.set(request.id, request);
  rememberRecovery(self, request);
}

/** What another click, or another bot, has made of it. */
async function refresh(self: RestartState, id: string): Promise<void> {
  const found = await self.store.findRestart({ id });
  if (!found.ok || found.value === null) return;
  remember(self, found.value);
  // Whoever stored it may have ended before it was shown.
  await showRequest(self, found.value, null);
}
