import type { Instant } from "../../time.ts";
import type { FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import { after, isDue } from "./deadline.ts";
import { type Happening, isQuiet, lifeOf, type Moved, mapReal, moveOn } from "./moved.ts";

const rounds = ["escalated to on call", "escalated to group", "escalated to channel"] as const;

/** A critical alert that nobody looks after goes from on call to the group and to the channel. */
export function escalate(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  return mapReal(moved, (one) => {
    const watched = { ...one, alert: withAttention(one.alert, context.now) };
    return escalateDue(watched, context);
  });
}

/** Notes since when nobody looks after it; what is kept quiet or flaps escalates to nobody. */
export function withAttention(alert: FiringAlert, now: Instant): FiringAlert {
  const { severity, repeatedAt, acknowledged, flappingSince, specimen, progress } = alert;
  const isUnattended =
    severity === "critical" &&
    repeatedAt !== null &&
    acknowledged === null &&
    flappingSince === null &&
    !specimen &&
    !isQuiet(alert);
  const unattendedSince = isUnattended ? (progress.unattendedSince ?? now) : null;
  return { ...alert, progress: { ...progress, unattendedSince } };
}

export function escalationDueAt(alert: FiringAlert, context: AlertContext): Instant | null {
  const { escalations, escalatedAt, progress } = alert;
  const life = lifeOf(alert, context);
  if (escalations >= life.escalationsMax || isDoubtful(alert, context)) return null;
  if (progress.unattendedSince === null) return null;
  const waits = [life.escalateDirectMs, life.escalateMentionMs, life.escalateBroadcastMs];
  const wait = waits[escalations];
  return wait === undefined ? after(escalatedAt, life.repeatCriticalMs) : after(progress.unattendedSince, wait);
}

/** It is clear at the moment, or nobody knows, or the bot has just begun to look: no reason to call somebody. */
export function isDoubtful({ key, foundAt, clearSince, staleSince }: FiringAlert, context: AlertContext): boolean {
  return clearSince !== null || staleSince !== null || (key.rule !== "bot" && foundAt < context.watchingSince);
}

/** After a downtime of the bot several rounds may be due; there are at most `escalationsMax`. */
function escalateDue(moved: Moved<FiringAlert>, context: AlertContext): Moved<FiringAlert> {
  const { alert } = moved;
  const { now } = context;
  if (!isDue(escalationDueAt(alert, context), now)) return moved;
  const round: Happening = rounds[alert.escalations] ?? "escalated to channel";
  const next = {
    ...alert,
    escalations: alert.escalations + 1,
    escalatedAt: now,
    repeatedAt: round === "escalated to on call" ? alert.repeatedAt : now,
  };
  return escalateDue(moveOn(moved, next, round), context);
}
