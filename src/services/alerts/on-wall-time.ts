import type { Acknowledgement, Alert, FiringAlert } from "../../domain/alert/alert.ts";
import { type Instant, instant } from "../../domain/time.ts";

/** The alert with every instant on the wall clock, for showing; `offsetMs` is how far that is ahead of the alert's times. */
export function onWallTime(alert: FiringAlert, offsetMs: number): FiringAlert;
export function onWallTime(alert: Alert, offsetMs: number): Alert;
export function onWallTime(alert: Alert, offsetMs: number): Alert {
  const moved = mover(offsetMs);
  const foundAt = moved(alert.foundAt);
  switch (alert.kind) {
    case "pending":
      return { ...alert, foundAt, since: moved(alert.since), criticalSince: moved(alert.criticalSince) };
    case "firing":
      return { ...firingOnWallTime(alert, moved), foundAt };
    case "resolved":
      return {
        ...alert,
        foundAt,
        firedAt: moved(alert.firedAt),
        resolvedAt: moved(alert.resolvedAt),
        holdUntil: moved(alert.holdUntil),
        toldAt: moved(alert.toldAt),
        acknowledged: acknowledgedOnWallTime(alert.acknowledged, moved),
        transitions: alert.transitions.map((at) => moved(at)),
        flappingSince: moved(alert.flappingSince),
      };
  }
}

type Move = <T extends Instant | null>(at: T) => T;

function mover(offsetMs: number): Move {
  return <T extends Instant | null>(at: T): T => (at === null ? at : (instant(at + offsetMs) as T));
}

function firingOnWallTime(alert: FiringAlert, moved: Move): FiringAlert {
  return {
    ...alert,
    firedAt: moved(alert.firedAt),
    criticalSince: moved(alert.criticalSince),
    clearSince: moved(alert.clearSince),
    toldAt: moved(alert.toldAt),
    repeatedAt: moved(alert.repeatedAt),
    acknowledged: acknowledgedOnWallTime(alert.acknowledged, moved),
    escalatedAt: moved(alert.escalatedAt),
    staleSince: moved(alert.staleSince),
    transitions: alert.transitions.map((at) => moved(at)),
    flappingSince: moved(alert.flappingSince),
  };
}

function acknowledgedOnWallTime(acknowledged: Acknowledgement | null, moved: Move): Acknowledgement | null {
  if (acknowledged === null) return null;
  return { ...acknowledged, at: moved(acknowledged.at), askedAt: moved(acknowledged.askedAt) };
}
