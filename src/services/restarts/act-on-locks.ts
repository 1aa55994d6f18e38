import { lockRestarts, unlockRestarts } from "../../domain/restart/lock-restarts.ts";
import type { RestartLock, RestartRefusal } from "../../domain/restart/restart-policy.ts";
import { reviewersOf } from "../../domain/restart/reviewers.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { StoreFailure } from "../ports-store.ts";
import { membershipsOf } from "./act-on-requests.ts";
import type { LockAsked } from "./restart-desk.ts";
import type { RestartState } from "./restart-state.ts";

type Done = Result<RestartLock, RestartRefusal>;

/** Nothing is restarted on the host, or anywhere, until the lock ends. What runs already goes on. */
export async function lockHost(self: RestartState, { host, reason, by }: LockAsked): Promise<Done> {
  const actor = await self.people.actor(by.user, by.team);
  const locked = lockRestarts([...self.locks.values()], { host, reason, actor, now: self.clock.now() });
  if (!locked.ok) return locked;
  const { lock, audit } = locked.value;
  const stored = await self.store.decide({ locks: [lock], audit });
  if (!stored.ok) return fail(notRecorded(stored.error));
  self.locks.set(host, lock);
  return succeed(lock);
}

export async function unlockHost(self: RestartState, { host, by }: Omit<LockAsked, "reason">): Promise<Done> {
  const actor = await self.people.actor(by.user, by.team);
  const isReviewer = (await allReviewers(self, host)).has(by.user);
  const unlocked = unlockRestarts([...self.locks.values()], { host, actor, now: self.clock.now(), isReviewer });
  if (!unlocked.ok) return unlocked;
  const stored = await self.store.decide({ unlocked: [host], audit: unlocked.value.audit });
  if (!stored.ok) return fail(notRecorded(stored.error));
  self.locks.delete(host);
  return succeed(unlocked.value.lock);
}

/** Whoever may decide on some daemon of the host, or of any. */
async function allReviewers(self: RestartState, host: string | null): Promise<ReadonlySet<string>> {
  const hosts = self.hosts.filter(({ name }) => host === null || name === host);
  const policies = hosts.flatMap((one) => one.daemons.map(({ name }) => self.policyOf(one.name, name)));
  const memberships = await membershipsOf(
    self,
    policies.flatMap(({ groups }) => groups),
  );
  return new Set(policies.flatMap((policy) => [...reviewersOf(policy, memberships)]));
}

function notRecorded({ detail }: StoreFailure): RestartRefusal {
  return { reason: "cannot", sentence: `It could not be recorded, so nothing has changed: ${detail}` };
}
