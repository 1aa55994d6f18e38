import type { Instant } from "../../time.ts";
import type { AlertEvent } from "../event.ts";
import type { Maintenance } from "../host-alerts.ts";

/** Restarts that are under way: one a daemon, the newest; what is past has ended whether or not somebody said so. */
export function keepMaintenance(
  maintenance: readonly Maintenance[],
  event: AlertEvent,
  now: Instant,
): readonly Maintenance[] {
  const lasting = maintenance.filter(({ until }) => until > now);
  if (event.kind !== "maintenance" && event.kind !== "maintenance over") return lasting;
  const others = lasting.filter(({ daemon }) => daemon !== event.daemon);
  if (event.kind === "maintenance over" || event.until <= now) return others;
  return [...others, { daemon: event.daemon, until: event.until, what: event.what }];
}
