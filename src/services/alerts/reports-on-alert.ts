import type { Report } from "../ports-store.ts";
import type { AlertState } from "./alert-state.ts";

/** What people have reported of an alert, oldest first. */
export function reportsOn(self: AlertState, alert: string): readonly Report[] {
  return [...self.reports.values()].filter((report) => report.alert === alert);
}

export function peopleOf(reports: readonly Report[]): readonly string[] {
  return [...new Set(reports.map(({ by }) => by))];
}

/** Whole sentences for the root message of an alert that people have reported. */
export function notesOnReports(self: AlertState, alert: string): readonly string[] {
  const reports = reportsOn(self, alert);
  const count = peopleOf(reports).length;
  if (count === 0) return [];
  const answers = reports.map(({ answer }) => answer);
  const better = answers.filter((answer) => answer === "better").length;
  const worse = answers.filter((answer) => answer === "worse").length;
  const told = better + worse === 0 ? "" : ` Afterwards: better for ${better}, worse for ${worse}.`;
  return [`${count === 1 ? "1 person has" : `${count} people have`} reported it.${told}`];
}
