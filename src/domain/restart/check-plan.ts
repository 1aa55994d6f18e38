import type { Measure } from "./frozen-plan.ts";
import type { RestartRequest } from "./restart-request.ts";

/** The host and the daemon as they are just before anything is sent. */
export interface Present {
  readonly measured: Measure;
  /** Of the host; null for the machine that the bot runs on. */
  readonly hostKey: string | null;
  /** Of the guard; null without one. */
  readonly generation: string | null;
  readonly argv: readonly string[];
  /** Whether the alert that it was asked for is still open; null where it was asked for none. */
  readonly isAlertOpen: boolean | null;
  /** How often this daemon, and any of this host, was restarted by the bot in the last hour. */
  readonly restartsOfDaemon: number;
  readonly restartsOfHost: number;
  /** Whether the standing approval that it rests on still counts; null where people have approved it themselves. */
  readonly standingHolds: boolean | null;
  /** Another replica of its pool is being restarted, or is down. */
  readonly replicaAway: string | null;
}

export interface CheckLimits {
  readonly perDaemonMax: number;
  readonly perHostMax: number;
}

/** A rush of a few visitors is no reason to ask again. */
const connectionsFactor = 1.5;
const connectionsMore = 5;

type Check = (request: RestartRequest, now: Present, limits: CheckLimits) => readonly string[];

/** By the name that the record of a restart gives each. */
const checks: Readonly<Record<string, Check>> = {
  "same process": ({ plan }, now) => generationDifference(plan.epoch, now.measured.epoch, "process"),
  // Where the process differs already, that is said once.
  "same generation": ({ plan }, now) =>
    plan.epoch === now.measured.epoch ? generationDifference(plan.generation, now.generation, "generation") : [],
  "same host key": ({ plan }, now) =>
    plan.hostKey === now.hostKey
      ? []
      : [`the host's key is ${now.hostKey ?? "not known"}, approved was ${plan.hostKey ?? "none"}`],
  "same command": ({ plan }, now) =>
    sameWords(plan.argv, now.argv) ? [] : [`the command is now "${now.argv.join(" ")}"`],
  "connections within bounds": ({ plan }, now) => connectionDifference(plan.measured, now.measured),
  "alert still open, where it was asked for one": (_, { isAlertOpen }) =>
    isAlertOpen === false ? ["the alert that it was asked for is over"] : [],
  "standing approval still counts, where it rests on one": (_, { standingHolds }) =>
    standingHolds === false ? ["the standing approval that it was approved by counts no more"] : [],
  "restarts of the hour within bounds": (_, now, limits) => [
    ...(now.restartsOfDaemon >= limits.perDaemonMax
      ? [`it was restarted ${now.restartsOfDaemon} times within the last hour already`]
      : []),
    ...(now.restartsOfHost >= limits.perHostMax
      ? [`${now.restartsOfHost} restarts on this host within the last hour are enough`]
      : []),
  ],
  "other replicas of its pool up": (_, { replicaAway }) =>
    replicaAway === null ? [] : [`${replicaAway}, another replica of its pool, is not up`],
};

/** What `differencesFrom` holds against what was approved, for the record of a restart that passed. */
export const checksMade: readonly string[] = Object.keys(checks);

/**
 * How what is there differs from what was approved, in words; none where it may be restarted. The load is not among them:
 * a host that suffers is where a restart is needed most.
 */
export function differencesFrom(request: RestartRequest, now: Present, limits: CheckLimits): readonly string[] {
  return Object.values(checks).flatMap((check) => check(request, now, limits));
}

function generationDifference(approved: string | null, now: string | null, what: string): readonly string[] {
  if (approved === now) return [];
  return now === null ? [`no ${what} of it runs any more`] : [`it runs as another ${what} than the one approved`];
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}

function connectionDifference({ connections: approved }: Measure, { connections: now }: Measure): readonly string[] {
  if (approved.value === null) return [];
  if (now.value === null) return [`how many are connected is not known, because ${now.reason}`];
  const max = Math.floor(approved.value * connectionsFactor + connectionsMore);
  return now.value <= max ? [] : [`${now.value} connections would be cut, approved were ${approved.value}`];
}
