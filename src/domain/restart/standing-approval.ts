import { fail, type Result, succeed } from "../result.ts";
import { type Instant, instant } from "../time.ts";
import type { AuditEntry } from "./audit-entry.ts";
import { membersOnly } from "./members-only.ts";
import type { Actor, RestartPolicy, RestartRefusal, StandingApproval } from "./restart-policy.ts";
import { type Memberships, objectionTo, reviewersOf } from "./reviewers.ts";

/** People who have to sign: as much as the strictest quorum that most choose. */
export const signersMin = 2;
/** Longer is a habit that nobody looks at any more. */
export const standingDaysMax = 30;
/** A first signature that nobody joins is forgotten. */
const joinWithinMs = 86_400_000;
const dayMs = 86_400_000;

export interface StandingChange {
  readonly standing: StandingApproval;
  readonly audit: readonly AuditEntry[];
}

export interface StandingWish {
  readonly host: string;
  readonly daemon: string;
  readonly days: number;
  readonly actor: Actor;
  readonly now: Instant;
}

/** One row for each daemon. */
export function standingId({ host, daemon }: { readonly host: string; readonly daemon: string }): string {
  return `${host}/${daemon}`;
}

/** Whether the restarts that the plan wants are approved by it; whoever signed is asked of Slack again at each. */
export function isEffective({ by, until, suspended }: StandingApproval, now: Instant): boolean {
  return by.length >= signersMin && now < until && suspended === null;
}

/** When the last of those who had to did sign it: what was before is theirs to have looked at. */
export function signedAtOf({ by }: StandingApproval): Instant {
  return instant(Math.max(...by.map(({ at }) => at)));
}

/** A first signature, or the second to one that waits; signed anew where the one before has ended or was suspended. */
export function signStanding(
  before: StandingApproval | null,
  wish: StandingWish,
  { policy, memberships }: { readonly policy: RestartPolicy; readonly memberships: Memberships },
): Result<StandingChange, RestartRefusal> {
  const { actor, days, now } = wish;
  const reviewers = reviewersOf(policy, memberships);
  const objection = objectionTo({ actor, requester: null, reviewers, votes: [] });
  if (objection !== null) return fail(objection);
  if (days < 1 || days > standingDaysMax)
    return fail({ reason: "cannot", sentence: `A standing approval holds for 1 to ${standingDaysMax} days.` });
  const signature = { user: actor.id, team: actor.team, at: now };
  const open = before !== null && isWaiting(before, now) ? before : null;
  if (before !== null && isEffective(before, now))
    return fail({ reason: "decided", sentence: "There is a standing approval already; end it first to change it." });
  if (open?.by.some(({ user }) => user === actor.id) === true)
    return fail({ reason: "voted", sentence: "You have signed it; it needs one more reviewer." });
  const { host, daemon } = wish;
  const standing: StandingApproval =
    open === null
      ? { id: standingId(wish), host, daemon, by: [signature], until: now + days * dayMs, suspended: null }
      : { ...open, by: [...open.by, signature] };
  return succeed({ standing, audit: [entry("standing", standing, { now, actor })] });
}

/** Signed by too few, and not long ago. */
export function isWaiting({ by, until, suspended }: StandingApproval, now: Instant): boolean {
  const first = by[0]?.at ?? 0;
  return by.length < signersMin && suspended === null && now < until && now - first < joinWithinMs;
}

/** Any reviewer, or whoever signed, ends it: that is always safe. Null where there is none. */
export function withdrawStanding(
  before: StandingApproval,
  { actor, now, isReviewer }: { readonly actor: Actor; readonly now: Instant; readonly isReviewer: boolean },
): Result<StandingChange, RestartRefusal> {
  const outsider = membersOnly(actor, "end it");
  if (outsider !== null) return fail(outsider);
  if (!isReviewer && !before.by.some(({ user }) => user === actor.id))
    return fail({
      reason: "not a reviewer",
      sentence: "Only reviewers and who signed it may end it.",
      users: before.by.map(({ user }) => user),
    });
  const standing = { ...before, until: now };
  return succeed({ standing, audit: [entry("suspended", standing, { now, actor, why: "ended by a person" })] });
}

/** It does not count any more until it is signed anew; null where it does not count anyway. */
export function suspendStanding(before: StandingApproval, why: string, now: Instant): StandingChange | null {
  if (!isEffective(before, now)) return null;
  const standing = { ...before, suspended: why };
  return { standing, audit: [entry("suspended", standing, { now, actor: null, why })] };
}

function entry(
  what: "standing" | "suspended",
  { host, daemon, by, until }: StandingApproval,
  { now, actor, why = null }: { readonly now: Instant; readonly actor: Actor | null; readonly why?: string | null },
): AuditEntry {
  const details = { until, signers: by.map(({ user }) => user), ...(why === null ? {} : { why }) };
  const acting = actor === null ? null : { user: actor.id, team: actor.team };
  return { at: now, what, request: null, number: null, host, daemon, actor: acting, details };
}
