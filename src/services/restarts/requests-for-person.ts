import { objectionTo } from "../../domain/restart/reviewers.ts";
import { reviewersNow } from "./act-on-requests.ts";
import type { Person } from "./restart-desk.ts";
import type { RestartState } from "./restart-state.ts";

/**
 * Which open requests wait for a person: for showing alone. Whether somebody is a full member is not asked here, since each
 * click asks it.
 */
export async function waitingFor(self: RestartState, { user, team }: Person): Promise<ReadonlySet<string>> {
  const actor = { id: user, team, isMember: true, whyNot: null };
  const waiting = new Set<string>();
  for (const request of self.requests.values()) {
    if (request.state.kind !== "pending") continue;
    const reviewers = await reviewersNow(self, request);
    const { requester, votes } = request;
    if (objectionTo({ actor, reviewers, requester, votes }) === null) waiting.add(request.id);
  }
  return waiting;
}
