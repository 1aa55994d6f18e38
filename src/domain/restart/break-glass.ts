import type { Instant } from "../time.ts";
import { policyDetails } from "./audit-details.ts";
import { changed, type RestartChange } from "./change.ts";
import { membersOnly } from "./members-only.ts";
import type { Actor, RestartRefusal } from "./restart-policy.ts";
import type { RestartRequest } from "./restart-request.ts";

/** Who may restart without anybody else's approval, and how often a day all of them together. Nobody unless listed. */
export interface BreakGlassRules {
  readonly users: readonly string[];
  readonly perDayMax: number;
}

/** Null where the glass may be broken now. */
export function objectionToBreaking(
  actor: Actor,
  { users, perDayMax }: BreakGlassRules,
  brokenToday: number,
): RestartRefusal | null {
  const outsider = membersOnly(actor, "restart without approval");
  if (outsider !== null) return outsider;
  if (users.length === 0)
    return {
      reason: "cannot",
      sentence: "Restarts without approval are switched off: restarts.break_glass in scipy.yml names who may.",
    };
  if (!users.includes(actor.id))
    return { reason: "not a reviewer", sentence: "You may not restart without approval. These may:", users };
  return brokenToday < perDayMax
    ? null
    : {
        reason: "too many",
        sentence: `It was done ${brokenToday} times within a day already. Ask for an approval instead.`,
      };
}

/** pending → approved, by nobody but who asked. Null where it was not asked for so. */
export function breakGlass(request: RestartRequest, actor: Actor, now: Instant): RestartChange | null {
  if (request.origin.kind !== "break-glass" || request.state.kind !== "pending") return null;
  if (request.requester !== actor.id) return null;
  const by = { user: actor.id, team: actor.team };
  const { reason, policy, plan } = request;
  const details = { breakGlass: true, reason, plan: plan.hash, policy: policyDetails(policy) };
  return changed(request, { state: { kind: "approved", at: now } }, { what: "approved", at: now, by, details });
}
