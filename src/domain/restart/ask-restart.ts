import { fail, type Result, succeed } from "../result.ts";
import { type Instant, instant } from "../time.ts";
import { planDetails, policyDetails } from "./audit-details.ts";
import { entryOf, type RestartChange } from "./change.ts";
import type { FrozenPlan } from "./frozen-plan.ts";
import { membersOnly } from "./members-only.ts";
import type { Actor, RestartLock, RestartPolicy, RestartRefusal } from "./restart-policy.ts";
import type { RequestOrigin, RequestTiming, RestartRequest } from "./restart-request.ts";
import { type Memberships, nobodyEligible, reviewersOf } from "./reviewers.ts";

export interface RestartWish {
  readonly id: string;
  readonly number: number;
  readonly host: string;
  readonly daemon: string;
  /** Null where the bot asks by itself. */
  readonly actor: Actor | null;
  readonly origin: RequestOrigin;
  readonly reason: string;
  readonly timing: RequestTiming;
  readonly plan: FrozenPlan;
}

export interface AskContext {
  readonly now: Instant;
  readonly policy: RestartPolicy;
  readonly memberships: Memberships;
  /** Requests that are not over. */
  readonly open: readonly RestartRequest[];
  readonly locks: readonly RestartLock[];
  /** Of a critical problem: it is to be decided sooner. */
  readonly isUrgent: boolean;
}

/** As long as a critical problem may wait for a decision. */
export const urgentDeadlineMs = 15 * 60_000;
/** What is typed into the dialog; a reason is a sentence. */
export const reasonMax = 300;

/** A new request, pending. Who asks must be a full member, and others must be able to decide. */
export function askRestart(wish: RestartWish, context: AskContext): Result<RestartChange, RestartRefusal> {
  const refusal = objectionToAsking(wish, context);
  if (refusal !== null) return fail(refusal);
  const { actor, id, number, host, daemon, origin, reason, timing, plan } = wish;
  const { now, policy, isUrgent } = context;
  const deadlineMs = isUrgent ? Math.min(urgentDeadlineMs, policy.deadlineMs) : policy.deadlineMs;
  const request: RestartRequest = {
    ...{ id, number, host, daemon, origin, reason, timing, policy, plan },
    version: 1,
    requester: actor?.id ?? null,
    createdAt: now,
    expiresAt: instant(lastDecision(timing, now + deadlineMs)),
    votes: [],
    state: { kind: "pending", reminders: 0 },
  };
  const by = actor === null ? null : { user: actor.id, team: actor.team };
  const details = {
    reason,
    timing: { ...timing },
    origin: { ...origin },
    expiresAt: request.expiresAt,
    plan: planDetails(plan),
    policy: policyDetails(policy),
  };
  return succeed({ request, audit: [entryOf(request, { what: "asked", at: now, by, details })] });
}

/** What waits for a window may be decided until it opens. */
function lastDecision(timing: RequestTiming, deadline: number): number {
  return timing.kind === "window" ? Math.max(deadline, timing.opensAt) : deadline;
}

function objectionToAsking(wish: RestartWish, context: AskContext): RestartRefusal | null {
  const { actor, host, daemon, reason } = wish;
  const outsider = actor === null ? null : membersOnly(actor, "ask for a restart");
  if (outsider !== null) return outsider;
  if (reason.trim() === "") return { reason: "cannot", sentence: "Say why, in a few words: whoever decides reads it." };
  const lock = lockOver(context.locks, host);
  if (lock !== null) return frozenBy(lock);
  const other = context.open.find((one) => one.host === host && one.daemon === daemon);
  if (other !== undefined)
    return {
      reason: "busy",
      sentence: `A restart of ${daemon} on ${host} is under way already: restart ${other.number}.`,
    };
  const requester = actor?.id ?? null;
  const reviewers = reviewersOf(context.policy, context.memberships);
  return wish.origin.kind === "break-glass"
    ? null
    : nobodyEligible(reviewers, { requester, quorum: context.policy.quorum });
}

export function lockOver(locks: readonly RestartLock[], host: string): RestartLock | null {
  return locks.find((lock) => lock.host === null || lock.host === host) ?? null;
}

export function frozenBy({ host, by, reason }: RestartLock): RestartRefusal {
  const what = host === null ? "Restarts are locked everywhere" : `Restarts on ${host} are locked`;
  return { reason: "frozen", sentence: `${what}: ${reason}.`, by };
}
