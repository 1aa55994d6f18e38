import { fail, type Result, succeed } from "../result.ts";
import { type Instant, millis, renderDuration } from "../time.ts";
import type { ActionRefusal } from "./act.ts";
import type { FiringAlert } from "./alert.ts";
import type { AlertEffect } from "./effect.ts";
import type { AlertContext } from "./event.ts";
import type { HostAlerts } from "./host-alerts.ts";
import { disown } from "./lifecycle/ask-owner.ts";
import { effectsOf } from "./lifecycle/effects-of.ts";
import { withAttention } from "./lifecycle/escalate.ts";
import { type Happening, lasted } from "./lifecycle/moved.ts";
import { shownNow } from "./lifecycle/show-figures.ts";
import { waitingSince } from "./lifecycle/tell-group.ts";

export interface Acted {
  readonly state: HostAlerts;
  readonly effects: readonly AlertEffect[];
  readonly alert: FiringAlert;
}

/** The alert by its id, and the Slack id of who acts. */
export interface Act {
  readonly alert: string;
  readonly by: string;
}

/** The alert is somebody's: it is not told again until it gets worse, or its owner is asked "still on it?". */
export function acknowledgeAlert(state: HostAlerts, act: Act, context: AlertContext): Result<Acted, ActionRefusal> {
  const found = firingOf(state, act.alert, context.now);
  if (!found.ok) return found;
  const { acknowledged } = found.value;
  if (acknowledged !== null) return fail(alreadyBy(acknowledged.by, act.by));
  const alert: FiringAlert = {
    ...found.value,
    acknowledged: { by: act.by, at: context.now, askedAt: null },
    repeatedAt: found.value.toldAt === null ? null : (found.value.repeatedAt ?? context.now),
  };
  return succeed(acted(state, { alert, happened: "acknowledged" }, context));
}

/** Anybody may give it back to all: an owner who has gone home cannot. */
export function unacknowledgeAlert(state: HostAlerts, act: Act, context: AlertContext): Result<Acted, ActionRefusal> {
  const found = firingOf(state, act.alert, context.now);
  if (!found.ok) return found;
  if (found.value.acknowledged === null)
    return fail({ reason: "already", sentence: "Nobody has acknowledged this alert." });
  return succeed(acted(state, { alert: disown(found.value, context.now), happened: "unacknowledged" }, context));
}

/** The owner's yes: the acknowledgement begins anew. */
export function answerStillOnIt(state: HostAlerts, act: Act, context: AlertContext): Result<Acted, ActionRefusal> {
  const found = firingOf(state, act.alert, context.now);
  if (!found.ok) return found;
  const { acknowledged } = found.value;
  if (acknowledged === null)
    return fail({ reason: "not allowed", sentence: "Nobody is on this alert any more: acknowledge it again." });
  if (acknowledged.by !== act.by) return fail(alreadyBy(acknowledged.by, act.by));
  const alert = { ...found.value, acknowledged: { by: act.by, at: context.now, askedAt: null } };
  return succeed(acted(state, { alert, happened: "still on it" }, context));
}

function firingOf(state: HostAlerts, id: string, now: Instant): Result<FiringAlert, ActionRefusal> {
  const alert = state.alerts.find((one) => one.id === id);
  if (alert?.kind === "firing") return succeed(alert);
  if (alert?.kind !== "resolved")
    return fail({ reason: "unknown", sentence: "This alert is closed: the problem is over." });
  const ago = renderDuration(millis(lasted(alert.resolvedAt, now)));
  return fail({
    reason: "resolved",
    sentence: `This alert was already resolved ${ago} ago: there is nothing left to do.`,
  });
}

function alreadyBy(owner: string, by: string): ActionRefusal {
  if (owner === by) return { reason: "already", sentence: "You have already acknowledged this alert." };
  return { reason: "already", sentence: "Somebody else has already acknowledged this alert.", by: owner };
}

function acted(
  state: HostAlerts,
  { alert, happened }: { readonly alert: FiringAlert; readonly happened: Happening },
  { now }: AlertContext,
): Acted {
  const next = withAttention(alert.toldAt === null ? alert : shownNow(alert, now), now);
  const alerts = state.alerts.map((one) => (one.id === next.id ? next : one));
  const effects = effectsOf({ alert: next, happened: [happened] }, now);
  return { state: { ...state, alerts, groupSince: waitingSince(alerts, state.groupSince, now) }, effects, alert: next };
}
