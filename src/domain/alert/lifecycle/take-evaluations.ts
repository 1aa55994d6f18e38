import type { Instant } from "../../time.ts";
import type { Alert, AlertKey, Finding, FiringAlert, PendingAlert } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import type { AlertContext } from "../event.ts";
import type { Severity } from "../rule.ts";
import { after, isDue } from "./deadline.ts";
import { isSame } from "./moved.ts";

/** What the rules say goes into the alerts: problems begin to be pending, streaks begin and break. Nothing fires here. */
export function takeEvaluations(
  alerts: readonly Alert[],
  evaluations: readonly Evaluation[],
  context: AlertContext,
): readonly Alert[] {
  return evaluations.reduce((taken, evaluation) => takeEvaluation(taken, evaluation, context), alerts);
}

function takeEvaluation(alerts: readonly Alert[], evaluation: Evaluation, context: AlertContext): readonly Alert[] {
  const { level } = evaluation;
  if (level === "unknown") return alerts;
  const open = openOf(alerts, evaluation.key);
  if (open === null) return isSeverity(level) ? [...alerts, newPending(evaluation, level, context)] : alerts;
  const taken =
    open.kind === "firing" ? takeFiring(open, evaluation, context.now) : takePending(open, evaluation, context);
  return alerts.flatMap((alert) => (alert === open ? (taken === null ? [] : [taken]) : [alert]));
}

/** A resolved alert that is kept for a re-fire may stand beside the pending one. */
function openOf(alerts: readonly Alert[], key: AlertKey): PendingAlert | FiringAlert | null {
  for (const alert of alerts) if (alert.kind !== "resolved" && !alert.specimen && isSame(alert.key, key)) return alert;
  return null;
}

function newPending(evaluation: Evaluation, level: Severity, { now, newId }: AlertContext): PendingAlert {
  const { key, finding, pendingMs, keepFiringMs } = evaluation;
  return {
    kind: "pending",
    id: newId(),
    key,
    finding,
    foundAt: now,
    specimen: false,
    severity: level,
    since: now,
    criticalSince: level === "critical" ? now : null,
    heldSince: null,
    pendingMs,
    keepFiringMs,
  };
}

/** Null when it vanishes: it was clear before anybody had to know. */
function takePending(alert: PendingAlert, evaluation: Evaluation, { now }: AlertContext): PendingAlert | null {
  const { level, finding, pendingMs, keepFiringMs } = evaluation;
  if (level === "clear") return null;
  const { heldSince } = alert;
  // One spike and another hours later have not lasted, though it was never clear between them.
  const isNewStreak = isSeverity(level) && isDue(after(heldSince, pendingMs), now);
  return {
    ...alert,
    since: isNewStreak ? now : alert.since,
    finding,
    foundAt: now,
    severity: isSeverity(level) ? level : alert.severity,
    criticalSince: level === "critical" ? (alert.criticalSince ?? now) : null,
    heldSince: level === "held" ? (heldSince ?? now) : null,
    pendingMs,
    keepFiringMs,
  };
}

function takeFiring(alert: FiringAlert, evaluation: Evaluation, now: Instant): FiringAlert {
  const { level, finding, pendingMs, endedBy } = evaluation;
  const { severity, criticalSince, progress } = alert;
  const isEased = severity === "critical" && level !== "critical";
  return {
    ...alert,
    finding,
    foundAt: now,
    criticalSince: level === "critical" ? (criticalSince ?? now) : isEased ? criticalSince : null,
    clearSince: level === "clear" ? (alert.clearSince ?? now) : null,
    peak: isHigher(finding, alert.peak) ? finding : alert.peak,
    progress: {
      ...progress,
      pendingMs,
      watchedAt: now,
      easedSince: isEased ? (progress.easedSince ?? now) : null,
      endedBy: level === "clear" ? (endedBy ?? progress.endedBy) : null,
      isAbating: !isSeverity(level),
      shown: progress.shown && {
        ...progress.shown,
        hasNewer: progress.shown.hasNewer || !isAlike(finding, alert.finding),
      },
    },
  };
}

function isSeverity(level: Evaluation["level"]): level is Severity {
  return level === "warning" || level === "critical";
}

function isHigher({ measure }: Finding, than: Finding): boolean {
  return measure !== null && (than.measure === null || measure > than.measure);
}

/** Whether people would read the same. */
function isAlike(one: Finding, other: Finding): boolean {
  return (
    one.sentence === other.sentence &&
    one.advice === other.advice &&
    one.figures.length === other.figures.length &&
    one.figures.every(({ name, text }, at) => name === other.figures[at]?.name && text === other.figures[at]?.text)
  );
}
