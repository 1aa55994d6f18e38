import type { Instant } from "../../time.ts";
import type { FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { LifeSettings } from "../settings.ts";
import { after, isDue } from "./deadline.ts";
import { isOnTheMend } from "./escalate.ts";
import { isQuiet, lifeOf, type Moved, mapReal, moveOn } from "./moved.ts";

/** What goes on is told again: critical more often, acknowledged never. */
export function repeat(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  const { now } = context;
  return mapReal(moved, (one) => {
    if (!isDue(repeatDueAt(one.alert, lifeOf(one.alert, context)), now)) return one;
    return moveOn(one, { ...one.alert, repeatedAt: now }, "repeated");
  });
}

export function repeatDueAt(alert: FiringAlert, life: LifeSettings): Instant | null {
  const { acknowledged, flappingSince, severity, repeatedAt } = alert;
  if (acknowledged !== null || flappingSince !== null || isQuiet(alert) || isOnTheMend(alert)) return null;
  return after(repeatedAt, severity === "critical" ? life.repeatCriticalMs : life.repeatWarningMs);
}
