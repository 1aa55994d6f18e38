import type { RestartChange } from "../../domain/restart/change.ts";
import { differencesFrom } from "../../domain/restart/check-plan.ts";
import { argvOf } from "../../domain/restart/plan-of.ts";
import { isUnderWay, type RestartRequest } from "../../domain/restart/restart-request.ts";
import { beginRestart, releaseRestart, staleRestart } from "../../domain/restart/run-restart.ts";
import { isEffective, standingId } from "../../domain/restart/standing-approval.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { restartsOfHour } from "./count-restarts.ts";
import { holdStanding } from "./hold-standing.ts";
import { type Sighting, sightDaemon } from "./prepare-plan.ts";
import type { RestartState } from "./restart-state.ts";
import { runCommand } from "./run-command.ts";
import { swap } from "./swap-request.ts";

/** What was approved is held against the host as it is now; then the command is run, or the request is stale. */
export async function checkClaimed(self: RestartState, request: RestartRequest): Promise<boolean> {
  const seen = await sightDaemon(self, request);
  if (!seen.ok) return goOn(self, staleRestart(request, [seen.error], self.clock.now()));
  const differences = await differencesNow(self, request, seen.value);
  // What it is held against cannot be read: nothing was sent, so it waits for the store.
  if (!differences.ok) return give(self, request, differences.error);
  if (differences.value.length > 0) return goOn(self, staleRestart(request, differences.value, self.clock.now()));
  const begun = beginRestart(request, seen.value.measured, self.clock.now());
  if (begun === null) return false;
  // Once more alone: a lock may have come while the host was read.
  const stored = await swap(self, begun, { alone: true });
  if (stored.ok) return runCommand(self, stored.value, seen.value);
  return give(self, request, "something else holds the host, or restarts there are locked");
}

async function goOn(self: RestartState, change: RestartChange | null): Promise<boolean> {
  return change !== null && (await swap(self, change)).ok;
}

async function give(self: RestartState, request: RestartRequest, why: string): Promise<boolean> {
  const released = releaseRestart(request, why, self.clock.now());
  if (released !== null) await swap(self, released);
  return false;
}

async function differencesNow(
  self: RestartState,
  request: RestartRequest,
  seen: Sighting,
): Promise<Result<readonly string[], string>> {
  const counted = await restartsOfHour(self, request);
  if (!counted.ok) return counted;
  const standingHolds = await doesStandingHold(self, request);
  if (standingHolds === "not known") return fail("the record of restarts or of forecasts cannot be read");
  const { origin } = request;
  const alert = origin.kind === "alert" ? self.desk.find(origin.alert) : null;
  const present = {
    ...seen,
    argv: argvOf(seen.host, seen.daemon) ?? [],
    isAlertOpen: origin.kind === "alert" ? alert?.kind === "firing" : null,
    standingHolds,
    ...counted.value,
    replicaAway: replicaAway(self, request, seen),
  };
  return succeed(differencesFrom(request, present, self.settings));
}

/** What was approved beforehand may have been withdrawn or suspended, or have run out, in the hours until its window. */
async function doesStandingHold(self: RestartState, request: RestartRequest): Promise<boolean | null | "not known"> {
  const approvals = request.votes.filter(({ verdict }) => verdict === "approve");
  const ofPeople = approvals.filter(({ standing }) => !standing).length;
  if (ofPeople === approvals.length || ofPeople >= request.policy.quorum) return null;
  const standing = self.standing.get(standingId(request));
  if (standing === undefined) return false;
  if (!(await holdStanding(self, standing))) return "not known";
  const now = self.standing.get(standingId(request));
  return now !== undefined && isEffective(now, self.clock.now());
}

/** Another replica of the pool that is not up, or is being restarted: together they would leave nobody to serve. */
function replicaAway(self: RestartState, request: RestartRequest, { host, daemon, reading }: Sighting): string | null {
  const { pool } = daemon;
  if (pool === null || pool === undefined) return null;
  const others = host.daemons.filter((one) => one.name !== daemon.name && one.pool === pool);
  const isAway = (name: string): boolean =>
    reading.sample.daemons.find((one) => one.name === name)?.state === "down" ||
    [...self.requests.values()].some(
      (one) => one.id !== request.id && one.host === host.name && one.daemon === name && isUnderWay(one),
    );
  return others.find(({ name }) => isAway(name))?.name ?? null;
}
