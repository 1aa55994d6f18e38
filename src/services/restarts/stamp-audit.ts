import type { AuditDetails, AuditEntry } from "../../domain/restart/audit-entry.ts";
import type { RestartStore } from "../ports-restart.ts";

export interface AuditStamp {
  /** Of the bot. */
  readonly version: string;
  readonly hashOf: (text: string) => string;
}

/**
 * The store with what every line says by itself: the version of the bot that did it, the version of the policy that it was
 * decided by, and the hash of what the command printed, to hold a copy from elsewhere against.
 */
export function stampAudit(store: RestartStore, stamp: AuditStamp): RestartStore {
  const stamped = (entries: readonly AuditEntry[]) =>
    entries.map((entry) => ({ ...entry, details: { ...entry.details, ...stampOf(entry.details, stamp) } }));
  return {
    ...store,
    swap: (change) => store.swap({ ...change, audit: stamped(change.audit) }),
    decide: (decision) => store.decide({ ...decision, audit: stamped(decision.audit) }),
  };
}

function stampOf({ policy, output }: AuditDetails, { version, hashOf }: AuditStamp): AuditDetails {
  return {
    // A policy has no number: where two lines have the same version, it was the same.
    ...(policy === undefined ? {} : { policyVersion: hashOf(JSON.stringify(policy)) }),
    ...(typeof output === "string" ? { outputHash: hashOf(output) } : {}),
    bot: version,
  };
}
