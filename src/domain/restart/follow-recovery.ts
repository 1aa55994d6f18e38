import { type Instant, instant, type Millis, millis } from "../time.ts";
import { changed, type RestartChange } from "./change.ts";
import type { Measure } from "./frozen-plan.ts";
import { isFreeOfPressure, pressureOf } from "./memory-pressure.ts";
import { type Miss, tellMisses } from "./misses.ts";
import type { Recovery, RestartRequest } from "./restart-request.ts";

/** A host has recovered when it has not waited for memory for so long. */
export const calmForMs: Millis = millis(10 * 60_000);
/** What was swapped out comes back for a while, which is no fault of the restart: so long it may take. */
export const recoverWithinMs: Millis = millis(30 * 60_000);

/** What a restart that went well leaves to be watched: nothing where the host did not wait for memory before it. */
export function recoveryToWatch(before: Measure, now: Instant): Recovery | null {
  return pressureOf(before).length === 0 ? null : { kind: "watched", until: instant(now + recoverWithinMs) };
}

/** Whether a reading shows the restarted process, and its host free of what it waited for before. */
export function isCalmReading(seen: Measure, { state }: RestartRequest): boolean {
  return state.kind === "succeeded" && seen.epoch === state.after.epoch && isFreeOfPressure(seen, state.before);
}

export interface RecoveryContext {
  readonly now: Instant;
  /** The daemon's host by its newest reading; null where it has none that is fresh. */
  readonly seen: Measure | null;
  /** Since then each reading was calm, as `isCalmReading` tells; null where the newest was not, or there is none. */
  readonly calmSince: Instant | null;
}

/**
 * succeeded → succeeded, with what came of the watching, or → degraded where the host waits for memory again. Null while it is not
 * known yet.
 */
export function followRecovery(
  request: RestartRequest,
  { now, seen, calmSince }: RecoveryContext,
): RestartChange | null {
  const { state } = request;
  if (state.kind !== "succeeded" || state.recovery?.kind !== "watched") return null;
  // A process that is not seen may be back in a moment; one that runs as another is another.
  if (seen !== null && seen.epoch !== null && seen.epoch !== state.after.epoch)
    return recovered(request, { kind: "not seen", why: "another process of it runs since" }, now);
  if (calmSince !== null && now - calmSince >= calmForMs) return recovered(request, { kind: "held" }, now);
  if (now < state.recovery.until || calmSince !== null) return null;
  if (seen === null) return recovered(request, { kind: "not seen", why: "the host gave no reading" }, now);
  if (seen.epoch === null) return recovered(request, { kind: "not seen", why: "no process of it runs any more" }, now);
  const { before, ran } = state;
  const misses = pressureOf(seen).map(
    (does): Miss => ({ kind: "host waits", text: `the host ${does} again, half an hour after it` }),
  );
  if (misses.length === 0)
    return recovered(request, { kind: "not seen", why: "the host does not tell any more whether it waits" }, now);
  const told = tellMisses(misses, request);
  return changed(
    request,
    { state: { kind: "degraded", at: now, before, ran, after: seen, ...told } },
    { what: "degraded", at: now, details: { misses: told.misses } },
  );
}

function recovered(request: RestartRequest, recovery: Recovery, now: Instant): RestartChange | null {
  if (request.state.kind !== "succeeded") return null;
  const state = { ...request.state, recovery };
  return changed(request, { state }, { what: "recovery", at: now, details: { ...recovery } });
}
