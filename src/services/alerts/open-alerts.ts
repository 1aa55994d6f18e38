import type { FiringAlert } from "../../domain/alert/alert.ts";
import type { HostAlerts } from "../../domain/alert/host-alerts.ts";

/** All firing alerts, worst first, then oldest. */
export function openAlerts({ states }: { readonly states: ReadonlyMap<string, HostAlerts> }): readonly FiringAlert[] {
  const firing = [...states.values()].flatMap(({ alerts }) => alerts.filter((alert) => alert.kind === "firing"));
  return firing.toSorted((one, other) => rank(one) - rank(other) || one.firedAt - other.firedAt);
}

function rank({ severity }: FiringAlert): number {
  return severity === "critical" ? 0 : 1;
}
