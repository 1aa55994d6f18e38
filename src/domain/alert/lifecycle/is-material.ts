import type { Alert } from "../alert.ts";
import type { HostAlerts } from "../host-alerts.ts";

/** Whether what changed must be on disk before anybody is told; the rest may be stored with the next that must. */
export function isMaterial(before: HostAlerts, after: HostAlerts): boolean {
  return JSON.stringify(essence(before)) !== JSON.stringify(essence(after));
}

function essence({ alerts, groupToldAt, maintenance }: HostAlerts): unknown {
  return { alerts: alerts.filter(({ kind }) => kind !== "pending").map(essenceOf), groupToldAt, maintenance };
}

/** Figures and streaks begin anew after a restart of the bot without harm. */
function essenceOf(alert: Alert): unknown {
  if (alert.kind !== "firing") return { ...alert, finding: null, foundAt: null };
  const { unattendedSince, brokenSilences } = alert.progress;
  return {
    ...alert,
    ...{ finding: null, foundAt: null, peak: null, clearSince: null, criticalSince: null },
    progress: { unattendedSince, brokenSilences },
  };
}
