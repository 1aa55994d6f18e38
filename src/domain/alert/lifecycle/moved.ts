import type { Instant } from "../../time.ts";
import type { Alert, AlertKey, FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import type { Severity } from "../rule.ts";
import type { LifeSettings } from "../settings.ts";

/** An alert as a step leaves it, and what happened to it within the step; `effectsOf` says what is to be done about it. */
export interface Moved<A extends Alert = Alert> {
  readonly alert: A;
  readonly happened: readonly Happening[];
}

export type Happening =
  /** Posted for the first time. */
  | "told"
  /** Told in its thread, since an edit of its message notifies nobody. */
  | "told again"
  | "fired again"
  | "worse"
  | "better"
  | "resolved"
  | "flapping"
  | "calm"
  | "stale"
  | "fresh"
  | "hidden"
  | "unhidden"
  | "silenced"
  | "unsilenced"
  | "acknowledged"
  | "still on it"
  | "asked"
  | "unacknowledged"
  | "repeated"
  | "escalated to on call"
  | "escalated to group"
  | "escalated to channel"
  /** Nothing but newer figures. */
  | "figures";

export function unmoved<A extends Alert>(alert: A): Moved<A> {
  return { alert, happened: [] };
}

/** The alert changed further; what happened before has happened. */
export function moveOn<A extends Alert>({ happened }: Moved, alert: A, ...more: readonly Happening[]): Moved<A> {
  return { alert, happened: [...happened, ...more] };
}

/** Applies a change to what is firing and leaves the rest. */
export function mapFiring(
  moved: readonly Moved[],
  change: (moved: Moved<FiringAlert>) => Moved<FiringAlert>,
): readonly Moved[] {
  return moved.map((one) => (isFiring(one) ? change(one) : one));
}

/** A specimen goes its own way: nothing hides it, silences it or repeats it. */
export function mapReal(
  moved: readonly Moved[],
  change: (moved: Moved<FiringAlert>) => Moved<FiringAlert>,
): readonly Moved[] {
  return mapFiring(moved, (one) => (one.alert.specimen ? one : change(one)));
}

export function isFiring(moved: Moved): moved is Moved<FiringAlert> {
  return moved.alert.kind === "firing";
}

/** Kept quiet by a person or by another alert. */
export function isQuiet({ silencedBy, inhibitedBy }: FiringAlert): boolean {
  return silencedBy !== null || inhibitedBy !== null;
}

export function lifeOf({ key }: { readonly key: AlertKey }, context: AlertContext): LifeSettings {
  return context.settingsOf(key.daemon).life;
}

export function isSame(left: AlertKey, right: AlertKey): boolean {
  return left.rule === right.rule && left.daemon === right.daemon && left.host === right.host;
}

export function isWorse(one: Severity, than: Severity): boolean {
  return one === "critical" && than === "warning";
}

export function worseOf(one: Severity, other: Severity): Severity {
  return isWorse(one, other) ? one : other;
}

/** An event may come with an older time than the one before: what began in between has lasted for no time. */
export function lasted(since: Instant, now: Instant): number {
  return Math.max(0, now - since);
}
