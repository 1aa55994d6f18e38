import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert, PendingAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import { after, isDue } from "./deadline.ts";
import { unreachableOf } from "./inhibit.ts";
import { type Moved, mapReal, moveOn } from "./moved.ts";

/** Three polls at the longest interval, 10 min, and five minutes for a late answer: later figures are not of now. */
export const staleAfterMs = 35 * 60_000;

/**
 * What lasted before a gap in the data has not lasted since: after a downtime of the bot nothing fires or resolves by the
 * passing of time alone. To be asked before anything else of a step.
 */
export function breakStreaks(alerts: readonly Alert[], { now }: AlertContext): readonly Alert[] {
  return alerts.map((alert) => {
    if (alert.kind === "resolved" || alert.specimen || alert.key.rule === "bot") return alert;
    if (!isDue(after(alert.foundAt, staleAfterMs), now)) return alert;
    return alert.kind === "pending" ? held(alert) : withoutStreaks(alert);
  });
}

function held(alert: PendingAlert): PendingAlert {
  return { ...alert, heldSince: alert.heldSince ?? alert.foundAt };
}

/** Without data an alert stays as it is, its figures with their age; a streak of clear readings is broken by the gap. */
export function growStale(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  const unreachable = unreachableOf(moved.map(({ alert }) => alert));
  const isCutOff = ({ key, foundAt }: Alert) =>
    unreachable !== null && key.rule !== "unreachable" && foundAt < unreachable.firedAt;
  const firing = mapReal(moved, (one) => growOneStale(one, isCutOff(one.alert), context.now));
  return firing.map((one) =>
    one.alert.kind === "pending" && isCutOff(one.alert) ? moveOn(one, held(one.alert)) : one,
  );
}

function growOneStale(one: Moved<FiringAlert>, isCutOff: boolean, now: Instant): Moved<FiringAlert> {
  const { alert } = one;
  if (alert.staleSince !== null)
    return alert.foundAt > alert.staleSince ? moveOn(one, { ...alert, staleSince: null }, "fresh") : one;
  if (!isCutOff && !isDue(staleDueAt(alert), now)) return one;
  return moveOn(one, { ...withoutStreaks(alert), staleSince: alert.foundAt }, "stale");
}

/** The bot speaks of its own troubles when they change. */
export function staleDueAt({ specimen, key, staleSince, foundAt }: FiringAlert): Instant | null {
  return specimen || staleSince !== null || key.rule === "bot" ? null : after(foundAt, staleAfterMs);
}

function withoutStreaks({ progress, ...alert }: FiringAlert): FiringAlert {
  return {
    ...alert,
    clearSince: null,
    criticalSince: alert.severity === "critical" ? alert.criticalSince : null,
    progress: { ...progress, easedSince: null, endedBy: null },
  };
}
