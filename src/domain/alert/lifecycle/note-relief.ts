import type { Instant } from "../../time.ts";
import type { Alert, FiringAlert } from "../alert.ts";
import type { RuleName } from "../rule.ts";
import { after } from "./deadline.ts";

/** What the whole host suffers from, and the restart of one of its daemons may end. */
const ofHost: readonly RuleName[] = ["memory", "swap", "load"];

/** The kernel's averages over a minute, and swap that is read back: what is clear by then may be clear by the restart. */
export const reliefWithinMs = 15 * 60_000;

/** Remembers which daemons were restarted while their host suffered. */
export function noteRelief(alerts: readonly Alert[], restarted: readonly string[], now: Instant): readonly Alert[] {
  if (restarted.length === 0) return alerts;
  const what = `${restarted.join(", ")} ${restarted.length === 1 ? "was" : "were"} restarted`;
  return alerts.map((alert) => {
    if (alert.kind !== "firing" || alert.specimen || !ofHost.includes(alert.key.rule)) return alert;
    return { ...alert, progress: { ...alert.progress, relief: { what, at: now } } };
  });
}

/** What was restarted shortly before it became clear; null where nothing was. */
export function reliefOf({ clearSince, progress: { relief } }: FiringAlert): string | null {
  const until = after(relief?.at ?? null, reliefWithinMs);
  if (relief === null || clearSince === null || until === null) return null;
  return clearSince >= relief.at && clearSince <= until ? relief.what : null;
}
