import type { ActionRefusal } from "../../domain/alert/act.ts";
import type { Alert, FiringAlert } from "../../domain/alert/alert.ts";
import type { ReportNotice } from "../../domain/notice/notice.ts";
import { type Result, succeed } from "../../domain/result.ts";
import type { OutgoingMessage, Report } from "../ports-store.ts";
import type { ReportOutcome, ReportRequest } from "./alert-desk.ts";
import { type AlertState, commit } from "./alert-state.ts";
import { openAlerts } from "./open-alerts.ts";
import { peopleOf, reportsOn } from "./reports-on-alert.ts";
import { channelPlace, rootMessage, wallNow } from "./say-alerts.ts";

/** More texts than these would hide the rest of the message; the newest are shown. */
const textsMax = 5;

/**
 * Folds a report into the worst open problem of its host, else into the host's open report, else makes a message of its
 * own. The reading goes with it in any case.
 */
export async function reportProblem(
  self: AlertState,
  asked: ReportRequest,
): Promise<Result<ReportOutcome, ActionRefusal>> {
  const alert = worstOf(self, asked.host);
  const earlier = alert === null ? openReportsOf(self, asked.host) : reportsOn(self, alert.id);
  const id = self.newId();
  const message = alert?.id ?? earlier[0]?.message ?? id;
  const { host, text, by } = asked;
  const report: Report = {
    id,
    host,
    text,
    by,
    at: self.steady.now(),
    alert: alert?.id ?? null,
    message,
    state: "open",
    answer: null,
  };
  self.reports.set(id, report);
  const together = [...earlier, report];
  const outbox =
    alert === null
      ? reportMessage(self, together, asked.reading)
      : foldedMessages(self, { alert, report, reading: asked.reading });
  await commit(self, { reports: [report], outbox });
  return succeed({ report: id, foldedInto: alert, count: peopleOf(together).length });
}

function worstOf(self: AlertState, host: string | null): FiringAlert | null {
  if (host === null) return null;
  return (
    openAlerts(self).find(({ key, specimen, toldAt }) => key.host === host && !specimen && toldAt !== null) ?? null
  );
}

function openReportsOf(self: AlertState, host: string | null): readonly Report[] {
  return [...self.reports.values()].filter(
    (report) => report.state === "open" && report.alert === null && report.host === host,
  );
}

function foldedMessages(
  self: AlertState,
  { alert, report, reading }: { readonly alert: FiringAlert; readonly report: Report; readonly reading: string },
): readonly OutgoingMessage[] {
  const said = report.text === "" ? "reports this problem too" : `reports: ${report.text}`;
  const line = self.outbox.add({
    id: self.newId(),
    place: { kind: "thread", of: alert.id, broadcast: false },
    urgency: "history",
    notice: { kind: "thread", sentence: `${said} — ${reading}`, mentions: [report.by] },
  });
  return [...rootMessage(self, alert), line];
}

/** The one message of all reports on a host for which no alert is open. */
function reportMessage(self: AlertState, reports: readonly Report[], reading: string): readonly OutgoingMessage[] {
  const [first] = reports;
  if (first === undefined) return [];
  const before = self.outbox.find(first.message);
  const kept = before?.notice.kind === "report" ? before.notice : null;
  const notice = reportNotice(self, reports, { reading, answers: kept });
  const revised = self.outbox.revise(first.message, { notice, urgency: "warning" });
  if (revised !== null) return [revised];
  return [self.outbox.add({ id: first.message, place: channelPlace(self), urgency: "warning", notice })];
}

function reportNotice(
  self: AlertState,
  reports: readonly Report[],
  { reading, answers }: { readonly reading: string; readonly answers: ReportNotice | null },
): ReportNotice {
  const host = reports[0]?.host ?? null;
  const people = peopleOf(reports);
  const who = people.length === 1 ? "1 person reports" : `${people.length} people report`;
  const texts = reports.map(({ text }) => text).filter((text) => text !== "");
  return {
    kind: "report",
    sentence: `${who} a problem${host === null ? "" : ` on ${host}`}. ${reading}`,
    report: reports[0]?.id ?? "",
    host,
    by: people,
    texts: texts.slice(-textsMax),
    at: wallNow(self),
    reading,
    asks: null,
    better: answers?.better ?? 0,
    worse: answers?.worse ?? 0,
  };
}

/** A host's open reports belong to the problem that fires there later. */
export function attachReports(self: AlertState, alerts: readonly Alert[]): readonly Report[] {
  const fired = alerts.find((alert) => alert.kind === "firing" && alert.toldAt !== null && !alert.specimen);
  if (fired === undefined) return [];
  const attached = openReportsOf(self, fired.key.host).map((report) => ({ ...report, alert: fired.id }));
  for (const report of attached) self.reports.set(report.id, report);
  return attached;
}
