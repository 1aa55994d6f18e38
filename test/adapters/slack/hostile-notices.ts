import type { Finding } from "../../../src/domain/alert/alert.ts";
import type { Notice } from "../../../src/domain/notice/notice.ts";
import type { AlertsReply, Dialog } from "../../../src/services/ports-dialogs.ts";
import { aDetailsDialog, aFiring, aReportDialog, aResolved, aSilence, aSilenceDialog } from "./alerts.ts";
import { now } from "./boards.ts";
import { aBacklog, aDigest, aDirect, alertsByState, anAlert, aReport, aThreadLine, noise } from "./notices.ts";

/** Every notice with these twelve texts in every place that holds one. */
export function hostileNotices(texts: readonly string[]): readonly Notice[] {
  const text = (index: number) => texts[index] ?? "";
  const many = (count: number) => Array.from({ length: count }, (_, index) => text(index % texts.length));
  const sentence = text(0);
  const key = { host: text(1), rule: "heap", daemon: text(2) } as const;
  const figures = texts.map((name, index) => ({ name, text: text(11 - index) }));
  const { chart } = anAlert();
  const drawn = chart === null ? null : { ...chart, title: text(5), unit: text(6), limit: { name: text(7), value: 1 } };
  const said = {
    sentence,
    key,
    figures,
    meaning: text(3),
    advice: text(4),
    chart: drawn,
    notes: many(20),
  };
  const states = alertsByState.map(([, alert]) => ({
    ...alert,
    ...said,
    acknowledged: alert.acknowledged === null ? null : { ...alert.acknowledged, by: text(9) },
    silenced: alert.silenced === null ? null : { ...alert.silenced, by: text(9), reason: text(10) },
    resolved: alert.resolved === null ? null : { ...alert.resolved, peakText: text(9), endedBy: text(10) },
  }));
  const rows = many(60).map((rule, index) => ({ rule, fired: 1, useful: 2, noise: 3, suggestion: text(index % 12) }));
  const line = {
    rule: text(1),
    severity: "critical",
    fired: 1,
    stillFiring: 1,
    hosts: many(9),
    hostsInAll: 9,
  } as const;
  return [
    ...states,
    { ...aThreadLine, sentence, mentions: ["U01ALICE", "S01OPS", ...texts] },
    { ...aDirect, sentence, link: text(2) },
    { ...aDirect, sentence, link: "https://example.slack.com/a" },
    { ...aBacklog, sentence, lines: Array.from({ length: 40 }, () => line) },
    { ...aDigest, sentence, sections: many(30).map((title) => ({ title, lines: many(20) })) },
    { ...noise, sentence, rows },
    { ...aReport, sentence, by: ["U01ALICE", ...texts], texts: many(30), reading: text(2) },
    { kind: "sentence", sentence },
  ];
}

export function hostileAlerts(texts: readonly string[]): AlertsReply {
  const text = (index: number) => texts[index] ?? "";
  const alert = { ...hostileFiring(texts), acknowledged: { by: text(3), at: now, askedAt: null } };
  const silence = { ...aSilence, reason: text(4), by: text(5), scope: { host: text(6), rule: null, daemon: text(7) } };
  const open = Array.from({ length: 30 }, () => alert);
  return { kind: "alerts", open, silences: [silence], commandName: text(8), now, wallOffsetMs: 0 };
}

export function hostileDialogs(texts: readonly string[]): readonly Dialog[] {
  const text = (index: number) => texts[index] ?? "";
  const firing = hostileFiring(texts);
  const history = Array.from({ length: 50 }, () => aDetailsDialog.history).flat();
  const told = history.map((record) => ({ ...record, sentence: text(5) }));
  // Names in menus come from the configuration, which takes none that is empty or long.
  const hosts = ["web-1", "<!channel>", "a&b"];
  return [
    aSilenceDialog({
      hosts,
      daemons: [{ host: "<!channel>", name: "<@U1>" }],
      scope: { host: "<!channel>", rule: null, daemon: "<@U1>" },
      wouldSilence: Array.from({ length: 20 }, () => firing),
      reason: text(4),
    }),
    { ...aReportDialog, hosts, text: text(3) },
    { ...aDetailsDialog, alert: firing, history: told, how: text(6) },
    { ...aDetailsDialog, alert: { ...aResolved, finding: findingOf(texts), endedBy: text(7) }, how: text(6) },
  ];
}

function hostileFiring(texts: readonly string[]) {
  const finding = findingOf(texts);
  const key = { host: texts[1] ?? "", rule: "heap", daemon: texts[2] ?? "" } as const;
  return aFiring({ key, finding, peak: finding, inhibitedBy: texts[10] ?? "" });
}

function findingOf(texts: readonly string[]): Finding {
  const [sentence = "", advice = "", measureText = ""] = texts;
  return { sentence, advice, measureText, measure: 1, figures: texts.map((name) => ({ name, text: name })) };
}
