import { membersOnly } from "./members-only.ts";
import type { Actor, RestartPolicy, RestartRefusal } from "./restart-policy.ts";
import type { RestartRequest } from "./restart-request.ts";

/** Who is in which Slack group now. A group that could not be asked is not in it, and so gives nobody the right. */
export type Memberships = ReadonlyMap<string, readonly string[]>;

/** People by id who may decide: listed by the policy, by name or through a group, now. */
export function reviewersOf({ users, groups }: RestartPolicy, memberships: Memberships): ReadonlySet<string> {
  return new Set([...users, ...groups.flatMap((group) => memberships.get(group) ?? [])]);
}

/**
 * Of the policy that a request was made under and that of now the stricter: whoever decides has to be named by both, the
 * larger quorum counts, and a code is asked for where either asks for one.
 */
export function stricterOf(
  frozen: RestartPolicy,
  now: RestartPolicy,
  memberships: Memberships,
): Pick<RestartPolicy, "quorum" | "code"> & { readonly reviewers: ReadonlySet<string> } {
  const before = reviewersOf(frozen, memberships);
  const reviewers = new Set([...reviewersOf(now, memberships)].filter((user) => before.has(user)));
  return { reviewers, quorum: Math.max(frozen.quorum, now.quorum), code: frozen.code || now.code };
}

/** What the question who may decide is answered from: one function for the asking and for each click. */
export interface Deciding {
  readonly actor: Actor;
  readonly requester: string | null;
  readonly reviewers: ReadonlySet<string>;
  readonly votes: RestartRequest["votes"];
}

/** Null where the actor may decide. */
export function objectionTo({ actor, requester, reviewers, votes }: Deciding): RestartRefusal | null {
  const outsider = membersOnly(actor, "decide on a restart");
  if (outsider !== null) return outsider;
  if (actor.id === requester) {
    return { reason: "own request", sentence: "This is your own request: somebody else has to approve it." };
  }
  if (!reviewers.has(actor.id)) return notAReviewer(reviewers, requester);
  if (votes.some(({ by }) => by === actor.id)) {
    return { reason: "voted", sentence: "You have voted on this request; it waits for somebody else." };
  }
  return null;
}

function notAReviewer(reviewers: ReadonlySet<string>, requester: string | null): RestartRefusal {
  const users = othersThan(reviewers, requester);
  const sentence =
    users.length === 0
      ? "You may not decide on this restart, and nobody else may either: name reviewers in scipy.yml."
      : "You may not decide on this restart. Ask one of those who may:";
  return { reason: "not a reviewer", sentence, users };
}

/** Who could approve what this person asks for. */
export function othersThan(reviewers: ReadonlySet<string>, requester: string | null): readonly string[] {
  return [...reviewers].filter((user) => user !== requester);
}

/** A request that can never have its quorum is refused when it is made; null where it can. */
export function nobodyEligible(
  reviewers: ReadonlySet<string>,
  { requester, quorum }: { readonly requester: string | null; readonly quorum: number },
): RestartRefusal | null {
  const others = othersThan(reviewers, requester);
  if (others.length >= quorum) return null;
  const has = others.length === 0 ? "nobody but you may" : `only ${others.length} other than you may`;
  return {
    reason: "nobody eligible",
    sentence: `A restart of it needs ${quorum === 1 ? "the approval of somebody else" : `${quorum} approvals`}, and ${has} give one. Name more reviewers in scipy.yml, or their Slack group.`,
  };
}
