import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { HostAlerts } from "../host-alerts.ts";
import { rulesOfEvents } from "../rule.ts";
import { after, isDue } from "./deadline.ts";
import { isQuiet, type Moved, mapFiring, moveOn } from "./moved.ts";

type Group = Pick<HostAlerts, "groupSince" | "groupToldAt">;

export interface ToldGroup extends Group {
  readonly moved: readonly Moved[];
}

/**
 * The alerts of a host are told together: warnings when the first of them has waited for `groupWaitMs`, but not before
 * `groupIntervalMs` after the last telling; a critical one at once, and what waits comes along.
 */
export function tellGroup(moved: readonly Moved[], group: Group, context: AlertContext): ToldGroup {
  const alerts = moved.map(({ alert }) => alert);
  const { now } = context;
  const groupSince = waitingSince(alerts, group.groupSince, now);
  if (!isDue(groupDueAt({ alerts, groupSince, groupToldAt: group.groupToldAt }, context), now))
    return { moved, groupSince, groupToldAt: group.groupToldAt };
  return {
    moved: mapFiring(moved, (one) => (isWaiting(one.alert) ? tell(one, now) : one)),
    groupSince: null,
    groupToldAt: now,
  };
}

/** Null when nothing waits. */
export function groupDueAt(
  { alerts, groupSince, groupToldAt }: Pick<HostAlerts, "alerts" | "groupSince" | "groupToldAt">,
  context: AlertContext,
): Instant | null {
  const waiting = alerts.filter(isWaiting);
  if (waiting.length === 0) return null;
  if (waiting.some(({ severity }) => severity === "critical")) return context.now;
  const { groupWaitMs, groupIntervalMs } = context.settingsOf(null).life;
  const waited = after(groupSince ?? context.now, groupWaitMs);
  const again = after(groupToldAt, groupIntervalMs);
  return again !== null && waited !== null && again > waited ? again : waited;
}

/** Since when members wait, given since when they did. */
export function waitingSince(alerts: readonly Alert[], before: Instant | null, now: Instant): Instant | null {
  return alerts.some(isWaiting) ? (before ?? now) : null;
}

function isWaiting(alert: Alert): alert is FiringAlert {
  return alert.kind === "firing" && alert.repeatedAt === null && !isQuiet(alert) && !isGoingAway(alert);
}

/** It has not been told, and is better already: it is told only if it gets worse again. */
function isGoingAway({ key, toldAt, progress, specimen }: FiringAlert): boolean {
  return toldAt === null && progress.isAbating && !specimen && !rulesOfEvents.includes(key.rule);
}

function tell(moved: Moved<FiringAlert>, now: Instant): Moved<FiringAlert> {
  const { alert } = moved;
  const told = { ...alert, toldAt: alert.toldAt ?? now, repeatedAt: now };
  return moveOn(moved, told, alert.toldAt === null ? "told" : "told again");
}
