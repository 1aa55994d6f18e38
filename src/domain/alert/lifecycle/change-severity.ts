import type { Instant } from "../../time.ts";
import type { FiringAlert } from "../alert.ts";
import type { AlertContext } from "../event.ts";
import { after, isDue, seenToLast } from "./deadline.ts";
import { type Moved, mapReal, moveOn } from "./moved.ts";

/**
 * A warning gets worse when critical has lasted as long as a finding lasts before it fires. A critical alert gets better when
 * it has been less for as long as a clear one takes to resolve: otherwise a figure at the bound would broadcast every minute.
 */
export function changeSeverity(moved: readonly Moved[], context: AlertContext): readonly Moved[] {
  return mapReal(moved, (one) => {
    if (!isDue(severityDueAt(one.alert), context.now)) return one;
    return one.alert.severity === "warning" ? worsen(one) : better(one);
  });
}

export function severityDueAt(alert: FiringAlert): Instant | null {
  const { severity, criticalSince, clearSince, keepFiringMs, progress } = alert;
  // What is clear gets resolved, which is the better news.
  if (severity === "critical" && clearSince !== null) return null;
  if (severity === "critical") return after(progress.easedSince, keepFiringMs);
  return seenToLast(alert, after(criticalSince, progress.pendingMs));
}

/** Nobody has been told of this: the one who looked after the warning may not know. */
function worsen(moved: Moved<FiringAlert>): Moved<FiringAlert> {
  const worse = {
    ...moved.alert,
    severity: "critical",
    worst: "critical",
    acknowledged: null,
    repeatedAt: null,
    escalations: 0,
    escalatedAt: null,
  } as const;
  return moveOn(moved, worse, "worse");
}

function better(moved: Moved<FiringAlert>): Moved<FiringAlert> {
  const { progress, ...alert } = moved.alert;
  const better = {
    ...alert,
    severity: "warning",
    criticalSince: null,
    progress: { ...progress, easedSince: null },
  } as const;
  return moveOn(moved, better, "better");
}
