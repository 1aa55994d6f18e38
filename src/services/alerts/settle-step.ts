import type { Alert, FiringAlert } from "../../domain/alert/alert.ts";
import type { AlertEffect } from "../../domain/alert/effect.ts";
import type { HostAlerts } from "../../domain/alert/host-alerts.ts";
import type { OutgoingMessage, TransitionRecord } from "../ports-store.ts";
import { type AlertState, commit, findAlert, rememberDeadline, stateOfHost } from "./alert-state.ts";
import { askReporters } from "./ask-reporters.ts";
import { passOnReports } from "./pass-on-reports.ts";
import { messagesOf, type NumberedRecord } from "./say-alerts.ts";
import { attachReports } from "./take-in-reports.ts";

/** What a step of the core came to. */
export interface Outcome {
  readonly state: HostAlerts;
  readonly effects: readonly AlertEffect[];
  readonly isMaterial: boolean;
}

/**
 * Makes a step's outcome the state of its host, and stores it in one commit with the messages that tell it. Resolves when
 * that is on disk, or when the store has refused it for now. What is no more than memory of a reading waits for the next.
 */
export async function settle(self: AlertState, { state, effects, isMaterial }: Outcome): Promise<void> {
  const before = stateOfHost(self, state.host);
  self.states.set(state.host, state);
  endSilences(self, effects);
  rememberDeadline(self, state);
  self.onDeadline();
  if (!isMaterial) {
    self.unsaved.add(state.host);
    return;
  }
  self.unsaved.delete(state.host);
  const reports = attachReports(self, state.alerts);
  const records = numbered(self, effects);
  const told = messagesOf(self, { alerts: state.alerts, effects, records });
  const resolved = resolvedNow(before, state);
  const passedOn = passOnReports(self, resolved);
  const asked = askReporters(self, resolved);
  for (const alert of closedNow(before, state)) self.outbox.finish(alert.id);
  await commit(self, {
    hosts: [state],
    outbox: newestOf([...told, ...passedOn.messages, ...asked.messages]),
    transitions: records.map(({ id, effect }) => recordOf(self, id, effect)),
    endedSilences: effects.flatMap((effect) => (effect.kind === "end silence" ? [effect.silence] : [])),
    reports: [...reports, ...passedOn.reports, ...asked.reports],
  });
}

function endSilences(self: AlertState, effects: readonly AlertEffect[]): void {
  for (const effect of effects) if (effect.kind === "end silence") self.silencesById.delete(effect.silence);
}

/** One message may have been asked for twice in a step: the last one has it all. */
function newestOf(messages: readonly OutgoingMessage[]): readonly OutgoingMessage[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}

/** The messages name the records that they tell, so these have their ids first. */
function numbered(self: AlertState, effects: readonly AlertEffect[]): readonly NumberedRecord[] {
  return effects.flatMap((effect) => (effect.kind === "record" ? [{ id: self.newId(), effect }] : []));
}

/** A transition of an alert that has no message is one that the rules keep quiet. */
function recordOf(self: AlertState, id: string, effect: NumberedRecord["effect"]): TransitionRecord {
  const { alert, key, transition, severity, sentence } = effect;
  const message = self.outbox.find(alert);
  return {
    id,
    at: self.steady.now(),
    ...{ alert, host: key.host, rule: key.rule, daemon: key.daemon, transition, severity, sentence },
    measure: worstMeasure(findAlert(self, alert)),
    message: message === null ? null : (message.foldedInto ?? message.id),
  };
}

/** What thresholds are suggested from: the worst so far. */
function worstMeasure(alert: Alert | null): number | null {
  if (alert === null) return null;
  return (alert.kind === "pending" ? alert.finding : alert.peak).measure;
}

function resolvedNow(before: HostAlerts, after: HostAlerts): readonly Alert[] {
  return after.alerts.filter(
    (alert) => alert.kind === "resolved" && before.alerts.some((one) => one.id === alert.id && isFiring(one)),
  );
}

function isFiring(alert: Alert): alert is FiringAlert {
  return alert.kind === "firing";
}

/** Its message will not change any more. */
function closedNow(before: HostAlerts, after: HostAlerts): readonly Alert[] {
  return before.alerts.filter((alert) => alert.kind === "resolved" && !after.alerts.some(({ id }) => id === alert.id));
}
