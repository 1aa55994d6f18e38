import type { Instant } from "../../time.ts";
import type { FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import { after, isDue } from "./deadline.ts";
import { isDoubtful } from "./escalate.ts";
import { isQuiet, lifeOf, type Moved, mapReal, moveOn } from "./moved.ts";

/** What goes on is told again: critical more often, acknowledged never. */
export function repeat(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  const { now } = context;
  return mapReal(moved, (one) => {
    if (!isDue(repeatDueAt(one.alert, context), now)) return one;
    return moveOn(one, { ...one.alert, repeatedAt: now }, "repeated");
  });
}

export function repeatDueAt(alert: FiringAlert, context: AlertContext): Instant | null {
  const { acknowledged, flappingSince, severity, repeatedAt } = alert;
  if (acknowledged !== null || flappingSince !== null || isQuiet(alert) || isDoubtful(alert, context)) return null;
  const life = lifeOf(alert, context);
  return after(repeatedAt, severity === "critical" ? life.repeatCriticalMs : life.repeatWarningMs);
}
