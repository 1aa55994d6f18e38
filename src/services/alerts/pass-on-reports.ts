import type { Alert, FiringAlert } from "../../domain/alert/alert.ts";
import { rulesOfEvents } from "../../domain/alert/rule.ts";
import type { OutgoingMessage, Report } from "../ports-store.ts";
import type { AlertState } from "./alert-state.ts";
import { openAlerts } from "./open-alerts.ts";
import { reportsOn } from "./reports-on-alert.ts";
import { rootMessage } from "./say-alerts.ts";

interface PassedOn {
  readonly messages: readonly OutgoingMessage[];
  readonly reports: readonly Report[];
}

/**
 * Reports on what is resolved belong to what is still wrong on that host: whoever reported it does not know which of the
 * problems it was, and is asked when the last of them is over.
 */
export function passOnReports(self: AlertState, resolved: readonly Alert[]): PassedOn {
  const passed = resolved.map(({ id, key }): PassedOn => {
    const next = stillWrongOn(self, key.host);
    const open = reportsOn(self, id).filter(({ state }) => state === "open");
    if (next === undefined || open.length === 0) return { messages: [], reports: [] };
    const reports = open.map((report): Report => ({ ...report, alert: next.id }));
    for (const report of reports) self.reports.set(report.id, report);
    return { messages: rootMessage(self, next), reports };
  });
  return {
    messages: passed.flatMap(({ messages }) => messages),
    reports: passed.flatMap(({ reports }) => reports),
  };
}

/** What happened at one instant is over already. */
function stillWrongOn(self: AlertState, host: string): FiringAlert | undefined {
  return openAlerts(self).find(
    ({ key, toldAt, specimen }) =>
      key.host === host && toldAt !== null && !specimen && !rulesOfEvents.includes(key.rule),
  );
}
