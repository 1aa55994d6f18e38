import { type Instant, instant } from "../../time.ts";
import type { FiringAlert, ResolvedAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import { after, earliest, isDue } from "./deadline.ts";
import { addTransition } from "./flap.ts";
import { isFiring, lifeOf, type Moved, moveOn } from "./moved.ts";
import { reliefOf } from "./note-relief.ts";

/** A specimen is there for long enough to be looked at and to try its buttons. */
export const specimenMs = 60_000;

/** A problem that no rule has spoken of for a day, on a host that answers, is of something that is no longer watched. */
export const unseenMaxMs = 24 * 3_600_000;

/** What has been clear for long enough is resolved. */
export function resolveDue(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  return moved.map((one) =>
    isFiring(one) && isDue(resolveDueAt(one.alert, context), context.now) ? resolve(one, context) : one,
  );
}

export function resolveDueAt(alert: FiringAlert, context: AlertContext): Instant | null {
  if (alert.specimen) return after(alert.firedAt, specimenMs);
  if (isOff(alert, context)) return context.now;
  return earliest([after(alert.clearSince, alert.keepFiringMs), unseenDueAt(alert)]);
}

/** Of a host that does not answer nothing is known, and of alerts about the bot itself it speaks when they change. */
function unseenDueAt({ key, inhibitedBy, progress }: FiringAlert): Instant | null {
  return key.rule === "bot" || inhibitedBy !== null ? null : after(progress.watchedAt, unseenMaxMs);
}

function resolve(moved: Moved<FiringAlert>, context: AlertContext): Moved<ResolvedAlert> {
  const { alert } = moved;
  const { now } = context;
  const life = lifeOf(alert, context);
  const { id, key, finding, foundAt, specimen, severity, firedAt, keepFiringMs, count, worst, peak } = alert;
  const { toldAt, acknowledged } = alert;
  const flap = alert.specimen ? alert : addTransition(alert, now, life);
  const resolved: ResolvedAlert = {
    kind: "resolved",
    ...{
      id,
      key,
      finding,
      foundAt,
      specimen,
      severity,
      firedAt,
      keepFiringMs,
      count,
      worst,
      peak,
      toldAt,
      acknowledged,
    },
    transitions: flap.transitions,
    flappingSince: flap.flappingSince,
    resolvedAt: now,
    holdUntil: instant(now + life.holdMs),
    endedBy: endedBy(alert, context),
  };
  const flaps = flap.flappingSince !== null && alert.flappingSince === null;
  return flaps ? moveOn(moved, resolved, "resolved", "flapping") : moveOn(moved, resolved, "resolved");
}

function endedBy(alert: FiringAlert, context: AlertContext): string | null {
  if (alert.specimen) return "the test was over";
  if (isOff(alert, context)) return "its rule was turned off";
  if (isDue(unseenDueAt(alert), context.now))
    return "no rule had spoken of it for a day, so that it is no longer watched";
  return alert.progress.endedBy ?? reliefOf(alert);
}

function isOff({ key }: FiringAlert, context: AlertContext): boolean {
  return context.settingsOf(key.daemon).off.includes(key.rule);
}
