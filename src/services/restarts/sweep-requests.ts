import type { RestartChange } from "../../domain/restart/change.ts";
import { expireRestart, obsoleteRestart, remindRestart } from "../../domain/restart/close-restart.ts";
import { measureOf } from "../../domain/restart/measure-of.ts";
import { isOver, type RestartRequest } from "../../domain/restart/restart-request.ts";
import { endRestart, releaseRestart } from "../../domain/restart/run-restart.ts";
import { instant, type Millis, seconds } from "../../domain/time.ts";
import { askByItself } from "./ask-by-itself.ts";
import { begin } from "./begin.ts";
import { rememberRecovery } from "./remember-recovery.ts";
import { daemonOf, type RestartState } from "./restart-state.ts";
import { showRequest } from "./show-request.ts";
import { swap } from "./swap-request.ts";
import { watchRecoveries } from "./watch-recoveries.ts";

/** A decision is carried out at once; this is for what time alone brings about. */
export const sweepEvery: Millis = seconds(5);

/** What deadlines, windows and hosts that are asked again have brought about. Never throws. */
export async function sweepRequests(self: RestartState): Promise<void> {
  for (const request of [...self.requests.values()]) {
    const now = self.clock.now();
    const change = expireRestart(request, now) ?? endObsolete(self, request) ?? remindRestart(request, now);
    if (change !== null && !self.underWay.has(request.id)) await trySwap(self, change);
    // A command takes its time, and the deadlines of others do not wait for it.
    begin(self, request.id);
  }
  if (!self.isPastTakenUp) await showWhatIsOver(self);
  await watchRecoveries(self);
  if (!self.isStopped) await askByItself(self);
}

/** A request for a window may be a week old when it ends. */
const lookBackMs = 8 * 86_400_000;
const lookBackMax = 100;

/** By what was read last: no host is asked for it. */
function endObsolete(self: RestartState, request: RestartRequest): RestartChange | null {
  const why = goneBy(self, request);
  return why === null ? null : obsoleteRestart(request, why, self.clock.now());
}

/** A process that is not seen may be back in a moment; one that runs as another is another. */
function goneBy(self: RestartState, request: RestartRequest): string | null {
  if (daemonOf(self, request) === null) return "scipy.yml does not have it any more";
  const status = self.watch.board().hosts.find(({ host }) => host === request.host);
  if (status?.kind !== "read") return null;
  const epoch = measureOf(status, request.daemon, { listening: null, health: null })?.epoch ?? null;
  const isNewer = status.sample.takenAt > request.createdAt;
  return isNewer && epoch !== null && epoch !== request.plan.epoch
    ? "it was restarted meanwhile, and not by this request"
    : null;
}

/**
 * Takes up what the bot left when it ended. What had been claimed was not sent, and is checked anew; what was running may
 * have been restarted or not: it is unknown until the host has said it. Each message shows what is stored.
 */
export async function takeUp(self: RestartState): Promise<void> {
  for (const request of [...self.requests.values()]) {
    const now = self.clock.now();
    const left =
      releaseRestart(request, "the bot ended before anything was sent", now) ??
      (request.state.kind === "running"
        ? endRestart(request, { kind: "unknown", why: "the bot ended while the command was running", output: "" }, now)
        : null);
    if (left === null) await showRequest(self, request, null);
    else await trySwap(self, left);
  }
}

/** What was stored as over just before the bot ended may not have been shown: its message is still waiting for it. */
async function showWhatIsOver(self: RestartState): Promise<void> {
  const now = self.clock.now();
  const span = { from: instant(now - lookBackMs), to: now };
  const past = await self.store.pastRestarts({ host: null, daemon: null, span, max: lookBackMax });
  if (!past.ok) return self.log.warn("restarts of before cannot be read yet", { reason: past.error.reason });
  self.isPastTakenUp = true;
  for (const request of past.value) {
    rememberRecovery(self, request);
    if (isOver(request) && self.outbox.find(request.id) !== null) await showRequest(self, request, null);
  }
}

async function trySwap(self: RestartState, change: RestartChange): Promise<RestartRequest | null> {
  const swapped = await swap(self, change);
  return swapped.ok ? swapped.value : null;
}
