import { type RestartRights, rightsOf } from "../../domain/restart/restart-rights.ts";
import { restartableOf } from "../../domain/restart/restartable.ts";
import { membershipsOf } from "./act-on-requests.ts";
import type { Person } from "./restart-desk.ts";
import type { RestartState } from "./restart-state.ts";

/** Asks Slack who that is now, and who is in the groups of reviewers. */
export async function rightsOfPerson(self: RestartState, { user, team }: Person): Promise<RestartRights> {
  const targets = self.hosts.flatMap((host) =>
    restartableOf(host).map(({ name }) => ({ host: host.name, daemon: name, policy: self.policyOf(host.name, name) })),
  );
  const groups = targets.flatMap(({ policy }) => policy.groups);
  const [actor, memberships] = await Promise.all([self.people.actor(user, team), membershipsOf(self, groups)]);
  return rightsOf(actor, {
    targets,
    memberships,
    breakGlass: self.settings.breakGlass,
    locks: [...self.locks.values()],
  });
}
