import type { ActionRefusal } from "../../domain/alert/act.ts";
import type { Alert } from "../../domain/alert/alert.ts";
import type { ReportNotice } from "../../domain/notice/notice.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import type { OutgoingMessage, Report } from "../ports-store.ts";
import { type AlertState, commit, findAlert } from "./alert-state.ts";
import { reportsOn } from "./reports-on-alert.ts";
import { rootMessage, wallNow } from "./say-alerts.ts";

/** A report for which no alert fires within this was about something that the bot cannot see: its people are asked then. */
export const quietReportAfter: Millis = seconds(3600);

interface Asking {
  readonly messages: readonly OutgoingMessage[];
  readonly reports: readonly Report[];
}

/** Whoever reported it is asked, when it is over, whether it is better or worse than before. */
export function askReporters(self: AlertState, resolved: readonly Alert[]): Asking {
  return askAll(
    self,
    resolved.flatMap((alert) => reportsOn(self, alert.id).filter(({ state }) => state === "open")),
  );
}

/** The same for reports that no alert came for. */
export async function askQuietReporters(self: AlertState): Promise<void> {
  const before = self.steady.now() - quietReportAfter;
  const quiet = [...self.reports.values()].filter(
    ({ state, alert, at }) => state === "open" && alert === null && at <= before,
  );
  if (quiet.length === 0) return;
  const { messages, reports } = askAll(self, quiet);
  await commit(self, { outbox: messages, reports });
}

/** One question a person, for the first of their reports. */
function askAll(self: AlertState, open: readonly Report[]): Asking {
  const reports = open.map((report): Report => ({ ...report, state: "resolved" }));
  for (const report of reports) self.reports.set(report.id, report);
  const firsts = [...new Map(reports.toReversed().map((report) => [report.by, report])).values()];
  return { reports, messages: firsts.map((report) => question(self, report)) };
}

function question(self: AlertState, report: Report): OutgoingMessage {
  const notice: ReportNotice = {
    kind: "report",
    sentence: `The problem that you reported${whereOf(report.host)} is over, as far as the bot can see. Is it better or worse than before?`,
    report: report.id,
    host: report.host,
    by: [report.by],
    texts: report.text === "" ? [] : [report.text],
    at: wallNow(self),
    reading: "",
    asks: "better or worse",
    better: 0,
    worse: 0,
  };
  const place = { kind: "direct", user: report.by } as const;
  return self.outbox.add({ id: `ask ${report.id}`, place, urgency: "history", notice });
}

/** "Better or worse than before?" Counted in the message that people see, and told to who asked for it. */
export async function answerReport(
  self: AlertState,
  asked: { readonly report: string; readonly by: string; readonly answer: "better" | "worse" },
): Promise<Result<null, ActionRefusal>> {
  const report = self.reports.get(asked.report);
  if (report === undefined) return fail({ reason: "unknown", sentence: "This report is closed." });
  if (report.by !== asked.by) return fail({ reason: "not allowed", sentence: "Only who reported it is asked." });
  if (report.answer !== null) return fail({ reason: "already", sentence: `You said ${report.answer} already.` });
  const answered: Report = { ...report, answer: asked.answer, state: "closed" };
  self.reports.set(report.id, answered);
  const messages = [...thanks(self, answered), ...countedIn(self, answered)];
  await commit(self, { reports: [answered], outbox: messages });
  return succeed(null);
}

function thanks(self: AlertState, { id, answer }: Report): readonly OutgoingMessage[] {
  const asking = self.outbox.find(`ask ${id}`);
  if (asking?.notice.kind !== "report") return [];
  const sentence = `Thank you. You said that the problem${whereOf(asking.notice.host)} is ${answer} than before.`;
  const notice: ReportNotice = { ...asking.notice, sentence, asks: null };
  const revised = self.outbox.revise(asking.id, { notice, urgency: "history" });
  self.outbox.finish(asking.id);
  return revised === null ? [] : [revised];
}

function countedIn(self: AlertState, { message, alert, answer }: Report): readonly OutgoingMessage[] {
  const found = alert === null ? null : findAlert(self, alert);
  if (found !== null) return rootMessage(self, found);
  const before = self.outbox.find(message)?.notice;
  if (before?.kind !== "report" || answer === null) return [];
  const notice: ReportNotice = { ...before, [answer]: before[answer] + 1 };
  const revised = self.outbox.revise(message, { notice, urgency: "history" });
  return revised === null ? [] : [revised];
}

function whereOf(host: string | null): string {
  return host === null ? "" : ` on ${host}`;
}
