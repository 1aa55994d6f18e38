import type { AlertKey, Finding } from "./alert.ts";
import type { RuleMemory } from "./host-alerts.ts";
import type { Severity } from "./rule.ts";

/**
 * What one rule says of one key at one event. `held`: past the bound at which it clears, short of the one at which it
 * fires, so that nothing begins and nothing ends. `unknown`: its figure is not there, and the alert stays as it is. A key
 * that no evaluation names stays as it is, too.
 */
export interface Evaluation {
  readonly key: AlertKey;
  readonly level: "clear" | "held" | Severity | "unknown";
  readonly finding: Finding;
  /**
   * What ended the problem, where a reading shows it: "zope was restarted". Only ever with "clear".
   */
  readonly endedBy: string | null;
  /** How long a finding lasts before it fires, and has to be clear before it resolves, in ms; from the settings. */
  readonly pendingMs: number;
  readonly keepFiringMs: number;
}

export interface Evaluated {
  readonly evaluations: readonly Evaluation[];
  readonly memory: RuleMemory;
  /** Daemons that are another process than at the reading before. */
  readonly restarted: readonly string[];
}
