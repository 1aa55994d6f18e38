import { fail, type Result, succeed } from "../result.ts";
import type { Instant } from "../time.ts";
import { type Clicked, clickDetails } from "./audit-details.ts";
import { isTooLateToBegin } from "./begin-in-time.ts";
import { changed, type RestartChange } from "./change.ts";
import { decidedAlready, isExpired } from "./decide-restart.ts";
import { membersOnly } from "./members-only.ts";
import type { Actor, RestartRefusal } from "./restart-policy.ts";
import type { RestartRequest } from "./restart-request.ts";

export interface Cancelling {
  readonly actor: Actor;
  readonly now: Instant;
  readonly isReviewer: boolean;
  readonly clicked: Clicked;
}

/** Its requester takes it back, or a reviewer who could deny it; until it is claimed. */
export function cancelRestart(
  request: RestartRequest,
  { actor, now, isReviewer, clicked }: Cancelling,
): Result<RestartChange, RestartRefusal> {
  if (request.state.kind !== "pending" && request.state.kind !== "approved") return fail(tooLate(request));
  const outsider = membersOnly(actor, "cancel a restart");
  if (outsider !== null) return fail(outsider);
  if (actor.id !== request.requester && !isReviewer)
    return fail({
      reason: "not a reviewer",
      sentence: "Only who asked for it and reviewers may cancel it.",
      users: [],
    });
  const recorded = {
    what: "cancelled",
    at: now,
    by: { user: actor.id, team: actor.team },
    details: clickDetails(clicked),
  } as const;
  return succeed(changed(request, { state: { kind: "cancelled", at: now, by: actor.id } }, recorded));
}

function tooLate(request: RestartRequest): RestartRefusal {
  const { number, state } = request;
  const isRunning = state.kind === "checking" || state.kind === "running" || state.kind === "verifying";
  if (isRunning || state.kind === "unknown")
    return { reason: "decided", sentence: `Restart ${number} has begun and cannot be taken back.` };
  return decidedAlready(request);
}

/** Null while it may still be decided, or may still begin. */
export function expireRestart(request: RestartRequest, now: Instant): RestartChange | null {
  const { kind } = request.state;
  const isUndecided = kind === "pending" && isExpired(request, now);
  if (!isUndecided && !isTooLateToBegin(request, now)) return null;
  const state = { kind: "expired", at: now, ...(isUndecided ? {} : { wasApproved: true as const }) } as const;
  return changed(request, { state }, { what: "expired", at: now, details: { was: kind } });
}

/** What it is about is not there any more. Only before it is claimed: afterwards the checks find out. */
export function obsoleteRestart(request: RestartRequest, why: string, now: Instant): RestartChange | null {
  if (request.state.kind !== "pending" && request.state.kind !== "approved") return null;
  const details = { why };
  return changed(request, { state: { kind: "obsolete", at: now, why } }, { what: "obsolete", at: now, details });
}

/** Minutes after which those who have not answered are reminded. */
export const remindersAt = [5, 10, 20] as const;

/** Null while no reminder is due. */
export function remindRestart(request: RestartRequest, now: Instant): RestartChange | null {
  const { state, createdAt } = request;
  if (state.kind !== "pending") return null;
  const due = remindersAt.filter((minutes) => now >= createdAt + minutes * 60_000).length;
  if (due <= state.reminders) return null;
  return changed(request, { state: { kind: "pending", reminders: due } }, null);
}
