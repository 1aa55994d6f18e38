import type { HostStatus } from "../status.ts";
import { daemonTrouble } from "./daemon-trouble.ts";
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

/** Whether somebody has to do something: the host is not fine, or one of its daemons is not. */
export function needsHelp(status: HostStatus): boolean {
  if (standingOf(status) !== "ok") return true;
  return status.kind === "read" && status.daemons.some((daemon) => daemonTrouble(daemon) !== null);
}

/** The hosts by severity, of those that are fine the ones with a daemon in trouble first; else they keep their order. */
export function worstFirst(hosts: readonly HostStatus[]): readonly HostStatus[] {
  return hosts.toSorted((one, other) => severity(one) - severity(other));
}

function severity(status: HostStatus): number {
  const place = bySeverity.indexOf(standingOf(status));
  return needsHelp(status) ? place : place + 1;
}
