import type { HealthOutcome } from "../../domain/alert/event.ts";
import type { Host } from "../../domain/host.ts";
import type { BreakGlassRules } from "../../domain/restart/break-glass.ts";
import type { RestartLock, RestartPolicy, StandingApproval } from "../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import type { Instant, Millis } from "../../domain/time.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeSaver } from "../outbox/save-changes.ts";
import type { Clock, Log } from "../ports.ts";
import type { ForecastStore } from "../ports-forecasts.ts";
import type { HostCommands, People, RestartStore, StoredRestarts } from "../ports-restart.ts";
import type { HostWatch } from "../watch/watch-hosts.ts";

export interface RestartOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly store: RestartStore;
  readonly commands: HostCommands;
  readonly people: People;
  readonly watch: Pick<HostWatch, "board" | "look" | "sockets">;
  /** Calls a health address once. */
  readonly callHealth: (url: string, deadline: Millis) => Promise<HealthOutcome>;
  readonly outbox: Outbox;
  readonly saver: ChangeSaver;
  readonly desk: Pick<AlertDesk, "find" | "open">;
  /** How the heap model's forecasts held. */
  readonly forecasts: Pick<ForecastStore, "ofDaemon">;
  /** The quiet window in which the plan wants a daemon restarted next; null where it wants none, or there is no plan. */
  readonly nextDue: (of: {
    readonly host: string;
    readonly daemon: string;
  }) => Promise<{ readonly opensAt: Instant; readonly closesAt: Instant } | null>;
  /** A daemon is being restarted until then at the latest, counted from now; null when that is over. */
  readonly onMaintenance: (
    of: { readonly host: string; readonly daemon: string },
    forMs: Millis | null,
    what: string,
  ) => void;
  readonly hosts: readonly Host[];
  /** From one reading of a host to the next. */
  readonly interval: Millis;
  readonly policyOf: (host: string, daemon: string) => RestartPolicy;
  readonly settings: RestartSettings;
  /** Where requests are shown: a name with its "#", or an id. */
  readonly channel: string;
  readonly hashOf: (text: string) => string;
  readonly stored: StoredRestarts;
}

export interface RestartSettings {
  /** A command that has not ended by then may still be at work: its outcome is unknown. */
  readonly commandForMs: Millis;
  /** So long is waited until all is well after a restart. */
  readonly verifyForMs: Millis;
  /** Restarts within an hour. */
  readonly perDaemonMax: number;
  readonly perHostMax: number;
  /** A restart is asked for, and no more, when a heap is critical and nobody has taken the alert. */
  readonly askByItself: boolean;
  readonly breakGlass: BreakGlassRules;
}

export interface RecoveringRequest {
  readonly request: RestartRequest;
  /** Since then no reading of its host has shown pressure; begins anew with the bot. */
  readonly calmSince: Instant | null;
}

/** All that the desk of restarts holds; the store has the same, and decides. */
export interface RestartState extends RestartOptions {
  /** Those that are not over, by id. */
  readonly requests: Map<string, RestartRequest>;
  /** Those that went well and whose host is watched for its recovery, by id. */
  readonly recovering: Map<string, RecoveringRequest>;
  readonly locks: Map<string | null, RestartLock>;
  /** By id; those that have run out are kept until the bot ends. */
  readonly standing: Map<string, StandingApproval>;
  /** Ids of alerts for which a restart was asked for, or would have been. */
  readonly askedFor: Set<string>;
  /** When the plans are looked at next, on the monotonic clock. */
  planLookAt: number;
  /** Ids of requests that somebody of this bot carries on just now. */
  readonly underWay: Set<string>;
  /** The last restart without approval that was asked for, to be waited for by the next. */
  breakingGlass: Promise<unknown>;
  /** What is going on, to be waited for at the end. */
  readonly work: Set<Promise<void>>;
  /** What was over when the bot started has been looked at: messages that wait, hosts that are watched. */
  isPastTakenUp: boolean;
  isStopped: boolean;
}

export function newRestartState(options: RestartOptions): RestartState {
  const { requests, locks, standing } = options.stored;
  return {
    ...options,
    requests: new Map(requests.map((request) => [request.id, request])),
    recovering: new Map(),
    locks: new Map(locks.map((lock) => [lock.host, lock])),
    standing: new Map(standing.map((one) => [one.id, one])),
    askedFor: new Set(),
    planLookAt: 0,
    underWay: new Set(),
    breakingGlass: Promise.resolve(),
    work: new Set(),
    isPastTakenUp: false,
    isStopped: false,
  };
}

export function daemonOf(
  self: Pick<RestartState, "hosts">,
  { host, daemon }: { readonly host: string; readonly daemon: string },
) {
  const found = self.hosts.find(({ name }) => name === host);
  const one = found?.daemons.find(({ name }) => name === daemon);
  return found === undefined || one === undefined ? null : { host: found, daemon: one };
}
