import type { HostStatus } from "../status.ts";
import type { HostState } from "./diagnosis.ts";

/**
 * How a host stands, in a word: its state, or `waiting` until it has answered, or `unknown` when it answered too little to
 * be judged.
 */
export type Standing = HostState | "waiting" | "unknown";

/** Worst first. A host that gives no answer at all may be starving, so it goes before one that only suffers. */
const bySeverity: readonly Standing[] = ["starving", "unreachable", "suffering", "stale", "unknown", "waiting", "ok"];

export function standingOf(status: HostStatus): Standing {
  switch (status.kind) {
    case "waiting":
      return "waiting";
    case "failed":
      return status.state;
    case "read": {
      const { state, cause } = status.diagnosis;
      return state === "ok" && cause.kind === "unknown" ? "unknown" : state;
    }
  }
}

/** The hosts by severity; those that stand alike keep their order. */
export function worstFirst(hosts: readonly HostStatus[]): readonly HostStatus[] {
  return hosts.toSorted((one, other) => severity(one) - severity(other));
}

function severity(status: HostStatus): number {
  return bySeverity.indexOf(standingOf(status));
}
