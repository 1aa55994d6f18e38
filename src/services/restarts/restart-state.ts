import type { HealthOutcome } from "../../domain/alert/event.ts";
import type { Host } from "../../domain/host.ts";
import type { RestartLock, RestartPolicy } from "../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import type { Millis } from "../../domain/time.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeSaver } from "../outbox/save-changes.ts";
import type { Clock, Log } from "../ports.ts";
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
  readonly desk: Pick<AlertDesk, "find">;
  /** A daemon is being restarted until then at the latest, counted from now; null when that is over. */
  readonly onMaintenance: (
    of: { readonly host: string; readonly daemon: string },
    forMs: Millis | null,
    what: string,
  ) => void;
  readonly hosts: readonly Host[];
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
}

/** All that the desk of restarts holds; the store has the same, and decides. */
export interface RestartState extends RestartOptions {
  /** Those that are not over, by id. */
  readonly requests: Map<string, RestartRequest>;
  readonly locks: Map<string | null, RestartLock>;
  /** Ids of requests that somebody of this bot carries on just now. */
  readonly underWay: Set<string>;
  /** What is going on, to be waited for at the end. */
  readonly work: Set<Promise<void>>;
  isStopped: boolean;
}

export function newRestartState(options: RestartOptions): RestartState {
  const { requests, locks } = options.stored;
  return {
    ...options,
    requests: new Map(requests.map((request) => [request.id, request])),
    locks: new Map(locks.map((lock) => [lock.host, lock])),
    underWay: new Set(),
    work: new Set(),
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
