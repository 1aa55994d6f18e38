import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert } from "../alert.ts";
import { fingerprintOf } from "../alert.ts";
import type { Maintenance } from "../host-alerts.ts";
import type { RuleName } from "../rule.ts";
import { type Moved, mapReal, moveOn } from "./moved.ts";

/** What a host that starves of memory suffers anyway. */
const ofStarving: readonly RuleName[] = ["heap", "forecast", "load", "swap"];

/** What `inhibitedBy` says of a daemon that is being restarted. */
export const maintenanceName = "maintenance";

/** One problem that explains others hides them for as long as it lasts. */
export function inhibit(moved: readonly Moved[], maintenance: readonly Maintenance[], now: Instant): readonly Moved[] {
  const alerts = moved.map(({ alert }) => alert);
  const unreachable = unreachableOf(alerts);
  const starving = firingOf(alerts, "memory");
  return mapReal(moved, (one) => hide(one, hiderOf(one.alert, { unreachable, starving, maintenance, alerts }), now));
}

/** The alert that says that the host does not answer. */
export function unreachableOf(alerts: readonly Alert[]): FiringAlert | null {
  return firingOf(alerts, "unreachable");
}

/** Of the host itself, unless a daemon is named. */
function firingOf(alerts: readonly Alert[], rule: RuleName, daemon: string | null = null): FiringAlert | null {
  for (const alert of alerts)
    if (alert.kind === "firing" && alert.key.rule === rule && alert.key.daemon === daemon && !alert.specimen)
      return alert;
  return null;
}

interface Hiders {
  readonly unreachable: FiringAlert | null;
  readonly starving: FiringAlert | null;
  readonly maintenance: readonly Maintenance[];
  readonly alerts: readonly Alert[];
}

function hiderOf(alert: FiringAlert, { unreachable, starving, maintenance, alerts }: Hiders): string | null {
  const { key } = alert;
  if (unreachable !== null && key.rule !== "unreachable") return fingerprintOf(unreachable.key);
  if (maintenance.some(({ daemon }) => daemon === key.daemon)) return maintenanceName;
  if (starving !== null && ofStarving.includes(key.rule)) return fingerprintOf(starving.key);
  const teller = tellerOf(alert, alerts);
  return teller === null ? null : fingerprintOf(teller.key);
}

/** The alert of the same daemon whose message says it already: two messages would be one too many. */
function tellerOf(alert: FiringAlert, alerts: readonly Alert[]): Alert | null {
  const { rule, daemon } = alert.key;
  if (daemon === null) return null;
  // What was foreseen has come.
  if (rule === "forecast") return firingOf(alerts, "heap", daemon);
  return rule === "restarted" ? (tellerOfRestart(alert, alerts) ?? null) : null;
}

/** Of the same daemon, what its restart ends: the message of that says so. What the host suffers may have other reasons. */
const toldOfRestart: readonly RuleName[] = ["heap", "forecast", "down"];

/** Somebody did as an alert advised, or a supervisor what had to be done: a second message would call that a problem. */
function tellerOfRestart({ key: { daemon }, firedAt }: FiringAlert, alerts: readonly Alert[]): Alert | undefined {
  return alerts.find((one) => {
    if (one.key.daemon !== daemon || !toldOfRestart.includes(one.key.rule)) return false;
    if (one.kind === "pending" || one.specimen || one.toldAt === null) return false;
    return one.kind === "firing" || one.resolvedAt >= firedAt;
  });
}

/** Whether another alert tells of the restart, so that it is on record though it is not told. */
export function isToldElsewhere({ key, inhibitedBy }: FiringAlert): boolean {
  if (key.rule !== "restarted" || inhibitedBy === null) return false;
  return toldOfRestart.some((rule) => inhibitedBy.split("/")[1] === rule);
}

function hide(moved: Moved<FiringAlert>, inhibitedBy: string | null, now: Instant): Moved<FiringAlert> {
  const { alert } = moved;
  if (alert.inhibitedBy === inhibitedBy) return moved;
  const progress = { ...alert.progress, watchedAt: now };
  return moveOn(moved, { ...alert, inhibitedBy, progress }, inhibitedBy === null ? "unhidden" : "hidden");
}
