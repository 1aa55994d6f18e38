import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import { after, isDue } from "./deadline.ts";
import { unreachableOf } from "./inhibit.ts";
import { type Moved, mapReal, moveOn } from "./moved.ts";

/** Three polls at the longest interval, 10 min, and five minutes for a late answer: later figures are not of now. */
export const staleAfterMs = 35 * 60_000;

/** Without data an alert stays as it is, its figures with their age; a streak of clear readings is broken by the gap. */
export function growStale(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  const unreachable = unreachableOf(moved.map(({ alert }) => alert));
  const isCutOff = ({ key, foundAt }: Alert) =>
    unreachable !== null && key.rule !== "unreachable" && foundAt < unreachable.firedAt;
  const firing = mapReal(moved, (one) => growOneStale(one, isCutOff(one.alert), context.now));
  return firing.map((one) =>
    one.alert.kind === "pending" && isCutOff(one.alert) ? moveOn(one, { ...one.alert, isHeld: true }) : one,
  );
}

function growOneStale(one: Moved<FiringAlert>, isCutOff: boolean, now: Instant): Moved<FiringAlert> {
  const { alert } = one;
  if (alert.staleSince !== null)
    return alert.foundAt > alert.staleSince ? moveOn(one, { ...alert, staleSince: null }, "fresh") : one;
  return isCutOff || isDue(staleDueAt(alert), now) ? moveOn(one, withoutStreaks(alert), "stale") : one;
}

/** The bot speaks of its own troubles when they change. */
export function staleDueAt({ specimen, key, staleSince, foundAt }: FiringAlert): Instant | null {
  return specimen || staleSince !== null || key.rule === "bot" ? null : after(foundAt, staleAfterMs);
}

function withoutStreaks({ progress, ...alert }: FiringAlert): FiringAlert {
  return {
    ...alert,
    staleSince: alert.foundAt,
    clearSince: null,
    criticalSince: alert.severity === "critical" ? alert.criticalSince : null,
    progress: { ...progress, easedSince: null, endedBy: null },
  };
}
