import type { Instant } from "../../time.ts";
import type { FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { LifeSettings } from "../settings.ts";
import { after, isDue } from "./deadline.ts";
import { isQuiet, lifeOf, type Moved, mapReal, moveOn } from "./moved.ts";

/** An acknowledgement does not last for ever: its owner is asked "still on it?", and without an answer it is nobody's. */
export function askOwners(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  const { now } = context;
  return mapReal(moved, (one) => {
    const { alert } = one;
    const { acknowledged } = alert;
    if (acknowledged === null || !isDue(ownerDueAt(alert, lifeOf(alert, context)), now)) return one;
    if (acknowledged.askedAt === null)
      return moveOn(one, { ...alert, acknowledged: { ...acknowledged, askedAt: now } }, "asked");
    return moveOn(one, disown(alert, now), "unacknowledged");
  });
}

/** Nobody is asked about what is kept quiet. */
export function ownerDueAt(alert: FiringAlert, life: LifeSettings): Instant | null {
  const { acknowledged } = alert;
  if (acknowledged === null || isQuiet(alert)) return null;
  return acknowledged.askedAt === null
    ? after(acknowledged.at, life.acknowledgedMs)
    : after(acknowledged.askedAt, life.stillOnItMs);
}

/** Nobody's again: repeats and escalation begin anew. It is told at once, so that it need not wait to be told. */
export function disown(alert: FiringAlert, now: Instant): FiringAlert {
  const { toldAt } = alert;
  return {
    ...alert,
    acknowledged: null,
    escalations: 0,
    escalatedAt: null,
    repeatedAt: toldAt === null || isQuiet(alert) ? null : now,
  };
}
