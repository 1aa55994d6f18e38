import type { Alert } from "../../domain/alert/alert.ts";
import type { AlertEffect } from "../../domain/alert/effect.ts";
import { chartOf } from "../../domain/notice/alert-chart.ts";
import { alertNotice } from "../../domain/notice/alert-notice.ts";
import { isHelpedByRestart } from "../../domain/restart/restartable.ts";
import { type Instant, instant } from "../../domain/time.ts";
import type { NewTransition } from "../outbox/outbox.ts";
import type { OutgoingMessage, OutgoingPlace } from "../ports-store.ts";
import { type AlertState, stateOfHost } from "./alert-state.ts";
import { notesOnReports } from "./reports-on-alert.ts";

type Tell = Extract<AlertEffect, { kind: "tell" }>;
type Direct = Extract<AlertEffect, { kind: "direct" }>;

/** A transition with the id of its record. */
export interface NumberedRecord {
  readonly id: string;
  readonly effect: Extract<AlertEffect, { kind: "record" }>;
}

interface ToSay {
  readonly alerts: readonly Alert[];
  readonly effects: readonly AlertEffect[];
  readonly records: readonly NumberedRecord[];
}

/** The messages that the effects of a step ask for: new ones, and those that are to show something newer. */
export function messagesOf(self: AlertState, { alerts, effects, records }: ToSay): readonly OutgoingMessage[] {
  return effects.flatMap((effect) => {
    const alert = "alert" in effect ? alerts.find(({ id }) => id === effect.alert) : undefined;
    if (alert === undefined) return [];
    if (effect.kind === "show") return rootMessage(self, alert, toldBy(alert, records));
    if (effect.kind === "tell") return threadMessage(self, alert, effect);
    return effect.kind === "direct" ? directMessages(self, effect) : [];
  });
}

/** An alert's root message has the alert's id: where the one comes back within the hold, so does the other. */
export function rootMessage(
  self: AlertState,
  alert: Alert,
  transitions: readonly NewTransition[] = [],
): readonly OutgoingMessage[] {
  if (alert.kind === "pending") return [];
  const { host } = alert.key;
  const reading = self.readings.get(host);
  const notice = alertNotice(alert, {
    now: self.steady.now(),
    wallOffsetMs: self.steady.offsetMs(),
    silences: [...self.silencesById.values()],
    alerts: stateOfHost(self, host).alerts,
    chart: reading === undefined ? null : chartOf(alert.key, reading),
    notes: notesOnReports(self, alert.id),
    canRestart: isHelpedByRestart(alert.key, self.hosts),
  });
  const urgency = alert.severity;
  const revised = self.outbox.revise(alert.id, { notice, urgency, transitions });
  if (revised !== null) return [revised];
  return [self.outbox.add({ id: alert.id, place: channelPlace(self), urgency, notice, transitions })];
}

function toldBy({ id }: Alert, records: readonly NumberedRecord[]): readonly NewTransition[] {
  return records.flatMap((record) =>
    record.effect.alert === id ? [{ id: record.id, transition: record.effect.transition }] : [],
  );
}

export function channelPlace({ channel }: AlertState): OutgoingPlace {
  return { kind: "channel", channel };
}

/** For what people see: the alerts themselves are on the steady time. */
export function wallNow({ steady }: AlertState): Instant {
  return instant(steady.now() + steady.offsetMs());
}

function threadMessage(self: AlertState, alert: Alert, tell: Tell): readonly OutgoingMessage[] {
  const { how, sentence } = tell;
  if (how === "log" && (!isLogged(self, tell) || self.outbox.find(alert.id) === null)) return [];
  return [
    self.outbox.add({
      id: self.newId(),
      place: { kind: "thread", of: alert.id, broadcast: how === "broadcast" },
      urgency: how === "log" ? "history" : alert.severity,
      notice: { kind: "thread", sentence, mentions: how === "log" ? [] : mentionsOf(self, alert) },
    }),
  ];
}

function isLogged({ threadLog }: AlertState, { history }: Tell): boolean {
  return threadLog === "full" || threadLog === history;
}

/** Its owner, else who is on call: a line that is to be noticed names somebody. */
function mentionsOf({ onCall }: AlertState, alert: Alert): readonly string[] {
  if (alert.kind !== "pending" && alert.acknowledged !== null) return [alert.acknowledged.by];
  return onCall.group === null ? onCall.users : [onCall.group];
}

function directMessages(self: AlertState, { alert, to, asks, sentence }: Direct): readonly OutgoingMessage[] {
  const people = to.kind === "user" ? [to.id] : self.onCall.users;
  return people.map((user) =>
    self.outbox.add({
      id: self.newId(),
      place: { kind: "direct", user },
      urgency: "critical",
      notice: { kind: "direct", sentence, alert, asks, link: null },
    }),
  );
}
