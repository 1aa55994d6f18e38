import type { FiringAlert } from "../../../domain/alert/alert.ts";
import type { AlertNotice } from "../../../domain/notice/notice.ts";

/** What stands first of a firing alert: why it is quiet, before who has it, before how it behaves. */
export function openState(alert: FiringAlert): AlertNotice["state"] {
  if (alert.inhibitedBy !== null) return "hidden";
  if (alert.silencedBy !== null) return "silenced";
  if (alert.staleSince !== null) return "stale";
  if (alert.acknowledged !== null) return "acknowledged";
  return alert.flappingSince === null ? "firing" : "flapping";
}
