import type { Instant } from "../time.ts";
import type { AlertKey } from "./alert.ts";
import type { RuleName, Severity } from "./rule.ts";

/** Quiet asked for by a person. What is left out of the scope is meant with all of its values. */
export interface Silence {
  readonly id: string;
  readonly scope: SilenceScope;
  readonly reason: string;
  /** Slack id. */
  readonly by: string;
  readonly since: Instant;
  /** Never for ever: at most 7 d after `since`. */
  readonly until: Instant;
  /** Ends when the daemon has been restarted, at `until` at the latest. */
  readonly untilRestart: boolean;
  /** Alerts as severe as when the silence began; a worse one breaks it. By fingerprint. */
  readonly severities: Readonly<Record<string, Severity>>;
}

export interface SilenceScope {
  readonly host: string | null;
  readonly rule: RuleName | null;
  readonly daemon: string | null;
}

/** No silence lasts longer: what is still wrong then deserves to be looked at again. */
export const silenceMaxMs = 7 * 24 * 3_600_000;

export function isInScope(key: AlertKey, { host, rule, daemon }: SilenceScope): boolean {
  return (
    (host === null || key.host === host) &&
    (rule === null || key.rule === rule) &&
    (daemon === null || key.daemon === daemon)
  );
}
