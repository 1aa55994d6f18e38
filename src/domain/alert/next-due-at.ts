import type { Instant } from "../time.ts";
import type { Alert, FiringAlert } from "./alert.ts";
import type { AlertContext } from "./event.ts";
import type { HostAlerts } from "./host-alerts.ts";
import { ownerDueAt } from "./lifecycle/ask-owner.ts";
import { severityDueAt } from "./lifecycle/change-severity.ts";
import { earliest } from "./lifecycle/deadline.ts";
import { escalationDueAt } from "./lifecycle/escalate.ts";
import { forgottenDueAt, pendingDueAt } from "./lifecycle/fire.ts";
import { calmDueAt } from "./lifecycle/flap.ts";
import { staleDueAt } from "./lifecycle/grow-stale.ts";
import { silenceDueAt } from "./lifecycle/keep-silent.ts";
import { lifeOf } from "./lifecycle/moved.ts";
import { repeatDueAt } from "./lifecycle/repeat.ts";
import { resolveDueAt } from "./lifecycle/resolve.ts";
import { figuresDueAt } from "./lifecycle/show-figures.ts";
import { groupDueAt } from "./lifecycle/tell-group.ts";

/** When a "tick" is needed next, on the steady time; null while nothing waits for time. Past when one is overdue. */
export function nextDueAt(state: HostAlerts, context: AlertContext): Instant | null {
  return earliest([
    ...state.alerts.flatMap((alert) => deadlinesOf(alert, context)),
    ...state.maintenance.map(({ until }) => until),
    groupDueAt(state, context),
  ]);
}

function deadlinesOf(alert: Alert, context: AlertContext): readonly (Instant | null)[] {
  if (alert.kind === "pending") return [pendingDueAt(alert), forgottenDueAt(alert)];
  const calm = calmDueAt(alert, lifeOf(alert, context));
  return alert.kind === "resolved" ? [alert.holdUntil, calm] : [...firingDeadlines(alert, context), calm];
}

function firingDeadlines(alert: FiringAlert, context: AlertContext): readonly (Instant | null)[] {
  const resolved = resolveDueAt(alert, context);
  if (alert.specimen) return [resolved];
  const life = lifeOf(alert, context);
  return [
    resolved,
    severityDueAt(alert),
    staleDueAt(alert),
    silenceDueAt(alert, context),
    ownerDueAt(alert, life),
    escalationDueAt(alert, context),
    repeatDueAt(alert, context),
    figuresDueAt(alert),
  ];
}
