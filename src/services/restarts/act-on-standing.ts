import type { RestartRefusal, StandingApproval } from "../../domain/restart/restart-policy.ts";
import { reviewersOf } from "../../domain/restart/reviewers.ts";
import { signStanding, standingId, withdrawStanding } from "../../domain/restart/standing-approval.ts";
import { fail, type Result } from "../../domain/result.ts";
import { membershipsOf } from "./act-on-requests.ts";
import type { DaemonName, Person, StandingAsked } from "./restart-desk.ts";
import { daemonOf, type RestartState } from "./restart-state.ts";
import { storeStanding } from "./suspend-standing.ts";

type Done = Result<StandingApproval, RestartRefusal>;

/** Signs a standing approval of the restarts that the plan wants of a daemon. */
export async function signFor(self: RestartState, { host, daemon, days, by }: StandingAsked): Promise<Done> {
  if ((daemonOf(self, { host, daemon })?.daemon.restart ?? null) === null)
    return fail({ reason: "cannot", sentence: `${daemon} on ${host} has no restart command in scipy.yml.` });
  const policy = self.policyOf(host, daemon);
  const [actor, memberships] = await Promise.all([
    self.people.actor(by.user, by.team),
    membershipsOf(self, policy.groups),
  ]);
  const before = self.standing.get(standingId({ host, daemon })) ?? null;
  const wish = { host, daemon, days, actor, now: self.clock.now() };
  const signed = signStanding(before, wish, { policy, memberships });
  return signed.ok ? storeStanding(self, signed.value) : signed;
}

export async function withdrawFor(self: RestartState, of: DaemonName & { readonly by: Person }): Promise<Done> {
  const before = self.standing.get(standingId(of));
  if (before === undefined || before.until <= self.clock.now())
    return fail({ reason: "cannot", sentence: `There is no standing approval for ${of.daemon} on ${of.host}.` });
  const policy = self.policyOf(of.host, of.daemon);
  const [actor, memberships] = await Promise.all([
    self.people.actor(of.by.user, of.by.team),
    membershipsOf(self, policy.groups),
  ]);
  const isReviewer = reviewersOf(policy, memberships).has(actor.id);
  const ended = withdrawStanding(before, { actor, now: self.clock.now(), isReviewer });
  return ended.ok ? storeStanding(self, ended.value) : ended;
}
