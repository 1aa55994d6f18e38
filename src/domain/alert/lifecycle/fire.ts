import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert, PendingAlert, ResolvedAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { LifeSettings } from "../settings.ts";
import { after, isDue, seenToLast } from "./deadline.ts";
import { addTransition } from "./flap.ts";
import { isSame, isWorse, lifeOf, type Moved, unmoved, worseOf } from "./moved.ts";
import { unseenMaxMs } from "./resolve.ts";

/** What has been pending for long enough fires; within the hold of an earlier alert it re-opens that one. */
export function fireDue(alerts: readonly Alert[], context: AlertContext): readonly Moved[] {
  const firing = alerts.filter((alert) => alert.kind === "pending" && isDue(pendingDueAt(alert), context.now));
  const reopened = firing.map((alert) => heldOf(alerts, alert, context.now));
  return alerts.flatMap<Moved>((alert) => {
    if (reopened.some((held) => held === alert) || isForgotten(alert, context.now)) return [];
    return [alert.kind === "pending" && firing.includes(alert) ? fire(alert, alerts, context) : unmoved(alert)];
  });
}

/** Null where it waits for a reading, not for time. */
export function pendingDueAt(alert: PendingAlert): Instant | null {
  return alert.heldSince !== null ? null : seenToLast(alert, after(alert.since, alert.pendingMs));
}

/** No rule has spoken of it for a day: it waits for nothing that will come. */
export function forgottenDueAt({ foundAt }: PendingAlert): Instant | null {
  return after(foundAt, unseenMaxMs);
}

function isForgotten(alert: Alert, now: Instant): boolean {
  return alert.kind === "pending" && isDue(forgottenDueAt(alert), now);
}

function heldOf(alerts: readonly Alert[], { key }: Alert, now: Instant): ResolvedAlert | null {
  for (const alert of alerts)
    if (alert.kind === "resolved" && !alert.specimen && now < alert.holdUntil && isSame(alert.key, key)) return alert;
  return null;
}

function fire(pending: PendingAlert, alerts: readonly Alert[], context: AlertContext): Moved<FiringAlert> {
  const { now } = context;
  const life = lifeOf(pending, context);
  const first = newFiring(pending, now, life);
  const before = heldOf(alerts, pending, now);
  if (before === null) return unmoved(first);
  const flap = addTransition(before, now, life);
  // An edit notifies nobody, so that it waits to be told again; what flaps is told again when it is worse than ever.
  const isTold = flap.flappingSince !== null && !isWorse(first.severity, before.worst);
  const alert: FiringAlert = {
    ...first,
    ...flap,
    id: before.id,
    keepFiringMs: grownKeepFiring(before.keepFiringMs, pending.keepFiringMs, life),
    count: before.count + 1,
    worst: worseOf(first.severity, before.worst),
    peak: higher(before, pending),
    toldAt: before.toldAt,
    repeatedAt: isTold ? now : null,
    progress: { ...first.progress, shown: { at: now, hasNewer: false } },
  };
  const flaps = flap.flappingSince !== null && before.flappingSince === null;
  return { alert, happened: flaps ? ["fired again", "flapping"] : ["fired again"] };
}

function newFiring(pending: PendingAlert, now: Instant, life: LifeSettings): FiringAlert {
  const { id, key, finding, foundAt, specimen, pendingMs, keepFiringMs, criticalSince } = pending;
  const severity = isDue(after(criticalSince, pendingMs), now) ? "critical" : "warning";
  return {
    kind: "firing",
    ...{ id, key, finding, foundAt, specimen, severity, criticalSince, keepFiringMs },
    ...addTransition({ transitions: [], flappingSince: null }, now, life),
    firedAt: now,
    clearSince: null,
    count: 1,
    worst: severity,
    peak: finding,
    toldAt: null,
    repeatedAt: null,
    acknowledged: null,
    escalations: 0,
    escalatedAt: null,
    staleSince: null,
    inhibitedBy: null,
    silencedBy: null,
    progress: {
      pendingMs,
      easedSince: null,
      watchedAt: foundAt,
      endedBy: null,
      isAbating: false,
      relief: null,
      unattendedSince: null,
      brokenSilences: [],
      shown: null,
    },
  };
}

function grownKeepFiring(before: number, base: number, life: LifeSettings): number {
  return Math.max(base, Math.min(life.keepFiringMaxMs, Math.round(before * life.keepFiringFactor)));
}

function higher({ peak }: ResolvedAlert, { finding }: PendingAlert): Alert["finding"] {
  return peak.measure === null || (finding.measure !== null && finding.measure > peak.measure) ? finding : peak;
}
