import type { Alert, FiringAlert, ResolvedAlert } from "../alert/alert.ts";
import { fingerprintOf } from "../alert/alert.ts";
import { endSentence, headline, hiddenBecause } from "../alert/alert-sentence.ts";
import { lasted } from "../alert/lifecycle/moved.ts";
import type { Silence } from "../alert/silence.ts";
import { type Instant, instant, millis, renderDuration } from "../time.ts";
import type { AlertNotice, NoticeChart } from "./notice.ts";

/** What a root message needs beside its alert. */
export interface AlertView {
  /** On the steady time, as the alert; `wallOffsetMs` ahead of it is the time that people see. */
  readonly now: Instant;
  readonly wallOffsetMs: number;
  readonly silences: readonly Silence[];
  readonly chart: NoticeChart | null;
  /** All of the host: what it hides is named. */
  readonly alerts: readonly Alert[];
  /** Whole sentences that others have to add: who reported it. */
  readonly notes: readonly string[];
  /** A restart may end it, and can be asked for. */
  readonly canRestart: boolean;
}

/** The content of a problem's root message, true at a glance for its whole life. */
export function alertNotice(alert: FiringAlert | ResolvedAlert, view: AlertView): AlertNotice {
  const { id, key, severity, specimen, finding, count, acknowledged } = alert;
  const state = stateOf(alert);
  const wall = (at: Instant) => instant(at + view.wallOffsetMs);
  return {
    kind: "alert",
    sentence: sentenceOf(alert, state, view),
    alert: id,
    ...{ key, state, severity, specimen, count },
    meaning: finding.sentence,
    advice: finding.advice,
    figures: finding.figures,
    chart: view.chart,
    firedAt: wall(alert.firedAt),
    figuresAt: wall(alert.foundAt),
    acknowledged: acknowledged && { by: acknowledged.by, at: wall(acknowledged.at) },
    silenced: silencedBy(alert, view, wall),
    resolved: resolvedOf(alert, wall),
    notes: [...notesOf(alert, view), ...view.notes],
    canRestart: view.canRestart && !alert.specimen,
    course: alert.flappingSince === null ? null : courseOf(alert),
  };
}

/** The most telling one: old figures are never shown as live, whoever has acknowledged them. */
export function stateOf(alert: FiringAlert | ResolvedAlert): AlertNotice["state"] {
  if (alert.kind === "resolved") return "resolved";
  if (alert.staleSince !== null) return "stale";
  if (alert.inhibitedBy !== null) return "hidden";
  if (alert.silencedBy !== null) return "silenced";
  if (alert.flappingSince !== null) return "flapping";
  return alert.acknowledged === null ? "firing" : "acknowledged";
}

function sentenceOf(alert: FiringAlert | ResolvedAlert, state: AlertNotice["state"], { now }: AlertView): string {
  if (alert.kind === "resolved") return `${headline(alert, "resolved")}; ${endSentence(alert)}`;
  if (state === "firing") return headline(alert, alert.severity);
  if (state === "stale") return `${headline(alert, `${alert.severity}, no data`)}, ${age(alert.foundAt, now)} ago`;
  return headline(alert, `${alert.severity}, ${state}`);
}

function silencedBy(
  alert: FiringAlert | ResolvedAlert,
  { silences }: AlertView,
  wall: (at: Instant) => Instant,
): AlertNotice["silenced"] {
  const silence = alert.kind === "firing" ? silences.find(({ id }) => id === alert.silencedBy) : undefined;
  return silence === undefined ? null : { by: silence.by, until: wall(silence.until), reason: silence.reason };
}

function resolvedOf(alert: FiringAlert | ResolvedAlert, wall: (at: Instant) => Instant): AlertNotice["resolved"] {
  if (alert.kind === "firing") return null;
  const { resolvedAt, firedAt, peak, endedBy } = alert;
  return { at: wall(resolvedAt), afterMs: lasted(firedAt, resolvedAt), peakText: peak.measureText, endedBy };
}

function notesOf(alert: FiringAlert | ResolvedAlert, view: AlertView): readonly string[] {
  const test = alert.specimen ? ["Nothing is wrong: this is a test that somebody asked for."] : [];
  if (alert.kind === "resolved" || alert.specimen) return test;
  const hidden = alert.inhibitedBy === null ? [] : [`Kept quiet for now: ${hiddenBecause(alert)}.`];
  const clear =
    alert.clearSince === null
      ? []
      : [`Clear now; it counts as resolved once it has been for ${renderDuration(millis(alert.keepFiringMs))}.`];
  const flaps =
    alert.flappingSince === null
      ? []
      : ["It comes and goes: it is told again only when it gets worse, until it is calm."];
  return [...test, ...hidden, ...clear, ...flaps, ...whatItHides(alert, view.alerts)];
}

function whatItHides({ key }: FiringAlert, alerts: readonly Alert[]): readonly string[] {
  const hidden = alerts.filter(
    (alert) => alert.kind === "firing" && !alert.specimen && alert.inhibitedBy === fingerprintOf(key),
  );
  if (hidden.length === 0) return [];
  const named = hidden.slice(0, namedMax).map((one) => {
    const what = one.key.daemon === null ? one.key.rule : `${one.key.rule} of ${one.key.daemon}`;
    return one.severity === "critical" ? `${what} (critical)` : what;
  });
  const more = hidden.length > namedMax ? [`${hidden.length - namedMax} more`] : [];
  const verb = key.rule === "unreachable" ? "Nothing is known of" : "Explains, and keeps quiet,";
  return [
    `${verb} ${hidden.length === 1 ? "1 other alert" : `${hidden.length} other alerts`}: ${[...named, ...more].join(", ")}.`,
  ];
}

/** A note is one line of a message that has twelve. */
const namedMax = 5;

/** The states between the transitions, oldest first, the present one last: each transition turns it. */
function courseOf({ kind, transitions }: FiringAlert | ResolvedAlert): AlertNotice["course"] {
  const isFiringLast = kind === "firing";
  return [...transitions, null].map((_, at) => {
    const isFiring = (transitions.length - at) % 2 === 0 ? isFiringLast : !isFiringLast;
    return isFiring ? "firing" : "clear";
  });
}

function age(from: Instant, now: Instant): string {
  return renderDuration(millis(lasted(from, now)));
}
