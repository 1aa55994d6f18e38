import type { HostStatus, StatusBoard } from "../status.ts";
import type { Instant } from "../time.ts";
import type { HostState } from "./diagnose.ts";

/** The whole board in one plain sentence without markup or full stop, the worst host first. */
export function verdictOf(board: StatusBoard, now: Instant): string {
  return board.hosts.map((host) => hostVerdict(host, now)).join(". ");
}

/** One host in a sentence: "local is fine: load 0.3 on 2 CPUs, 21.4 of 23.5 GiB available, no swap". */
export function hostVerdict(status: HostStatus, _now: Instant): string {
  return status.host;
}

/** The host's state in a word; `waiting` until it has answered. */
export function stateOf(status: HostStatus): HostState | "waiting" {
  if (status.kind === "waiting") return "waiting";
  return status.kind === "read" ? status.diagnosis.state : status.state;
}
