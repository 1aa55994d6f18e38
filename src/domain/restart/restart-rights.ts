import { type BreakGlassRules, objectionToBreaking } from "./break-glass.ts";
import { whyNoMember } from "./members-only.ts";
import type { Actor, RestartLock, RestartPolicy } from "./restart-policy.ts";
import { type Memberships, nobodyEligible, objectionTo, reviewersOf } from "./reviewers.ts";

/** What one person may do about restarts. For showing alone: each act asks the same functions again. */
export interface RestartRights {
  /** Why this person may do nothing about restarts, as a clause; null for a full member, who may also lock them. */
  readonly whyNot: string | null;
  /** Whose restart this person can ask for: others are there to approve it. */
  readonly asks: readonly RestartTarget[];
  /** On whose restart this person may decide. */
  readonly decides: readonly RestartTarget[];
  readonly breaksGlass: boolean;
  /** Some lock, now or later: its own, or any as a reviewer. */
  readonly unlocks: boolean;
}

export interface RestartTarget {
  readonly host: string;
  readonly daemon: string;
}

export interface RightsContext {
  /** Daemons that can be restarted. */
  readonly targets: readonly (RestartTarget & { readonly policy: RestartPolicy })[];
  readonly memberships: Memberships;
  readonly breakGlass: BreakGlassRules;
  readonly locks: readonly RestartLock[];
}

/** By the functions that decide when somebody acts. */
export function rightsOf(actor: Actor, { targets, memberships, breakGlass, locks }: RightsContext): RestartRights {
  const whyNot = whyNoMember(actor);
  if (whyNot !== null) return { whyNot, asks: [], decides: [], breaksGlass: false, unlocks: false };
  const eligible = targets.map((target) => ({ target, reviewers: reviewersOf(target.policy, memberships) }));
  const asks = eligible.filter(
    ({ target, reviewers }) =>
      nobodyEligible(reviewers, { requester: actor.id, quorum: target.policy.quorum }) === null,
  );
  const decides = eligible.filter(
    ({ reviewers }) => objectionTo({ actor, reviewers, requester: null, votes: [] }) === null,
  );
  return {
    whyNot: null,
    asks: asks.map(nameOf),
    decides: decides.map(nameOf),
    breaksGlass: targets.length > 0 && objectionToBreaking(actor, breakGlass, 0) === null,
    unlocks: decides.length > 0 || locks.some(({ by }) => by === actor.id),
  };
}

function nameOf({ target: { host, daemon } }: { readonly target: RestartTarget }): RestartTarget {
  return { host, daemon };
}
