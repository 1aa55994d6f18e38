import type { Alert } from "../../domain/alert/alert.ts";
import type { AlertContext } from "../../domain/alert/event.ts";
import { type HostAlerts, newHostAlerts } from "../../domain/alert/host-alerts.ts";
import { nextDueAt } from "../../domain/alert/next-due-at.ts";
import type { AlertSettings } from "../../domain/alert/settings.ts";
import type { Silence } from "../../domain/alert/silence.ts";
import type { Host } from "../../domain/host.ts";
import type { ReadHost } from "../../domain/status.ts";
import type { Instant } from "../../domain/time.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeSaver } from "../outbox/save-changes.ts";
import type { Clock, Log } from "../ports.ts";
import type { Changes, Report, StoredState } from "../ports-store.ts";
import type { SteadyTime } from "./steady-time.ts";

export interface AlertOptions {
  readonly clock: Clock;
  readonly steady: SteadyTime;
  readonly log: Log;
  readonly newId: () => string;
  readonly saver: ChangeSaver;
  readonly outbox: Outbox;
  /** What was known when the bot ended. */
  readonly stored: Pick<StoredState, "hosts" | "silences" | "reports" | "outbox">;
  readonly hosts: readonly Host[];
  readonly settingsOf: (host: string, daemon: string | null) => AlertSettings;
  /** Where alerts are told: a name with its "#", or an id. */
  readonly channel: string;
  readonly onCall: { readonly users: readonly string[]; readonly group: string | null };
  readonly threadLog: "off" | "brief" | "full";
}

/** All that the notifier holds; changed at once, and stored with the messages that say so. */
export interface AlertState extends AlertOptions {
  /** On the steady time, as everything here. */
  readonly watchingSince: Instant;
  readonly states: Map<string, HostAlerts>;
  readonly silencesById: Map<string, Silence>;
  readonly reports: Map<string, Report>;
  /** The last reading of each host, for charts. */
  readonly readings: Map<string, ReadHost>;
  /** Hosts whose memory has changed since it was stored. */
  readonly unsaved: Set<string>;
  /** When a tick is due next, by host; none where nothing waits. */
  readonly dueAt: Map<string, Instant>;
  /** Hears that a deadline may have changed. */
  onDeadline: () => void;
}

export function newAlertState(options: AlertOptions): AlertState {
  const { hosts, silences, reports } = options.stored;
  const self: AlertState = {
    ...options,
    watchingSince: options.steady.now(),
    states: new Map(hosts.map((state) => [state.host, state])),
    silencesById: new Map(silences.map((silence) => [silence.id, silence])),
    reports: new Map(reports.filter(({ state }) => state !== "closed").map((report) => [report.id, report])),
    readings: new Map(),
    unsaved: new Set(),
    dueAt: new Map(),
    onDeadline: () => undefined,
  };
  for (const state of self.states.values()) rememberDeadline(self, state);
  return self;
}

export function stateOfHost(self: AlertState, host: string): HostAlerts {
  return self.states.get(host) ?? newHostAlerts(host);
}

export function contextOf(self: AlertState, host: string): AlertContext {
  return {
    now: self.steady.now(),
    watchingSince: self.watchingSince,
    wallOffsetMs: self.steady.offsetMs(),
    settingsOf: (daemon) => self.settingsOf(host, daemon),
    silences: [...self.silencesById.values()],
    newId: self.newId,
  };
}

export function rememberDeadline(self: AlertState, state: HostAlerts): void {
  const due = nextDueAt(state, contextOf(self, state.host));
  if (due === null) self.dueAt.delete(state.host);
  else self.dueAt.set(state.host, due);
}

export function findAlert(self: AlertState, id: string): Alert | null {
  for (const { alerts } of self.states.values()) {
    const found = alerts.find((alert) => alert.id === id);
    if (found !== undefined) return found;
  }
  return null;
}

/** Stores the changes, then lets their messages go: also where the store is out of order, since silence would be worse. */
export async function commit(self: AlertState, changes: Changes): Promise<void> {
  await self.saver.save(changes);
  self.outbox.release(changes.outbox ?? []);
}
