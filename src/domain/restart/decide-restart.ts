import type { MessageRef } from "../notice/message-ref.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Instant } from "../time.ts";
import { type Clicked, clickDetails, policyDetails } from "./audit-details.ts";
import { clockBackMax } from "./begin-in-time.ts";
import { changed, type RestartChange } from "./change.ts";
import type { Actor, RestartPolicy, RestartRefusal } from "./restart-policy.ts";
import type { RestartRequest, Vote } from "./restart-request.ts";
import { type Memberships, objectionTo, stricterOf } from "./reviewers.ts";

export interface Decision extends Clicked {
  readonly actor: Actor;
  readonly verdict: Vote["verdict"];
  /** A one-time code was asked for and was right. */
  readonly coded: boolean;
}

export interface DecisionContext {
  readonly now: Instant;
  /** As the configuration has it now: with that of the request, the stricter counts. */
  readonly policy: RestartPolicy;
  readonly memberships: Memberships;
  /** Where the request stands in the chat; null while it does not. */
  readonly shownAt: MessageRef | null;
}

/** A vote. The server decides: everything is checked against the stored request, whatever the button looked like. */
export function decideRestart(
  request: RestartRequest,
  decision: Decision,
  context: DecisionContext,
): Result<RestartChange, RestartRefusal> {
  const refusal = objectionToDeciding(request, decision, context);
  if (refusal !== null) return fail(refusal);
  const { actor, verdict, coded } = decision;
  const { now } = context;
  const vote: Vote = { by: actor.id, team: actor.team, verdict, at: now, standing: decision.message === null, coded };
  const votes = [...request.votes, vote];
  const by = { user: actor.id, team: actor.team };
  const { quorum } = stricterOf(request.policy, context.policy, context.memberships);
  const details = {
    ...clickDetails(decision),
    coded,
    of: quorum,
    plan: request.plan.hash,
    policy: policyDetails(context.policy),
  };
  if (verdict === "deny") {
    const state = { kind: "denied", at: now, by: actor.id } as const;
    return succeed(changed(request, { votes, state }, { what: "denied", at: now, by, details }));
  }
  const approvals = votes.filter((one) => one.verdict === "approve").length;
  const recorded = { what: "approved", at: now, by, details: { ...details, votes: approvals } } as const;
  if (approvals < quorum) return succeed(changed(request, { votes }, recorded));
  return succeed(changed(request, { votes, state: { kind: "approved", at: now } }, recorded));
}

/** Null where the click counts. Also for a dialog that is to be opened first: the same function, so that nothing differs. */
export function objectionToDeciding(
  request: RestartRequest,
  { actor, message, coded, verdict }: Decision,
  { now, policy, memberships, shownAt }: DecisionContext,
): RestartRefusal | null {
  const elsewhere = objectionToPlace(shownAt, message);
  if (elsewhere !== null) return elsewhere;
  const strict = stricterOf(request.policy, policy, memberships);
  const objection = objectionTo({ ...strict, actor, requester: request.requester, votes: request.votes });
  if (objection !== null && objection.reason !== "voted") return objection;
  if (request.state.kind !== "pending") return decidedAlready(request);
  if (objection !== null) return objection;
  if (isExpired(request, now)) return expired(request);
  const needsCode = verdict === "approve" && strict.code && !coded;
  return needsCode ? { reason: "code", sentence: "This approval needs a one-time code." } : null;
}

/** A clock that was set back before the request was made proves nothing: then it counts as over. */
export function isExpired({ createdAt, expiresAt }: RestartRequest, now: Instant): boolean {
  return now >= expiresAt || now < createdAt - clockBackMax;
}

/** A click counts on the one message of the request alone. Null also where there was no click, as a standing approval has none. */
export function objectionToPlace(shownAt: MessageRef | null, clickedAt: MessageRef | null): RestartRefusal | null {
  if (clickedAt === null) return null;
  const isThere = shownAt !== null && shownAt.channel === clickedAt.channel && shownAt.ts === clickedAt.ts;
  return isThere ? null : otherMessage;
}

const otherMessage: RestartRefusal = {
  reason: "not this message",
  sentence:
    "This button does not belong to the request as the bot shows it, so it does nothing. Use the buttons of the bot's own message.",
};

function expired({ number }: RestartRequest): RestartRefusal {
  return { reason: "expired", sentence: `Restart ${number} has expired: nobody decided in time. Request it again.` };
}

/** What has become of it, for who came too late. */
export function decidedAlready(request: RestartRequest): RestartRefusal {
  const { number, state, votes } = request;
  switch (state.kind) {
    case "expired":
      if (state.wasApproved === true)
        return {
          reason: "expired",
          sentence: `Restart ${number} has expired: it was approved, but could not begin in time. Request it again.`,
        };
      return expired(request);
    case "pending":
      return expired(request);
    case "denied":
      return { reason: "decided", sentence: `Restart ${number} is denied already.`, by: state.by };
    case "cancelled":
      return { reason: "decided", sentence: `Restart ${number} is cancelled already.`, by: state.by };
    case "obsolete":
      return { reason: "decided", sentence: `Restart ${number} is not needed any more: ${state.why}.` };
    default: {
      const by = votes.at(-1)?.by;
      return {
        reason: "decided",
        sentence: `Restart ${number} is approved already.`,
        ...(by === undefined ? {} : { by }),
      };
    }
  }
}
