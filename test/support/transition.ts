import { instant } from "../../src/domain/time.ts";
import type { TransitionRecord } from "../../src/services/ports-store.ts";

/** Zope's heap on web-1 fired at 09:00. */
export function aTransition(changes: Partial<TransitionRecord> = {}): TransitionRecord {
  return {
    id: "transition-1",
    at: instant(Date.UTC(2026, 0, 15, 9)),
    alert: "alert-1",
    host: "web-1",
    rule: "heap",
    daemon: "zope",
    transition: "fired",
    severity: "warning",
    sentence: "heap 3.1 of 3.6 GiB, 86 % of its threshold",
    message: "message-1",
    ...changes,
  };
}
