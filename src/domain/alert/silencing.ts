import type { Alert, FiringAlert } from "./alert.ts";
import { fingerprintOf } from "./alert.ts";
import type { AlertContext } from "./event.ts";
import type { HostAlerts } from "./host-alerts.ts";
import type { Severity } from "./rule.ts";
import { isInScope, type SilenceScope } from "./silence.ts";
import { type Stepped, stepAlerts } from "./step-alerts.ts";

/** What a silence changes at a host when it begins or ends: to be asked with the silences that last from now on. */
export function silencing(state: HostAlerts, context: AlertContext): Stepped {
  const evaluated = { evaluations: [], memory: state.memory, restarted: [] };
  return stepAlerts(state, { event: { kind: "tick" }, evaluated }, context);
}

/** What such a silence would keep quiet now. */
export function alertsWithin(scope: SilenceScope, alerts: readonly Alert[]): readonly FiringAlert[] {
  return alerts.flatMap((alert) =>
    alert.kind === "firing" && !alert.specimen && isInScope(alert.key, scope) ? [alert] : [],
  );
}

/** For a silence that begins: a worse severity than these breaks it. */
export function severitiesWithin(scope: SilenceScope, alerts: readonly Alert[]): Readonly<Record<string, Severity>> {
  return Object.fromEntries(alertsWithin(scope, alerts).map(({ key, severity }) => [fingerprintOf(key), severity]));
}
